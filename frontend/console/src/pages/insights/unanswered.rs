//! What shoppers asked that no approved text answers, in groups, and the way from a group to a new
//! text.

use super::words;
use crate::api::on_site;
use crate::desk::Desk;
use crate::pages::begin_text;
use crate::parts::ticking::shown;
use crate::router::A;
use leptos::prelude::*;
use vouch_shared::insight::{AskedExample, NearestText, QuestionGroup, Unanswered};
use vouch_shared::staff::Permission;

/// The groups. They take a moment longer than the figures, so they come by themselves.
#[component]
pub(super) fn UnansweredSheet(days: Memo<u16>) -> impl IntoView {
    let desk = Desk::of_context();
    let found = LocalResource::new(move || {
        let (site, days) = (desk.site().map(|access| access.site), days.get());
        async move {
            let path = on_site(&site?, &format!("insights/unanswered?days={days}"));
            Some(desk.api.get::<Unanswered>(&path).await)
        }
    });
    let body = move || match found.get().flatten() {
        None => {
            view! { <p class="quiet" role="status">"Questions are being compared …"</p> }.into_any()
        }
        Some(Err(fault)) => view! { <p class="notice" role="alert">{fault.words()}</p> }.into_any(),
        Some(Ok(found)) => groups(desk, found),
    };
    view! {
        <section class="sheet" aria-labelledby="unanswered-title" data-testid="unanswered">
            <h2 id="unanswered-title">"What no text answers"</h2>
            {body}
        </section>
    }
}

fn groups(desk: Desk, found: Unanswered) -> AnyView {
    let how = how(&found);
    if found.groups.is_empty() {
        let words = if found.masked && found.unlisted > 0 {
            "Nothing was asked in three conversations or more. Whoever may read conversations sees single questions, too."
        } else {
            "Every question of these days would be answered by today’s texts."
        };
        return view! { <p class="empty">{words}</p><p class="quiet">{how}</p> }.into_any();
    }
    let unlisted = found.unlisted;
    let rows = found.groups.into_iter().map(|one| group(desk, one)).collect_view();
    let rest = (unlisted > 0).then(|| {
        view! { <p class="quiet">{format!("{} further questions are in smaller groups.", words::count(unlisted))}</p> }
    });
    view! {
        <p class="quiet">{how}</p>
        <ol class="asked">{rows}</ol>
        {rest}
    }
    .into_any()
}

/// How the groups came about.
fn how(found: &Unanswered) -> String {
    let how = if found.by_meaning { "by meaning" } else { "by their words" };
    let mut sentences = vec![format!(
        "{} put to today’s texts again; {} would be answered now. The rest is grouped {how}.",
        words::many(found.looked_at, "unanswered question was", "unanswered questions were"),
        words::count(found.answered_now)
    )];
    if found.left_out > 0 {
        sentences.push(format!("{} older ones were left out.", words::count(found.left_out)));
    }
    if found.masked {
        let masked = "Your role does not read conversations: addresses, links and long numbers are \
                      left out, and so is what fewer than three conversations share.";
        sentences.push(masked.to_owned());
    }
    sentences.join(" ")
}

fn group(desk: Desk, group: QuestionGroup) -> AnyView {
    let address = begin_text(&group.question, &group.draft_questions, group.locales.first());
    let write = desk.may(Permission::EditKnowledge).then(|| {
        view! { <A href=address attr:class="secondary" attr:data-testid="write-section">"Write a section from this"</A> }
    });
    let asked = match (group.times, group.conversations) {
        (1, _) => "Asked once".to_owned(),
        (times, 1) => format!("Asked {} times in 1 conversation", words::count(times)),
        (times, talks) => {
            format!("Asked {} times in {} conversations", words::count(times), words::count(talks))
        }
    };
    let facts = format!("{asked}, last on {}", shown(&group.last_at));
    let locales =
        group.locales.iter().map(|locale| view! { <span class="mark">{locale.clone()}</span> });
    view! {
        <li data-testid="question-group">
            <strong class="times" aria-hidden="true">{words::count(group.times)}</strong>
            <div class="stack">
                <h3 dir="auto">{group.question.clone()}</h3>
                <p class="row quiet">{facts}{locales.collect_view()}</p>
                {group.nearest.as_ref().map(nearest)}
                {examples(&group.examples)}
            </div>
            {write}
        </li>
    }
    .into_any()
}

fn nearest(text: &NearestText) -> AnyView {
    let document = text.answer.as_str().split('/').next().unwrap_or_default();
    let address = format!("/console/knowledge/{document}");
    let (title, sure) = (text.title.clone(), words::percent(text.confidence));
    view! { <p class="quiet">"Nearest text: "<A href=address>{title}</A>{format!(", {sure} sure")}</p> }
        .into_any()
}

fn examples(examples: &[AskedExample]) -> Option<AnyView> {
    let has_links = examples.iter().any(|example| example.conversation.is_some());
    let example = |example: &AskedExample| {
        let link = example.conversation.as_ref().map(|id| {
            let address = format!("/console/conversations/{id}");
            view! { <A href=address>"Conversation"</A> }
        });
        view! {
            <li><q dir="auto">{example.text.clone()}</q>
                <span class="quiet">{shown(&example.at)}" · "{example.locale.clone()}</span>{link}</li>
        }
    };
    (examples.len() > 1 || has_links).then(|| {
        view! {
            <details>
                <summary>{if examples.len() > 1 { "In the shoppers’ words" } else { "Where it was asked" }}</summary>
                <ul class="plain wordings">{examples.iter().map(example).collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}
