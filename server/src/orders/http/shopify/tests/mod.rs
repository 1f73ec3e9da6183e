//! Against the recorded contract, and against a server on this machine that keeps to it.

mod contract;
mod mapping;
mod schema;
mod shop;
mod stories;
