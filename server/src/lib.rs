//! Server.

pub mod answer;
pub mod knowledge;
