//! What happens between a shopper and Vouch: opening, the turn, hand-off, feedback, resuming.
//! [`turn`] is the one place that ties engine, orders, ledger and signing together.

pub mod again;
pub mod attempt;
pub mod card;
pub mod feedback;
pub mod follow_up;
pub mod handoff;
pub mod input;
pub mod open;
pub mod order_code;
pub mod order_flow;
pub mod resume;
pub mod session;
pub mod shopper;
pub mod turn;
