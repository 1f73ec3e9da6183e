//! One document: a language and a version to look at, the text to edit, read or compare, and at
//! the side what can be done with it.

use super::begin::Beginning;
use super::changes::Changes;
use super::editor::{Editor, NEW, Subject};
use super::publish::PublishDialog;
use super::steps::{Steps, Versions};
use super::{hints, reading};
use crate::api::on_site;
use crate::desk::Desk;
use crate::router::{A, Router};
use leptos::prelude::*;
use vouch_shared::knowledge::{DocumentVersions, Version, VersionId, VersionText};
use vouch_shared::staff::Permission;

/// What a new document starts from.
const START: &str = "---\nid: \ntitle: \nlocale: LOCALE\nowner: OWNER\n---\n\n## \n\n";

/// What the main column shows.
#[derive(Clone, Copy, PartialEq)]
enum Tab {
    Write,
    Read,
    Changes,
    Languages,
}

/// The page of one document, or of a new one.
#[component]
pub(super) fn DocumentPage() -> impl IntoView {
    let router = Router::of_context();
    let document = Memo::new(move |_| router.segment(1).unwrap_or_default());
    move || match document.get() {
        new if new == NEW => view! { <NewDocument/> }.into_any(),
        document => view! { <KnownDocument document/> }.into_any(),
    }
}

#[component]
fn NewDocument() -> impl IntoView {
    let desk = Desk::of_context();
    let owner = desk.me().map(|me| me.email).unwrap_or_default();
    let router = Router::of_context();
    let begun = untrack(move || Beginning::of(router));
    let (key, source) = match begun {
        Some(begun) => (begun.key(), begun.source(&owner)),
        None => (String::new(), START.replace("LOCALE", "en").replace("OWNER", &owner)),
    };
    // Each question's text is kept on the device by itself, until it is saved.
    let subject = Subject { document: NEW.to_owned(), locale: key, base: None, source };
    let saved = move |id: VersionId| {
        let path = format!("/console/knowledge/{}", id.document);
        router.go(&path);
    };
    view! {
        <header class="head"><h1>"New document"</h1><A href="/console/knowledge">"All documents"</A></header>
        <Editor subject saved/>
    }
}

#[component]
fn KnownDocument(document: String) -> impl IntoView {
    let desk = Desk::of_context();
    let again = RwSignal::new(0_u32);
    let (locale, chosen) = (RwSignal::new(None::<String>), RwSignal::new(None::<i64>));
    let name = StoredValue::new(document);
    let found = LocalResource::new(move || {
        again.track();
        let site = desk.site().map(|access| access.site);
        async move {
            let rest = ["knowledge/documents/", &name.get_value()].concat();
            Some(desk.api.get::<DocumentVersions>(&on_site(&site?, &rest)).await)
        }
    });
    let reload = move || again.update(|count| *count += 1);
    move || {
        match found.get().flatten() {
        None => view! { <p class="quiet" role="status">"One moment …"</p> }.into_any(),
        Some(Err(failure)) => view! {
            <p class="notice" role="alert">{failure.words()}</p><A href="/console/knowledge">"All documents"</A>
        }
        .into_any(),
        Some(Ok(found)) => {
            view! { <Versioned versions=found.versions locale chosen reload/> }.into_any()
        }
    }
    }
}

