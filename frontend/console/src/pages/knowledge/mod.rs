//! The room of approved text: all documents, and one document with its editor, its versions and
//! what publishing it would change.

mod changes;
mod document;
mod editor;
mod hints;
mod import;
mod list;
mod publish;
mod reading;
mod steps;
mod words;

pub(crate) use document::DocumentPage;
pub(crate) use list::KnowledgePage;
