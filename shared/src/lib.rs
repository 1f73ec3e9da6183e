//! What the server, the widget and the console say to each other. No input or output happens
//! here, and everything compiles to WebAssembly. Start at [`card`]: the rest carries cards around.

pub mod account;
pub mod audit;
pub mod block;
pub mod card;
pub mod console;
pub mod conversation;
pub mod delivery;
pub mod handoff;
pub mod id;
pub mod insight;
pub mod key;
pub mod knowledge;
pub mod order;
pub mod problem;
pub mod receipt;
pub mod reply;
pub mod setup;
pub mod site;
pub mod staff;
pub mod team;
pub mod ticket;
