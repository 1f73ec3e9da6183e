//! The rooms, one a folder or file.

mod account;
mod start;

pub(crate) use account::AccountPage;
pub(crate) use start::StartPage;
