//! The audit log: what staff did, filtered by who, what and when, and as a file.

use crate::api::{Failure, on_site};
use crate::desk::Desk;
use crate::parts::{Field, Notice};
use crate::router::Router;
use leptos::prelude::*;
use vouch_shared::audit::{AuditEntry, AuditPage as Page};
use vouch_ui::date::day_and_time;

const PATH: &str = "/console/audit";
const FILTERS: [&str; 4] = ["actor", "action", "from", "until"];

/// The log of the site that is looked at. The filter stands in the address.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    let (desk, router) = (Desk::of_context(), Router::of_context());
    let fields =
        FILTERS.map(|name| RwSignal::new(untrack(move || router.query(name)).unwrap_or_default()));
    let entries = RwSignal::new(Vec::<AuditEntry>::new());
    let more = RwSignal::new(None::<String>);
    let path = Memo::new(move |_| {
        let site = desk.site().map_or_else(|| "".into(), |access| access.site);
        (
            on_site(&site, "audit"),
            query_of(FILTERS.map(|name| router.query(name).unwrap_or_default())),
        )
    });
    let load = Action::new_local(move |before: &Option<String>| {
        let before = before.clone();
        async move {
            let (path, query) = path.get_untracked();
            let tail = before.as_ref().map(|id| format!("&before={id}")).unwrap_or_default();
            let page: Page = desk.api.get(&format!("{path}?{query}{tail}")).await?;
            if before.is_none() {
                entries.set(page.entries);
            } else {
                entries.update(|entries| entries.extend(page.entries));
            }
            more.set(page.more);
            Ok::<_, Failure>(())
        }
    });
    Effect::new(move |_| {
        path.track();
        load.dispatch_local(None);
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let [actor, action, from, until] = fields.map(|field| field.get_untracked());
        let query = query_with_days(actor, action, from, until);
        router.replace(&if query.is_empty() { PATH.to_owned() } else { format!("{PATH}?{query}") });
    };
    let [actor, action, from, until] = fields;
    let export = move |format: &str| {
        let (path, query) = path.get();
        format!("{path}/export?format={format}&{query}")
    };
    let fault = move || load.value().get().and_then(Result::err).map(|failure| failure.words());
    let is_empty = move || entries.with(Vec::is_empty) && !load.pending().get();
    let rows = move || entries.get().into_iter().map(row).collect_view();
    let next = move || {
        load.dispatch_local(more.get_untracked());
    };
    view! {
        <header class="head">
            <h1>"Audit log"</h1>
            <a class="secondary" download="audit.csv" href=move || export("csv")>"Export CSV"</a>
            <a class="secondary" download="audit.jsonl" href=move || export("jsonl")>"Export JSON"</a>
        </header>
        <form class="filters" on:submit=submit role="search" aria-label="Filter the log">
            <Field label="Who" value=actor/>
            <Field label="What" value=action/>
            <Field label="From" kind="date" value=from/>
            <Field label="To" kind="date" value=until/>
            <button class="secondary" type="submit">"Filter"</button>
        </form>
        <p class="hint">"Who is an address, "<code>"cli"</code>" or "<code>"unknown"</code>"; what is \
            an action such as "<code>"staff.role"</code>", or its first word, such as "
            <code>"session"</code>"."</p>
        <Notice words=Signal::derive(fault)/>
        <section class="sheet flush">
            <div class="scroll" tabindex="0" role="group" aria-label="Entries">
                <table data-testid="audit">
                    <thead><tr>
                        <th scope="col">"When"</th><th scope="col">"Who"</th>
                        <th scope="col">"What"</th><th scope="col">"About"</th>
                        <th scope="col">"More"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Show when=is_empty><p class="empty">"Nothing fits this filter."</p></Show>
        </section>
        <Show when=move || more.with(Option::is_some)>
            <div class="row"><button class="secondary" on:click=move |_| next()>"Show older"</button></div>
        </Show>
    }
}

fn row(entry: AuditEntry) -> impl IntoView {
    let AuditEntry { at, actor, action, subject, detail, .. } = entry;
    let when = day_and_time(at.as_str(), "en-GB");
    let detail = if detail == "{}" { String::new() } else { detail };
    view! {
        <tr>
            <td class="when"><time datetime=at.0.clone() title=at.0>{when}</time></td>
            <td>{actor}</td>
            <td><code>{action}</code></td>
            <td class="long">{subject}</td>
            <td class="long quiet">{detail}</td>
        </tr>
    }
}

/// The address's query: days as they are typed.
fn query_with_days(actor: String, action: String, from: String, until: String) -> String {
    let pairs = FILTERS.into_iter().zip([actor, action, from, until]);
    let pairs = pairs.filter(|(_, value)| !value.trim().is_empty());
    pairs.map(|(name, value)| pair(name, value.trim())).collect::<Vec<_>>().join("&")
}

/// The server's query: the moments at which days begin and end on this device.
fn query_of([actor, action, from, until]: [String; 4]) -> String {
    let values = [actor, action, moment(&from, 0), moment(&until, 1)];
    let pairs = FILTERS.into_iter().zip(values).filter(|(_, value)| !value.is_empty());
    pairs.map(|(name, value)| pair(name, &value)).collect::<Vec<_>>().join("&")
}

fn pair(name: &str, value: &str) -> String {
    format!("{name}={}", String::from(js_sys::encode_uri_component(value)))
}

/// When a day begins, so many days later.
fn moment(day: &str, later: u32) -> String {
    if day.is_empty() {
        return String::new();
    }
    let moment = js_sys::Date::new(&format!("{day}T00:00:00").into());
    moment.set_date(moment.get_date() + later);
    if moment.get_time().is_nan() { String::new() } else { String::from(moment.to_iso_string()) }
}
