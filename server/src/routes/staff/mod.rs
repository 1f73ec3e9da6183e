//! The staff's API. `guard` has let in whoever comes here.

pub mod account;
pub mod audit;
pub mod session;
pub mod team;
