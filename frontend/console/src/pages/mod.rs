//! The rooms, one a folder or file.

mod account;
mod conversation;
mod inbox;
mod start;
mod ticket;

pub(crate) use account::AccountPage;
pub(crate) use conversation::{ConversationPage, ConversationsPage};
pub(crate) use inbox::InboxPage;
pub(crate) use start::StartPage;
pub(crate) use ticket::TicketPage;
