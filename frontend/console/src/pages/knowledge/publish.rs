//! Publishing: first what would change, then at once or at a moment to come.

use crate::api::{Failure, on_site};
use crate::desk::Desk;
use crate::parts::Notice;
use crate::router::Router;
use leptos::html::Dialog;
use leptos::prelude::*;
use std::time::Duration;
use vouch_shared::knowledge::{
    AnswerChange, ChangeKind, CheckReport, CheckRequest, CheckState, LocaleReport, OverrideRequest,
    Publication, PublicationCheck, PublicationRequest, VersionId,
};

/// How often a running check is asked how far it is.
const POLL: Duration = Duration::from_millis(600);

/// Opens as soon as there is something to publish.
#[component]
pub(super) fn PublishDialog(
    versions: RwSignal<Vec<VersionId>>,
    done: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let desk = Desk::of_context();
    let dialog = NodeRef::<Dialog>::new();
    let check: RwSignal<Option<PublicationCheck>> = RwSignal::new(None);
    let fault: RwSignal<Option<String>> = RwSignal::new(None);
    let at = RwSignal::new(String::new());
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if versions.with(Vec::is_empty) || dialog.open() {
            return;
        }
        // A dialog that is open already says so; there is nothing else to do.
        let _ = dialog.show_modal();
        check.set(None);
        fault.set(None);
        leptos::task::spawn_local(async move {
            match begin(desk, versions.get_untracked()).await {
                Ok(begun) => follow(desk, begun, check, fault),
                Err(failure) => fault.set(Some(failure.words())),
            }
        });
    });
    let close = move || {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    let publish = Action::new_local(move |(): &()| async move {
        let access = desk.site().ok_or(Failure::SignedOut)?;
        let id = check.get_untracked().map(|check| check.id).unwrap_or_default();
        let request = PublicationRequest { check: id, publish_at: in_utc(&at.get_untracked()) };
        let path = on_site(&access.site, "knowledge/publications");
        desk.api.post::<Publication>(&path, &request).await?;
        close();
        done();
        Ok::<(), Failure>(())
    });
    let refused = move || {
        fault.get().or_else(|| publish.value().get().and_then(Result::err).map(|one| one.words()))
    };
    let ready = move || {
        check.with(|check| check.as_ref().is_some_and(may_publish)) && !publish.pending().get()
    };
    view! {
        <dialog class="wide" node_ref=dialog aria-labelledby="publish-title" on:close=move |_| versions.set(Vec::new())>
            <h2 id="publish-title">"Publish"</h2>
            <ul class="plain">{move || versions.get().iter().map(named).collect_view()}</ul>
            {move || check.get().map(|found| state(&found, check))}
            <label class="field"><span>"When (at once where it is empty)"</span>
                <input type="datetime-local" data-testid="publish-at" prop:value=move || at.get()
                    on:input=move |event| at.set(event_target_value(&event))/>
            </label>
            <Notice words=Signal::derive(refused)/>
            <div class="row end">
                <button class="secondary" on:click=move |_| close()>"Cancel"</button>
                <button class="primary" data-testid="publish-now" prop:disabled=move || !ready()
                    on:click=move |_| { publish.dispatch_local(()); }>
                    {move || if at.with(String::is_empty) { "Publish now" } else { "Schedule" }}
                </button>
            </div>
        </dialog>
    }
}

fn named(id: &VersionId) -> AnyView {
    view! { <li>{format!("{} ({}), version {}", id.document, id.locale, id.version)}</li> }
        .into_any()
}

/// This device's moment, as the server reads it.
fn in_utc(local: &str) -> Option<String> {
    if local.is_empty() {
        return None;
    }
    let moment = js_sys::Date::new(&local.into());
    moment.to_iso_string().as_string()
}

fn may_publish(check: &PublicationCheck) -> bool {
    check.state == CheckState::Done && (!check.blocked || check.overridden.is_some())
}

