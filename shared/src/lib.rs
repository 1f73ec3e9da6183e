//! What the server, the widget and the console say to each other. No input or output happens
//! here, and everything compiles to WebAssembly. Start at [`card`]: the rest carries cards around.

pub mod block;
pub mod card;
pub mod conversation;
pub mod handoff;
pub mod id;
pub mod key;
pub mod order;
pub mod problem;
pub mod receipt;
pub mod setup;
pub mod site;
pub mod staff;
