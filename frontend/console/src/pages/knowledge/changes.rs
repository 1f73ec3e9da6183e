//! What changed between two versions, with the changed words marked. What is marked is also said:
//! removed and added text are `del` and `ins`.

use crate::api::on_site;
use crate::desk::Desk;
use leptos::prelude::*;
use vouch_shared::knowledge::{Change, DiffLine, DiffPart, TextDiff, VersionId};

/// The changes of a version, compared with one that can be chosen.
#[component]
pub(super) fn Changes(id: VersionId, earlier: Vec<i64>, start: i64) -> impl IntoView {
    let desk = Desk::of_context();
    let from = RwSignal::new(start);
    let shown = id.clone();
    let diff = LocalResource::new(move || {
        let (id, from) = (id.clone(), from.get());
        async move {
            let site = desk.site()?.site;
            let VersionId { document, locale, version } = id;
            let rest =
                format!("knowledge/documents/{document}/{locale}/{version}/diff?from={from}");
            Some(desk.api.get::<TextDiff>(&on_site(&site, &rest)).await)
        }
    });
    let options = std::iter::once(0).chain(earlier).map(|version| {
        let name = match version {
            0 => "nothing".to_owned(),
            version => format!("version {version}"),
        };
        view! { <option value=version.to_string() selected=version == start>{name}</option> }
    });
    view! {
        <div class="row">
            <label class="row">
                <span>{format!("Version {} compared with", shown.version)}</span>
                <select on:change=move |event| {
                    from.set(event_target_value(&event).parse().unwrap_or_default());
                }>{options.collect_view()}</select>
            </label>
        </div>
        {move || match diff.get().flatten() {
            None => view! { <p class="quiet" role="status">"Comparing …"</p> }.into_any(),
            Some(Err(failure)) => view! { <p class="notice" role="alert">{failure.words()}</p> }.into_any(),
            Some(Ok(diff)) if diff.lines.is_empty() => {
                view! { <p class="empty">"Nothing differs."</p> }.into_any()
            }
            Some(Ok(diff)) => {
                let lines = diff.lines.iter().map(line).collect_view();
                view! { <div class="diff" data-testid="diff" tabindex="0" role="region" aria-label="Changes">{lines}</div> }.into_any()
            }
        }}
    }
}

fn line(line: &DiffLine) -> AnyView {
    let (kind, sign) = match line.change {
        Change::Gap => return view! { <p class="gap">"…"</p> }.into_any(),
        Change::Same => ("same", " "),
        Change::Removed => ("removed", "−"),
        Change::Added => ("added", "+"),
    };
    let number = line.to.or(line.from).map(|number| number.to_string());
    let parts = line.parts.iter().map(|one| part(one, line.change)).collect_view();
    let text = match line.change {
        Change::Removed => view! { <del>{parts}</del> }.into_any(),
        Change::Added => view! { <ins>{parts}</ins> }.into_any(),
        _ => view! { <span>{parts}</span> }.into_any(),
    };
    view! {
        <p class="line" data-change=kind>
            <span class="number">{number}</span><span class="sign">{sign}</span>{text}
        </p>
    }
    .into_any()
}

fn part(part: &DiffPart, change: Change) -> AnyView {
    if part.marked && change != Change::Same {
        return view! { <mark>{part.text.clone()}</mark> }.into_any();
    }
    part.text.clone().into_any()
}
