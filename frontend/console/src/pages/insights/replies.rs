//! How soon people replied for the first time.

use super::bars::{Bar, bars};
use super::words;
use leptos::prelude::*;
use vouch_shared::insight::{Insights, REPLY_STEPS, Replies};

/// First replies by how long they took.
pub(super) fn replies(insights: &Insights) -> AnyView {
    let Insights { replies, replies_before, open_minutes, .. } = insights;
    let rows = replies.steps.iter().enumerate().map(|(step, number)| Bar {
        name: name_of(step),
        number: *number,
        note: format!(
            "{} before",
            words::count(replies_before.steps.get(step).copied().unwrap_or_default())
        ),
    });
    let rows: Vec<Bar> = rows.collect();
    let shown = if replies.replied == 0 {
        view! { <p class="empty">"No ticket of these days has a reply yet."</p> }.into_any()
    } else {
        bars("First replies", rows)
    };
    let clock = if *open_minutes {
        "Minutes count while the desk is open."
    } else {
        "The site has no opening hours, so minutes count day and night."
    };
    view! {
        <section class="sheet" aria-labelledby="replies-title" data-testid="replies">
            <h2 id="replies-title">"Time to the first reply of a person"</h2>
            <p class="quiet">{clock}" Tickets that were merged count where they went."</p>
            {shown}
            <p data-testid="replies-facts">{facts(replies)}</p>
        </section>
    }
    .into_any()
}

fn facts(replies: &Replies) -> String {
    let waiting = match replies.waiting {
        0 => "Nobody waits for a first reply.".to_owned(),
        1 => "1 ticket still waits for its first reply.".to_owned(),
        many => format!("{} tickets still wait for their first reply.", words::count(many)),
    };
    if replies.promised == 0 {
        return waiting;
    }
    let kept = words::share(replies.kept, replies.promised);
    format!(
        "{kept} were replied to by the time that was promised ({} of {}). {waiting}",
        replies.kept, replies.promised
    )
}

fn name_of(step: usize) -> String {
    match (step.checked_sub(1).map(|before| REPLY_STEPS[before]), REPLY_STEPS.get(step)) {
        (_, Some(end)) => format!("Within {}", words::minutes(*end)),
        (start, None) => format!("After {}", words::minutes(start.unwrap_or_default())),
    }
}
