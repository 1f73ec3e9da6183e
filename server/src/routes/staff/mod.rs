//! The staff's API. `guard` has let in whoever comes here.

pub mod knowledge;
pub mod session;
