//! Writing: Markdown with a toolbar, the preview beside it, problems under it. Text that is not
//! saved stays on this device until it is.

use super::{hints, reading};
use crate::api::{Failure, on_site};
use crate::desk::Desk;
use crate::parts::Notice;
use leptos::ev;
use leptos::html::Textarea;
use leptos::prelude::*;
use std::time::Duration;
use vouch_shared::id::SiteKey;
use vouch_shared::knowledge::{DraftRequest, Preview, PreviewRequest, VersionId};

/// The document of a text that has none yet.
pub(super) const NEW: &str = "+new";

/// How long the writer pauses before the text is looked at.
const PAUSE: Duration = Duration::from_millis(350);
const NOTE: &str = "vouch-console-import-note";

/// What is edited.
#[derive(Clone, PartialEq)]
pub(super) struct Subject {
    pub(super) document: String,
    pub(super) locale: String,
    /// The newest version, which a new one comes on top of.
    pub(super) base: Option<i64>,
    pub(super) source: String,
}

fn place(site: &SiteKey, document: &str, locale: &str) -> String {
    format!("vouch-console-text:{site}:{document}:{locale}")
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps a text on this device.
pub(super) fn keep(site: &SiteKey, document: &str, locale: &str, text: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage keeps nothing; the text is still on the page.
        let _ = storage.set_item(&place(site, document, locale), text);
    }
}

/// Keeps what an import left out, to be told above its text.
pub(super) fn keep_note(note: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(NOTE, note);
    }
}

fn kept(site: &SiteKey, document: &str, locale: &str) -> Option<String> {
    storage()?.get_item(&place(site, document, locale)).ok().flatten()
}

fn forget(site: &SiteKey, document: &str, locale: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&place(site, document, locale));
        let _ = storage.remove_item(NOTE);
    }
}

/// The editor with its preview.
#[component]
pub(super) fn Editor(
    subject: Subject,
    saved: impl Fn(VersionId) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let desk = Desk::of_context();
    let site = desk.site().map_or_else(|| SiteKey::from(""), |access| access.site);
    let subject = StoredValue::new(subject);
    let of = move || subject.with_value(|s| (s.document.clone(), s.locale.clone()));
    let original = subject.with_value(|subject| subject.source.clone());
    let (document, locale) = of();
    let unsaved = kept(&site, &document, &locale).filter(|text| *text != original);
    let restored = unsaved.is_some();
    let text = RwSignal::new(unsaved.unwrap_or(original));
    let area = NodeRef::<Textarea>::new();
    let is_changed =
        move || subject.with_value(|subject| text.with(|text| *text != subject.source));
    let key = StoredValue::new(site);
    let write = move |value: String| {
        let (document, locale) = of();
        key.with_value(|site| keep(site, &document, &locale, &value));
        text.set(value);
    };
    guard_leaving(is_changed);

    let save = Action::new_local(move |(): &()| async move {
        let request = DraftRequest {
            source: text.get_untracked(),
            base: subject.with_value(|subject| subject.base),
        };
        let path = on_site(&key.get_value(), "knowledge/drafts");
        let id = desk.api.post::<VersionId>(&path, &request).await?;
        let (document, locale) = of();
        forget(&key.get_value(), &document, &locale);
        saved(id);
        Ok::<(), Failure>(())
    });
    let preview = preview_of(text, key);
    let by_key = move |event: ev::KeyboardEvent| {
        if (event.ctrl_key() || event.meta_key()) && event.key() == "s" {
            event.prevent_default();
            if is_changed() {
                save.dispatch_local(());
            }
        }
    };
    let fault = move || save.value().get().and_then(Result::err).map(|failure| failure.words());
    let discard = move |_| {
        let (document, locale) = of();
        key.with_value(|site| forget(site, &document, &locale));
        text.set(subject.with_value(|subject| subject.source.clone()));
    };
    let note = restored.then(|| {
        let left_out = storage().and_then(|storage| storage.get_item(NOTE).ok().flatten());
        match left_out.filter(|_| subject.with_value(|subject| subject.document == NEW)) {
            Some(left_out) if !left_out.is_empty() => {
                format!(
                    "This text comes from a page. Left out: {left_out}. Read it before you save it."
                )
            }
            _ => "This is your unsaved text of last time, kept on this device.".to_owned(),
        }
    });
    view! {
        <div class="writing">
            <section class="sheet" aria-label="Text">
                {note.map(|note| view! { <p class="hint" role="status" data-testid="unsaved-note">{note}</p> })}
                <Toolbar area write/>
                <textarea class="source" spellcheck="true" aria-label="Text in Markdown" data-testid="source"
                    aria-describedby="problems" node_ref=area prop:value=move || text.get()
                    on:input=move |event| write(event_target_value(&event)) on:keydown=by_key></textarea>
                <Problems preview/>
                <Notice words=Signal::derive(fault)/>
                <div class="row">
                    <button class="primary" data-testid="save" prop:disabled=move || !is_changed() || save.pending().get()
                        on:click=move |_| { save.dispatch_local(()); }>"Save as a new draft"</button>
                    <button class="secondary" prop:disabled=move || !is_changed() on:click=discard>"Discard changes"</button>
                    <span class="quiet" role="status">
                        {move || if is_changed() { "Not saved; kept on this device." } else { "Saved." }}
                    </span>
                </div>
            </section>
            <section class="preview" aria-label="Preview">
                <h2 class="unseen">"Preview"</h2>
                {move || preview.get().map(|preview| shown(&preview))}
            </section>
        </div>
    }
}

