//! The staff's API. `guard` has let in whoever comes here.

pub mod delivery;
pub mod reply;
pub mod session;
