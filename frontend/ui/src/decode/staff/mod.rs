//! What only the console reads. Nothing of it is linked into the widget.

mod account;
mod delivery;
mod insight;
mod knowledge;
mod setup;
mod ticket;
