//! Tickets after they were handed over: whose they are, when an answer is due, what staff do with
//! them.

pub mod change;
pub mod events;
pub mod hours;
pub mod note;
pub mod people;
pub mod queue;
pub mod rules;
pub mod snooze;
pub mod stream;
pub mod transcript;
pub mod view;
pub mod views;
pub mod why;
