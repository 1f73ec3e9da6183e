//! Insights: the figures of a period, and what shoppers asked that no approved text answers.
//! `docs/operations.md` defines every figure.

pub mod overview;
pub mod unanswered;

mod cluster;
mod examples;
mod figures;
mod likeness;
mod mask;
mod period;
mod replies;
#[cfg(test)]
mod tests;
