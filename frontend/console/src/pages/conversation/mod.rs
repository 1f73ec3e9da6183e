//! All conversations of a site, and one of them.

mod list;
mod one;

pub(crate) use list::ConversationsPage;
pub(crate) use one::ConversationPage;
