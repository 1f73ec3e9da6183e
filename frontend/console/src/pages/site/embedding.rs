//! The tag to paste, the line for the pages' policy, and where the tag was seen.

use crate::parts::Toasts;
use leptos::prelude::*;
use vouch_shared::setup::SeenPage;
use vouch_ui::date::day_and_time;

/// The tag.
pub(super) fn pasting(tag: String) -> AnyView {
    view! {
        <section class="sheet">
            <h2>"The tag"</h2>
            <p>"Paste this into every page that should have the chat, anywhere in it."</p>
            {copied("tag", tag)}
        </section>
    }
    .into_any()
}

/// The policy's line.
pub(super) fn allowing(policy: String) -> AnyView {
    view! {
        <section class="sheet">
            <h2>"If your pages have a content security policy"</h2>
            <p>"It has to allow this. Without it shoppers get the plain contact form."</p>
            {copied("policy", policy)}
        </section>
    }
    .into_any()
}

/// Where the tag was seen.
pub(super) fn sightings(
    seen: Vec<SeenPage>,
    again: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let rows = seen.iter().map(|page| {
        let (tone, words) = if page.allowed {
            ("good", "works")
        } else {
            ("fault", "not among the origins: shoppers there get the plain contact form")
        };
        let when = day_and_time(page.at.as_str(), "");
        view! {
            <tr>
                <td>{page.origin.clone()}</td>
                <td><span class="mark" data-tone=tone>{words}</span></td>
                <td>{when}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let found = if seen.is_empty() {
        view! {
            <p class="quiet">
                "Nowhere yet. Open a page with the tag, point at the chat's button, and look again."
            </p>
        }
        .into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="group" aria-label="Pages"><table>
                <thead><tr><th scope="col">"Page"</th><th scope="col">"State"</th><th scope="col">"Last seen"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        }
        .into_any()
    };
    view! {
        <section class="sheet" data-testid="seen">
            <div class="head">
                <h2>"Where the tag is seen"</h2>
                <button class="secondary" on:click=move |_| again()>"Look again"</button>
            </div>
            {found}
        </section>
    }
    .into_any()
}

fn copied(name: &'static str, text: String) -> impl IntoView {
    let toasts = Toasts::of_context();
    let content = StoredValue::new(text.clone());
    let copy = move |_| {
        let written = window().navigator().clipboard().write_text(&content.get_value());
        leptos::task::spawn_local(async move {
            let done = wasm_bindgen_futures::JsFuture::from(written).await;
            toasts.say(match done {
                Ok(_) => "Copied.",
                Err(_) => "The browser does not let this page copy; select the text instead.",
            });
        });
    };
    view! {
        <div class="copied">
            <code data-testid=name tabindex="0">{text}</code>
            <button type="button" class="secondary" on:click=copy>"Copy"</button>
        </div>
    }
}
