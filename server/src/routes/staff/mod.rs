//! The staff's API. `guard` has let in whoever comes here.

pub mod account;
pub mod audit;
pub mod conversation;
pub mod delivery;
pub mod insight;
pub mod knowledge;
pub mod reply;
pub mod session;
pub mod site;
pub mod team;
pub mod ticket;
pub mod ticket_events;
pub mod view;