/// Asks before the page is left with text that is not saved.
fn guard_leaving(is_changed: impl Fn() -> bool + Send + Sync + 'static) {
    let guard = window_event_listener(ev::beforeunload, move |event| {
        if is_changed() {
            event.prevent_default();
        }
    });
    on_cleanup(move || guard.remove());
}

/// The preview of a text, some time after its last change.
fn preview_of(text: RwSignal<String>, site: StoredValue<SiteKey>) -> RwSignal<Option<Preview>> {
    let desk = Desk::of_context();
    let preview = RwSignal::new(None);
    let ask = move |source: String| {
        leptos::task::spawn_local(async move {
            let path = on_site(&site.get_value(), "knowledge/preview");
            let request = PreviewRequest { source: source.clone() };
            let answer = desk.api.post::<Preview>(&path, &request).await;
            // An answer to an older text comes too late.
            if text.try_with_untracked(|text| *text == source) == Some(true)
                && let Ok(answer) = answer
            {
                preview.try_set(Some(answer));
            }
        });
    };
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
        let source = text.get();
        set_timeout_with_handle(move || ask(source), PAUSE).ok()
    });
    preview
}

fn shown(preview: &Preview) -> AnyView {
    if !preview.problems.is_empty() {
        return view! { <p class="empty">"The preview is back as soon as the text can be read."</p> }.into_any();
    }
    view! {
        {hints::hints(&preview.hints)}
        {reading::sections(&preview.sections, &preview.title, &preview.locale)}
    }
    .into_any()
}

#[component]
fn Problems(preview: RwSignal<Option<Preview>>) -> impl IntoView {
    let items = move || {
        let problems = preview.get().map(|preview| preview.problems).unwrap_or_default();
        let item = |problem: vouch_shared::knowledge::SourceProblem| {
            view! { <li><span class="quiet">{format!("line {} ", problem.line)}</span>{problem.reason}</li> }
        };
        problems.into_iter().map(item).collect_view()
    };
    view! { <ul id="problems" class="problems" role="status" data-testid="problems">{items}</ul> }
}

#[component]
fn Toolbar(
    area: NodeRef<Textarea>,
    write: impl Fn(String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    // What goes before and after the selection, and what stands there where nothing is selected.
    const TOOLS: [(&str, &str, &str, &str); 6] = [
        ("Heading", "\n## ", "\n", "How long"),
        ("Bold", "**", "**", "important"),
        ("List", "\n- ", "\n", "first"),
        ("Numbered list", "\n1. ", "\n", "first"),
        ("Link", "[", "](https://)", "text"),
        ("Questions", "\n```questions\n", "\n```\n", "how would a shopper ask this"),
    ];
    let buttons = TOOLS.map(|(name, before, after, standing)| {
        let insert = move |_| {
            if let Some(area) = area.get() {
                around_selection(&area, (before, after), standing);
                write(area.value());
            }
        };
        view! { <button class="choice" on:click=insert>{name}</button> }
    });
    view! { <div class="choices" role="group" aria-label="Insert">{buttons.into_iter().collect_view()}</div> }
}

fn around_selection(
    area: &web_sys::HtmlTextAreaElement,
    (before, after): (&str, &str),
    standing: &str,
) {
    let at = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or_default();
    let (start, end) = (at(area.selection_start()), at(area.selection_end()));
    let selected = String::from(js_sys::JsString::from(area.value()).slice(start, end));
    let words = if selected.is_empty() { standing } else { &selected };
    // The browser refuses only positions outside the text.
    let _ = area.set_range_text(&[before, words, after].concat());
    let _ = area.focus();
    let from = start + u32::try_from(before.encode_utf16().count()).unwrap_or_default();
    let to = from + u32::try_from(words.encode_utf16().count()).unwrap_or_default();
    let _ = area.set_selection_range(from, to);
}