async fn begin(desk: Desk, versions: Vec<VersionId>) -> Result<PublicationCheck, Failure> {
    let access = desk.site().ok_or(Failure::SignedOut)?;
    let request = CheckRequest { versions, cases: None };
    desk.api.post(&on_site(&access.site, "knowledge/checks"), &request).await
}

/// Shows a check, and asks again until it ends.
fn follow(
    desk: Desk,
    found: PublicationCheck,
    check: RwSignal<Option<PublicationCheck>>,
    fault: RwSignal<Option<String>>,
) {
    let (runs, id) = (found.state == CheckState::Running, found.id.clone());
    // The room may have been left meanwhile.
    if check.try_set(Some(found)).is_some() || !runs {
        return;
    }
    let ask = move || {
        leptos::task::spawn_local(async move {
            let Some(access) = desk.site() else { return };
            let path = on_site(&access.site, &["knowledge/checks/", &id].concat());
            match desk.api.get(&path).await {
                Ok(found) => follow(desk, found, check, fault),
                Err(failure) => {
                    let _ = fault.try_set(Some(failure.words()));
                }
            }
        });
    };
    set_timeout(ask, POLL);
}

fn state(found: &PublicationCheck, check: RwSignal<Option<PublicationCheck>>) -> AnyView {
    match found.state {
        CheckState::Running => {
            let (done, total) = (found.done.to_string(), found.total.max(1).to_string());
            view! {
                <div role="status" data-testid="check-running">
                    <p>"Asking what would change …"</p>
                    <progress value=done max=total aria-label="Progress"></progress>
                </div>
            }
            .into_any()
        }
        CheckState::Failed => {
            view! { <p class="notice" role="alert">"The check did not end. Close this and try again."</p> }.into_any()
        }
        CheckState::Done => {
            let report = found.report.as_ref().map(report);
            let blocked = found.blocked.then(|| view! { <Blocked found=found.clone() check/> });
            view! { <div data-testid="check-done">{report}{blocked}</div> }.into_any()
        }
    }
}

