//! The staff's API. `guard` has let in whoever comes here.

pub mod session;
pub mod site;
