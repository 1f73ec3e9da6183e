//! Answering a ticket.

mod answer;
mod composer;

pub(crate) use answer::AnswerPage;