fn report(report: &CheckReport) -> AnyView {
    let changed = match report.changed {
        0 => "No question would be answered differently.".to_owned(),
        1 => "1 question would be answered differently.".to_owned(),
        many => format!("{many} questions would be answered differently."),
    };
    let locales = report.locales.iter().map(locale).collect_view();
    let rows = report.changes.iter().map(change).collect_view();
    let table = (!report.changes.is_empty()).then(|| {
        view! {
            <div class="scroll short" tabindex="0" role="region" aria-label="Changed questions">
                <table>
                    <thead><tr><th scope="col">"Question"</th><th scope="col">"Change"</th>
                        <th scope="col">"Today"</th><th scope="col">"Then"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! { <p data-testid="changed"><strong>{changed}</strong></p><ul class="plain">{locales}</ul>{table} }.into_any()
}

fn locale(report: &LocaleReport) -> AnyView {
    let words = match report.cases {
        0 => "no reviewed cases to judge by".to_owned(),
        cases => format!(
            "of {cases} reviewed cases {} right and {} wrong today, then {} right and {} wrong",
            report.before.right, report.before.wrong, report.after.right, report.after.wrong
        ),
    };
    let above = report.above_risk.then(|| {
        view! { <span class="mark" data-tone="fault">"above the accepted risk"</span> }
    });
    view! { <li><code>{report.locale.clone()}</code>" "{words}" "{above}</li> }.into_any()
}

fn change(change: &AnswerChange) -> AnyView {
    let kind = match change.kind {
        ChangeKind::OtherAnswer => "other answer",
        ChangeKind::NoLongerAnswered => "no longer answered",
        ChangeKind::NewlyAnswered => "newly answered",
        ChangeKind::NewText => "new text",
        ChangeKind::OtherReply => "other reply",
    };
    let (words, tone) = if change.regression { ("newly wrong", "fault") } else { (kind, "") };
    view! {
        <tr>
            <td>{change.question.clone()}</td><td><span class="mark" data-tone=tone>{words}</span></td>
            <td>{change.before.clone()}</td><td>{change.after.clone()}</td>
        </tr>
    }
    .into_any()
}

/// What a second person is asked for.
#[component]
fn Blocked(found: PublicationCheck, check: RwSignal<Option<PublicationCheck>>) -> impl IntoView {
    let desk = Desk::of_context();
    let reason = RwSignal::new(String::new());
    let id = StoredValue::new(found.id.clone());
    let let_pass = Action::new_local(move |(): &()| async move {
        let access = desk.site().ok_or(Failure::SignedOut)?;
        let path = on_site(&access.site, &format!("knowledge/checks/{}/override", id.get_value()));
        let request = OverrideRequest { reason: reason.get_untracked() };
        let passed = desk.api.post::<PublicationCheck>(&path, &request).await?;
        check.set(Some(passed));
        Ok::<(), Failure>(())
    });
    if let Some(deed) = &found.overridden {
        let words = found.reason.clone().unwrap_or_default();
        return view! { <p role="status">{format!("{} lets it pass: {words}", deed.by)}</p> }
            .into_any();
    }
    let fault = move || let_pass.value().get().and_then(Result::err).map(|one| one.words());
    let link = format!("/console/knowledge?check={}", found.id);
    view! {
        <div class="blocked" data-testid="blocked">
            <p><strong>"This is held back: "</strong>"questions that are answered right would be answered wrong. "
                "Mend the text, or let a second person pass it with a reason. They find it at "
                <a href=link.clone()>{link.clone()}</a></p>
            <label class="field"><span>"Reason"</span>
                <textarea rows="2" prop:value=move || reason.get()
                    on:input=move |event| reason.set(event_target_value(&event))></textarea>
            </label>
            <Notice words=Signal::derive(fault)/>
            <button class="danger" prop:disabled=move || let_pass.pending().get()
                on:click=move |_| { let_pass.dispatch_local(()); }>"Let it pass"</button>
        </div>
    }
    .into_any()
}

/// A check that somebody was asked to look at, named by `?check=`.
#[component]
pub(super) fn AskedCheck() -> impl IntoView {
    let desk = Desk::of_context();
    let router = Router::of_context();
    let check: RwSignal<Option<PublicationCheck>> = RwSignal::new(None);
    let asked = LocalResource::new(move || {
        let id = router.query("check");
        let site = desk.site().map(|access| access.site);
        async move {
            let path = on_site(&site?, &["knowledge/checks/", &id?].concat());
            desk.api.get::<PublicationCheck>(&path).await.ok()
        }
    });
    Effect::new(move |_| check.set(asked.get().flatten()));
    move || {
        check.get().map(|found| {
            let versions = found.versions.iter().map(named).collect_view();
            let by = format!("{} wants to publish", found.requested.by);
            view! {
                <section class="sheet" aria-label="A publication that was checked">
                    <h2>{by}</h2><ul class="plain">{versions}</ul>{state(&found, check)}
                    <PublishChecked found=found.clone()/>
                </section>
            }
        })
    }
}

/// Publishes what was let pass.
#[component]
fn PublishChecked(found: PublicationCheck) -> impl IntoView {
    let desk = Desk::of_context();
    let open = may_publish(&found);
    let id = StoredValue::new(found.id);
    let publish = Action::new_local(move |(): &()| async move {
        let access = desk.site().ok_or(Failure::SignedOut)?;
        let request = PublicationRequest { check: id.get_value(), publish_at: None };
        let path = on_site(&access.site, "knowledge/publications");
        desk.api.post::<Publication>(&path, &request).await
    });
    let words = move || {
        publish.value().get().map(|outcome| match outcome {
            Ok(_) => "Published.".to_owned(),
            Err(failure) => failure.words(),
        })
    };
    open.then(|| {
        view! {
            <div class="row">
                <button class="primary" prop:disabled=move || publish.pending().get()
                    on:click=move |_| { publish.dispatch_local(()); }>"Publish now"</button>
                <span role="status">{words}</span>
            </div>
        }
    })
}
