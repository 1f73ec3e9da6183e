//! All documents: where each stands in each language, who must act, and what changed last.

use super::hints;
use super::import::ImportDialog;
use super::publish::{AskedCheck, PublishDialog};
use super::words::{mark, moment, next_step};
use crate::api::on_site;
use crate::desk::Desk;
use crate::router::A;
use leptos::prelude::*;
use vouch_shared::knowledge::{
    DocumentLine, DocumentList, Hint, LocaleState, VersionId, VersionState,
};
use vouch_shared::staff::Permission;

/// The list.
#[component]
pub(super) fn DocumentList() -> impl IntoView {
    let desk = Desk::of_context();
    let search = RwSignal::new(String::new());
    let again = RwSignal::new(0_u32);
    let (importing, publishing) = (RwSignal::new(false), RwSignal::new(Vec::<VersionId>::new()));
    let list = LocalResource::new(move || {
        again.track();
        let site = desk.site().map(|access| access.site);
        async move { Some(desk.api.get::<DocumentList>(&on_site(&site?, "knowledge")).await) }
    });
    let approved = move || {
        let list = list.get().flatten().and_then(Result::ok);
        list.map(|list| approved_of(&list)).unwrap_or_default()
    };
    let may_edit = move || desk.may(Permission::EditKnowledge);
    let may_publish = move || desk.may(Permission::ApproveKnowledge) && !approved().is_empty();
    view! {
        <header class="head">
            <h1>"Knowledge"</h1>
            <input type="search" class="search" placeholder="Search documents" aria-label="Search documents"
                prop:value=move || search.get() on:input=move |event| search.set(event_target_value(&event))/>
            <Show when=may_edit>
                <button class="secondary" on:click=move |_| importing.set(true)>"Import"</button>
                <A href="/console/knowledge/+new" attr:class="secondary">"New document"</A>
            </Show>
            <Show when=may_publish>
                <button class="primary" data-testid="publish-approved" on:click=move |_| publishing.set(approved())>
                    {move || format!("Publish {} approved", approved().len())}
                </button>
            </Show>
        </header>
        <AskedCheck/>
        {move || match list.get().flatten() {
            None => view! { <p class="quiet" role="status">"One moment …"</p> }.into_any(),
            Some(Err(failure)) => view! { <p class="notice" role="alert">{failure.words()}</p> }.into_any(),
            Some(Ok(list)) => table(&list, &search.get()),
        }}
        <SiteHints/>
        <ImportDialog open=importing done=move || again.update(|count| *count += 1)/>
        <PublishDialog versions=publishing done=move || again.update(|count| *count += 1)/>
    }
}

fn approved_of(list: &DocumentList) -> Vec<VersionId> {
    let locales = list.documents.iter().flat_map(|line| &line.locales);
    let newest = locales.map(|state| &state.newest);
    let approved = newest.filter(|version| version.state == VersionState::Approved);
    approved.map(|version| version.id.clone()).collect()
}

fn table(list: &DocumentList, search: &str) -> AnyView {
    let wanted = search.trim().to_lowercase();
    let fits = |line: &&DocumentLine| {
        line.title.to_lowercase().contains(&wanted) || line.document.contains(&wanted)
    };
    let rows: Vec<AnyView> = list.documents.iter().filter(fits).map(row).collect();
    if rows.is_empty() {
        let words = if list.documents.is_empty() {
            "Nothing is written yet. Start a document, or import what the shop has already."
        } else {
            "No document is called like that."
        };
        return view! { <p class="empty">{words}</p> }.into_any();
    }
    view! {
        <div class="sheet scroll" tabindex="0" role="region" aria-label="Documents">
            <table data-testid="documents">
                <thead><tr>
                    <th scope="col">"Document"</th><th scope="col">"Languages"</th>
                    <th scope="col">"Next"</th><th scope="col">"Last change"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(line: &DocumentLine) -> AnyView {
    let href = format!("/console/knowledge/{}", line.document);
    let title = line.title.clone();
    let newest = line.locales.iter().map(|state| &state.newest);
    let last = newest.clone().max_by_key(|version| version.last_deed().at.clone());
    let acts: Vec<String> = newest.map(next_step).filter(|step| !step.is_empty()).collect();
    let acts = if acts.is_empty() { "—".to_owned() } else { acts.join("; ") };
    let changed = last.map(|version| {
        let deed = version.last_deed();
        view! { {moment(deed.at.as_str())}<br/><span class="quiet">{deed.by.clone()}</span> }
    });
    let kind = match line.kind.as_str() {
        "reply" => Some("canned replies"),
        "answer_set" => Some("answer set"),
        _ => None,
    };
    view! {
        <tr data-testid="document">
            <td>
                <A href=href attr:class="title">{title}</A>
                <br/><span class="quiet">{line.document.clone()}{kind.map(|kind| [" · ", kind].concat())}</span>
            </td>
            <td><ul class="plain">{line.locales.iter().map(locale).collect_view()}</ul></td>
            <td>{acts}</td>
            <td>{changed}</td>
        </tr>
    }
    .into_any()
}

fn locale(state: &LocaleState) -> AnyView {
    let behind = match state.in_force {
        None => Some("no version in force".to_owned()),
        Some(version) if version != state.newest.id.version => {
            Some(format!("version {version} in force"))
        }
        Some(_) => None,
    };
    view! {
        <li class="row">
            <code>{state.locale.clone()}</code>{mark(&state.newest)}
            <span class="quiet">{behind}</span>
        </li>
    }
    .into_any()
}

/// What is to be said of everything in force.
#[component]
fn SiteHints() -> impl IntoView {
    let desk = Desk::of_context();
    let found = LocalResource::new(move || {
        let site = desk.site().map(|access| access.site);
        async move { desk.api.get::<Vec<Hint>>(&on_site(&site?, "knowledge/hints")).await.ok() }
    });
    move || {
        let found = found.get().flatten().unwrap_or_default();
        (!found.is_empty()).then(|| {
            view! {
                <details class="sheet">
                    <summary>{format!("{} hints in what shoppers read", found.len())}</summary>
                    {hints::hints(&found)}
                </details>
            }
        })
    }
}
