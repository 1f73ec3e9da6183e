//! Queues with their counts, the search, and what else narrows the list.

use super::Inbox;
use super::filter::{Filter, queue_name, reason_name};
use crate::router::A;
use crate::router::Router;
use leptos::prelude::*;
use vouch_shared::ticket::{Facets, Priority, Queue};

/// The queues, as links with counts.
#[component]
pub(crate) fn Queues() -> impl IntoView {
    let inbox = expect_context::<Inbox>();
    let link = move |queue: Queue| {
        let address = move || Filter { queue, ..inbox.filter.get() }.address();
        let current = move || (inbox.filter.get().queue == queue).then_some("page");
        let count = move || inbox.list.with(|list| list.as_ref().map(|list| list.counts.of(queue)));
        let pressing =
            move || (queue == Queue::Overdue && count().is_some_and(|n| n > 0)).then_some("fault");
        view! {
            <li>
                <a class="choice queue" href=address aria-current=current data-queue=queue.as_str()>
                    {queue_name(queue)}
                    <span class="count" data-tone=pressing>{count}</span>
                </a>
            </li>
        }
    };
    view! { <nav aria-label="Queues"><ul class="queues">{Queue::ALL.map(link).into_iter().collect_view()}</ul></nav> }
}

/// Search and filters.
#[component]
pub(crate) fn Filters() -> impl IntoView {
    let inbox = expect_context::<Inbox>();
    let router = Router::of_context();
    let go = Callback::new(move |filter: Filter| {
        router.replace(&filter.address());
    });
    let now = move || inbox.filter.get_untracked();
    let facets = move || {
        inbox.list.with(|list| list.as_ref().map(|list| list.facets.clone()).unwrap_or_default())
    };
    let reasons = Signal::derive(move || {
        let Facets { reasons, .. } = facets();
        reasons.into_iter().map(|reason| (reason_name(&reason), reason)).collect::<Vec<_>>()
    });
    let plain =
        |names: Vec<String>| names.into_iter().map(|name| (name.clone(), name)).collect::<Vec<_>>();
    let locales = Signal::derive(move || plain(facets().locales));
    let tags = Signal::derive(move || plain(facets().tags));
    let priorities = Signal::derive(move || {
        Priority::ALL.map(|one| (one.as_str().to_owned(), one.as_str().to_owned())).to_vec()
    });
    view! {
        <form class="filters" role="search" on:submit=move |event| event.prevent_default()>
            <label class="grow">
                <span class="unseen">"Search tickets"</span>
                <input id="search" type="search" placeholder="Search words, names, numbers" data-testid="search"
                    prop:value=move || inbox.filter.get().text
                    on:input=move |event| go.run(Filter { text: event_target_value(&event), ..now() })/>
            </label>
            <Narrow label="Reason" options=reasons value=Signal::derive(move || inbox.filter.get().reason)
                choose=Callback::new(move |reason| go.run(Filter { reason, ..now() }))/>
            <Narrow label="Priority" options=priorities value=Signal::derive(move || inbox.filter.get().priority)
                choose=Callback::new(move |priority| go.run(Filter { priority, ..now() }))/>
            <Narrow label="Tag" options=tags value=Signal::derive(move || inbox.filter.get().tag)
                choose=Callback::new(move |tag| go.run(Filter { tag, ..now() }))/>
            <Narrow label="Language" options=locales value=Signal::derive(move || inbox.filter.get().locale)
                choose=Callback::new(move |locale| go.run(Filter { locale, ..now() }))/>
            <A href="/console/inbox" attr:class="link">"Clear"</A>
        </form>
    }
}

#[component]
fn Narrow(
    label: &'static str,
    options: Signal<Vec<(String, String)>>,
    value: Signal<String>,
    choose: Callback<String>,
) -> impl IntoView {
    let options = move || {
        let option = |(name, key): (String, String)| {
            let is_chosen = value.get() == key;
            view! { <option value=key selected=is_chosen>{name}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <select aria-label=label prop:value=move || value.get()
            on:change=move |event| choose.run(event_target_value(&event))>
            <option value="">{label}</option>
            {options}
        </select>
    }
}
