//! Tickets after they were handed over: whose they are and when an answer is due, what staff do with
//! them, who has the say, what is announced where, and what comes back.

pub mod address;
pub mod announcement;
pub mod canned;
pub mod change;
pub mod closing;
pub mod desk;
pub mod events;
pub mod hook;
pub mod hours;
pub mod inbound;
pub mod incoming;
pub mod letter;
pub mod note;
pub mod outbox;
pub mod overview;
pub mod people;
pub mod queue;
pub mod reply;
pub mod rules;
pub mod silence;
pub mod snooze;
pub mod steps;
pub mod stream;
pub mod talk;
pub mod target;
pub mod transcript;
pub mod view;
pub mod views;
pub mod why;
pub mod words;

/// What is said of a number that no ticket has.
pub(crate) const NO_TICKET: &str = "there is no ticket of this number";
