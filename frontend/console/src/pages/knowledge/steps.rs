//! What can be done with a version now, and who did what with it before.

use super::words::{day, mark, moment, next_step};
use crate::api::{Failure, on_site};
use crate::desk::Desk;
use crate::parts::Notice;
use gloo_net::http::Method;
use leptos::prelude::*;
use vouch_shared::knowledge::{Deed, StepRequest, Version, VersionId, VersionState};
use vouch_shared::staff::Permission;

/// A step that a button takes.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Submit,
    SendBack,
    Approve,
    Unschedule,
    RollBack,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Submit => "Send to review",
            Self::SendBack => "Send back",
            Self::Approve => "Approve",
            Self::Unschedule => "Take off the schedule",
            Self::RollBack => "Bring this text back",
        }
    }

    fn address(self) -> (Method, &'static str) {
        match self {
            Self::Submit => (Method::POST, "submission"),
            Self::SendBack => (Method::POST, "return"),
            Self::Approve => (Method::POST, "approval"),
            Self::Unschedule => (Method::DELETE, "schedule"),
            Self::RollBack => (Method::POST, "rollback"),
        }
    }

    fn class(self) -> &'static str {
        if matches!(self, Self::Submit | Self::Approve) { "primary" } else { "secondary" }
    }
}

/// The steps open to whoever looks at a version.
fn open_steps(desk: Desk, version: &Version, is_newest: bool) -> Vec<Step> {
    let may_edit = desk.may(Permission::EditKnowledge);
    let may_approve = desk.may(Permission::ApproveKnowledge);
    match version.state {
        VersionState::Draft if may_edit => vec![Step::Submit],
        VersionState::InReview if may_approve => vec![Step::Approve, Step::SendBack],
        VersionState::Scheduled if may_approve => vec![Step::Unschedule],
        VersionState::Published if may_approve && !is_newest => vec![Step::RollBack],
        _ => Vec::new(),
    }
}

/// A version's state, its way so far, and what can be done next.
#[component]
pub(super) fn Steps(
    version: Version,
    is_newest: bool,
    done: impl Fn() + Copy + Send + Sync + 'static,
    publish: impl Fn(VersionId) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let desk = Desk::of_context();
    let comment = RwSignal::new(String::new());
    let id = StoredValue::new(version.id.clone());
    let take = Action::new_local(move |step: &Step| {
        let (method, name) = step.address();
        async move {
            let access = desk.site().ok_or(Failure::SignedOut)?;
            let VersionId { document, locale, version } = id.get_value();
            let rest = format!("knowledge/documents/{document}/{locale}/{version}/{name}");
            let words = Some(comment.get_untracked()).filter(|words| !words.trim().is_empty());
            let body = StepRequest { comment: words };
            let body = (method == Method::POST).then_some(&body);
            desk.api.deed(method, &on_site(&access.site, &rest), body).await?;
            done();
            Ok::<(), Failure>(())
        }
    });
    let fault = move || take.value().get().and_then(Result::err).map(|failure| failure.words());
    let steps = open_steps(desk, &version, is_newest);
    let asks_comment = !steps.is_empty() && version.state != VersionState::Scheduled;
    let buttons = steps.into_iter().map(|step| {
        view! {
            <button class=step.class() data-testid=step.address().1 prop:disabled=move || take.pending().get()
                on:click=move |_| { take.dispatch_local(step); }>{step.name()}</button>
        }
    });
    let publishes =
        version.state == VersionState::Approved && desk.may(Permission::ApproveKnowledge);
    let publish = publishes.then(|| {
        view! { <button class="primary" data-testid="publish" on:click=move |_| publish(id.get_value())>"Publish …"</button> }
    });
    let next = next_step(&version);
    view! {
        <section class="sheet" aria-label="State">
            <div class="row">
                <h2>{format!("Version {}", version.id.version)}</h2>{mark(&version)}
                {version.in_force.then(|| view! { <span class="mark" data-tone="good">"In force"</span> })}
            </div>
            {(!next.is_empty()).then(|| view! { <p>{next}</p> })}
            {version.comment.clone().map(|words| view! { <blockquote data-testid="comment">{words}</blockquote> })}
            {asks_comment.then(|| view! {
                <label class="field"><span>"Comment"</span>
                    <textarea rows="2" data-testid="comment-field" prop:value=move || comment.get()
                        on:input=move |event| comment.set(event_target_value(&event))></textarea>
                </label>
            })}
            <Notice words=Signal::derive(fault)/>
            <div class="row">{buttons.collect_view()}{publish}</div>
            {facts(&version)}
        </section>
    }
}

fn facts(version: &Version) -> AnyView {
    let deeds: [(&str, Option<&Deed>); 5] = [
        ("Written", Some(&version.written)),
        ("Sent to review", version.submitted.as_ref()),
        ("Sent back", version.returned.as_ref()),
        ("Approved", version.approved.as_ref()),
        ("Published", version.published.as_ref()),
    ];
    let deeds = deeds.into_iter().filter_map(|(what, deed)| Some((what, deed?))).map(|(what, deed)| {
        view! { <dt>{what}</dt><dd>{deed.by.clone()}<br/><span class="quiet">{moment(deed.at.as_str())}</span></dd> }
    });
    let holds = [("Holds from", &version.effective_from), ("Holds to", &version.effective_to)];
    let holds = holds.into_iter().filter_map(|(what, at)| Some((what, at.as_ref()?)));
    let holds = holds.map(|(what, at)| view! { <dt>{what}</dt><dd>{day(at)}</dd> });
    let restores = version.restores.map(|earlier| {
        view! { <dt>"Text of"</dt><dd>{format!("version {earlier}")}</dd> }
    });
    view! { <dl class="facts">{deeds.collect_view()}{holds.collect_view()}{restores}</dl> }
        .into_any()
}

/// All versions of a language, to choose from.
#[component]
pub(super) fn Versions(versions: Vec<Version>, chosen: RwSignal<Option<i64>>) -> impl IntoView {
    let rows = versions.into_iter().map(|version| {
        let number = version.id.version;
        let current = move || (chosen.get() == Some(number)).then_some("true");
        let when = moment(version.last_deed().at.as_str());
        view! {
            <li>
                <button class="version" aria-current=current on:click=move |_| chosen.set(Some(number))>
                    <span>{format!("Version {number}")}</span>{mark(&version)}
                    <span class="quiet">{when}</span>
                </button>
            </li>
        }
    });
    view! {
        <section class="sheet" aria-label="Versions">
            <h2>"Versions"</h2>
            <ul class="plain versions" data-testid="versions">{rows.collect_view()}</ul>
        </section>
    }
}
