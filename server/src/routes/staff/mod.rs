//! The staff's API. `guard` has let in whoever comes here.

pub mod account;
pub mod audit;
pub mod knowledge;
pub mod delivery;
pub mod reply;
pub mod session;
pub mod team;
pub mod conversation;
pub mod session;
pub mod ticket;
pub mod ticket_events;
pub mod view;
pub mod site;
