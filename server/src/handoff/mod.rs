//! Tickets after they were handed over: whose they are, when an answer is due, what staff do with
//! them.

pub mod hours;