#[component]
fn Versioned(
    versions: Vec<Version>,
    locale: RwSignal<Option<String>>,
    chosen: RwSignal<Option<i64>>,
    reload: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let desk = Desk::of_context();
    let mut locales: Vec<String> =
        versions.iter().map(|version| version.id.locale.clone()).collect();
    locales.dedup();
    let first = locales.first().cloned().unwrap_or_default();
    let title = versions.first().map(|version| version.title.clone()).unwrap_or_default();
    let shown_locale = Memo::new(move |_| locale.get().unwrap_or_else(|| first.clone()));
    let all = StoredValue::new(versions);
    let of_locale = move || {
        let locale = shown_locale.get();
        all.with_value(|all| {
            all.iter().filter(|one| one.id.locale == locale).cloned().collect::<Vec<_>>()
        })
    };
    let version = Memo::new(move |_| {
        let versions = of_locale();
        let wanted = versions.iter().find(|one| Some(one.id.version) == chosen.get());
        wanted.or(versions.first()).cloned()
    });
    let publishing = RwSignal::new(Vec::<VersionId>::new());
    let start = if desk.may(Permission::EditKnowledge) { Tab::Write } else { Tab::Read };
    let tab = RwSignal::new(start);
    let after = move || {
        chosen.set(None);
        reload();
    };
    let choices = locales.clone().into_iter().map(|name| {
        let pressed = {
            let name = name.clone();
            move || if shown_locale.get() == name { "true" } else { "false" }
        };
        let shown = name.clone();
        let choose = move |_| {
            chosen.set(None);
            locale.set(Some(name.clone()));
        };
        view! { <button class="choice" aria-pressed=pressed on:click=choose>{shown}</button> }
    });
    let several = locales.len() > 1;
    let locales = StoredValue::new(locales);
    view! {
        <header class="head">
            <h1>{title}</h1>
            <div class="choices" role="group" aria-label="Language">{choices.collect_view()}</div>
            <A href="/console/knowledge">"All documents"</A>
        </header>
        <Tabs tab several/>
        <div class="columns">
            <div class="main">
                {move || version.get().map(|version| {
                    let others = of_locale();
                    match tab.get() {
                        Tab::Write => view! { <Writing newest=others.first().cloned() after/> }.into_any(),
                        Tab::Read => view! { <Reading id=version.id/> }.into_any(),
                        Tab::Changes => compared(&version, &others),
                        Tab::Languages => beside(&locales.get_value(), &all.get_value()),
                    }
                })}
            </div>
            <div class="main">
                {move || version.get().map(|version| {
                    let is_newest = of_locale().first().is_some_and(|one| one.id == version.id);
                    let publish = move |id: VersionId| publishing.set(vec![id]);
                    view! { <Steps version is_newest done=after publish/> }
                })}
                {move || view! { <Versions versions=of_locale() chosen/> }}
            </div>
        </div>
        <PublishDialog versions=publishing done=after/>
    }
}

#[component]
fn Tabs(tab: RwSignal<Tab>, several: bool) -> impl IntoView {
    let desk = Desk::of_context();
    let all = [
        (Tab::Write, "Write", desk.may(Permission::EditKnowledge)),
        (Tab::Read, "Read", true),
        (Tab::Changes, "Changes", true),
        (Tab::Languages, "Languages side by side", several),
    ];
    let buttons = all.into_iter().filter(|(_, _, shown)| *shown).map(|(own, name, _)| {
        let pressed = move || if tab.get() == own { "true" } else { "false" };
        view! { <button class="choice" aria-pressed=pressed on:click=move |_| tab.set(own)>{name}</button> }
    });
    view! { <div class="choices" role="group" aria-label="View">{buttons.collect_view()}</div> }
}

/// Loads a version's text.
fn text_of(id: VersionId) -> LocalResource<Option<VersionText>> {
    let desk = Desk::of_context();
    LocalResource::new(move || {
        let VersionId { document, locale, version } = id.clone();
        let site = desk.site().map(|access| access.site);
        async move {
            let rest = format!("knowledge/documents/{document}/{locale}/{version}");
            desk.api.get::<VersionText>(&on_site(&site?, &rest)).await.ok()
        }
    })
}

/// The editor on top of the newest version, whichever is looked at.
#[component]
fn Writing(
    newest: Option<Version>,
    after: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    newest.map(|newest| {
        let id = newest.id;
        let text = text_of(id.clone());
        move || {
            text.get().flatten().map(|text| {
                let subject = Subject {
                    document: id.document.clone(),
                    locale: id.locale.clone(),
                    base: Some(id.version),
                    source: text.source,
                };
                view! { <Editor subject saved=move |_: VersionId| after()/> }
            })
        }
    })
}

#[component]
fn Reading(id: VersionId) -> impl IntoView {
    let text = text_of(id);
    move || {
        text.get().flatten().map(|text| {
            let (title, locale) = (&text.version.title, &text.version.id.locale);
            view! { {hints::hints(&text.hints)} {reading::sections(&text.sections, title, locale)} }
        })
    }
}

fn compared(version: &Version, others: &[Version]) -> AnyView {
    let number = version.id.version;
    let earlier: Vec<i64> =
        others.iter().map(|one| one.id.version).filter(|one| *one < number).collect();
    let in_force = others.iter().find(|one| one.in_force && one.id.version < number);
    let start = in_force.map(|one| one.id.version).or(earlier.first().copied()).unwrap_or_default();
    view! { <Changes id=version.id.clone() earlier start/> }.into_any()
}

/// The newest version of each language, beside one another.
fn beside(locales: &[String], versions: &[Version]) -> AnyView {
    let columns = locales.iter().filter_map(|locale| {
        let newest = versions.iter().find(|version| version.id.locale == *locale)?;
        let id = newest.id.clone();
        let head = format!("{locale}, version {}", id.version);
        Some(view! { <section aria-label=head.clone()><h2>{head.clone()}</h2><Reading id/></section> })
    });
    view! { <div class="beside">{columns.collect_view()}</div> }.into_any()
}
