//! Between a ticket and the people who answer it: what is announced where, who has the say, and
//! what comes back.

pub mod address;
pub mod announcement;
pub mod desk;
pub mod hook;
pub mod inbound;
pub mod incoming;
pub mod letter;
pub mod outbox;
pub mod overview;
pub mod reply;
pub mod silence;
pub mod talk;
pub mod target;
pub mod words;
