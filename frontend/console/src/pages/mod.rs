//! The rooms, one a folder or file.

mod account;
mod knowledge;
mod start;

pub(crate) use account::AccountPage;
pub(crate) use knowledge::{DocumentPage, KnowledgePage};
pub(crate) use start::StartPage;
