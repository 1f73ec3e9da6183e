//! What lets people stay in charge of the machine.

pub mod stop;
