//! Lists, single documents and single versions, with what a person should look at.

use super::Editor;
use super::version::{InForce, id_of};
use crate::error::Error;
use crate::knowledge::hints::{self, Text};
use crate::knowledge::markdown::parse_blocks;
use crate::knowledge::material::in_force;
use crate::store;
use crate::store::knowledge::{SectionRow, VersionRow};
use std::collections::BTreeMap;
use vouch_shared::id::AnswerId;
use vouch_shared::knowledge::{
    DocumentLine, DocumentList, DocumentVersions, Hint, LocaleState, SectionText, VersionId,
    VersionText,
};

/// All documents of the site.
pub async fn list(editor: &Editor<'_>) -> Result<DocumentList, Error> {
    let versions = store::knowledge::versions(editor.store, &editor.site.key).await?;
    let shown = InForce::on(&editor.day(), &versions);
    let mut documents: BTreeMap<&str, DocumentLine> = BTreeMap::new();
    for row in &versions {
        let version = shown.version(row)?;
        let line = documents.entry(&row.document).or_insert_with(|| DocumentLine {
            document: row.document.clone(),
            title: row.title.clone(),
            kind: row.kind.clone(),
            locales: Vec::new(),
        });
        let in_force = version.in_force.then_some(row.version);
        // Rows come newest first within each language.
        let known = line.locales.iter_mut().find(|state| state.locale == row.locale);
        if let Some(state) = known {
            state.in_force = state.in_force.or(in_force);
        } else {
            let locale = row.locale.clone();
            line.locales.push(LocaleState { locale, in_force, newest: version });
        }
        if row.locale == editor.site.locale && in_force.is_some() {
            line.title.clone_from(&row.title);
        }
    }
    let locale = editor.site.locale.clone();
    Ok(DocumentList { locale, documents: documents.into_values().collect() })
}

/// One document with all its versions.
pub async fn read_document(editor: &Editor<'_>, document: &str) -> Result<DocumentVersions, Error> {
    let versions = store::knowledge::versions(editor.store, &editor.site.key).await?;
    let shown = InForce::on(&editor.day(), &versions);
    let own = versions.iter().filter(|row| row.document == document);
    let versions: Result<Vec<_>, store::Error> = own.map(|row| shown.version(row)).collect();
    let versions = versions?;
    if versions.is_empty() {
        return Err(Error::NotFound("there is no such document; it may not be saved yet"));
    }
    Ok(DocumentVersions { document: document.to_owned(), versions })
}

/// One version with its text, its usage and its hints.
pub async fn read_version(editor: &Editor<'_>, id: &VersionId) -> Result<VersionText, Error> {
    let row = editor.version(id).await?;
    let (store, site) = (editor.store, &editor.site.key);
    let key = (id.document.as_str(), id.locale.as_str(), id.version);
    let source = store::knowledge::source(store, site, key).await?.unwrap_or_default();
    let versions = store::knowledge::versions(store, site).await?;
    let usage = store::section_use::of_version(store, site, id).await?;
    let mut sections = Vec::new();
    for stored in store::knowledge::sections(store, site, &row).await? {
        let (answers, complaints) = usage.get(&stored.section).copied().unwrap_or_default();
        sections.push(SectionText { answers, complaints, ..section_text(&stored)? });
    }
    let texts = texts_beside(editor, &versions, &id.locale, &id.document).await?;
    let own: Vec<Text> = sections.iter().map(Text::of).collect();
    let hints = hints::about(&own, &texts, &editor.site.origins);
    let version = InForce::on(&editor.day(), &versions).version(&row)?;
    Ok(VersionText { version, source, sections, hints })
}

/// Everything in force in a language, checked against itself.
pub async fn site_hints(editor: &Editor<'_>) -> Result<Vec<Hint>, Error> {
    let versions = store::knowledge::versions(editor.store, &editor.site.key).await?;
    let mut locales: Vec<&str> = versions.iter().map(|row| row.locale.as_str()).collect();
    locales.sort_unstable();
    locales.dedup();
    let mut hints = Vec::new();
    for locale in locales {
        let texts = texts_beside(editor, &versions, locale, "").await?;
        hints.extend(hints::about(&texts, &[], &editor.site.origins));
    }
    Ok(hints)
}

/// What is in force in a language, but for one document.
pub(super) async fn texts_beside(
    editor: &Editor<'_>,
    versions: &[VersionRow],
    locale: &str,
    document: &str,
) -> Result<Vec<Text>, Error> {
    let others = |row: &VersionRow| row.locale == locale && row.document != document;
    let mut texts = Vec::new();
    for row in in_force(versions.to_vec(), &editor.day()).into_iter().filter(others) {
        for stored in store::knowledge::sections(editor.store, &editor.site.key, &row).await? {
            texts.push(Text::of(&section_text(&stored)?));
        }
    }
    Ok(texts)
}

fn section_text(row: &SectionRow) -> Result<SectionText, store::Error> {
    Ok(SectionText {
        answer: AnswerId(row.answer.clone()),
        section: row.section.clone(),
        title: row.title.clone(),
        path: row.path()?,
        // It was read when it was saved; whatever no longer reads is shown as nothing.
        blocks: parse_blocks(&row.markdown).unwrap_or_default(),
        questions: row.questions()?,
        answers: 0,
        complaints: 0,
    })
}

/// The newest version of a document in a language.
pub(super) async fn newest(
    editor: &Editor<'_>,
    document: &str,
    locale: &str,
) -> Result<Option<VersionId>, Error> {
    let versions = store::knowledge::versions(editor.store, &editor.site.key).await?;
    let own = versions.iter().find(|row| row.document == document && row.locale == locale);
    Ok(own.map(id_of))
}
