//! Server.

pub mod orders;
