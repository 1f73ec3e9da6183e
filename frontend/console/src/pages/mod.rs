//! The rooms, one a folder or file.

mod account;
mod delivery;
mod start;
mod ticket;

pub(crate) use account::AccountPage;
pub(crate) use delivery::DeliveryPage;
pub(crate) use start::StartPage;
pub(crate) use ticket::AnswerPage;
