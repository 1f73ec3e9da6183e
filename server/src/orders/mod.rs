//! Orders as the store's own database has them: a claim is parsed, one consistent read is made,
//! and only an order that every check agrees with becomes a [`VerifiedOrder`]. No other folder
//! holds SQL of a store's tables, and nothing here writes.

pub mod claim;
pub mod config;
pub mod error;
pub mod find;
pub mod reader;
pub mod recent;
pub mod report;
pub mod value;
mod verified;

mod amounts;
mod breaker;
mod checks;
mod connector;
mod http;
mod moment;
mod proof;
mod reading;
mod record;
mod source;
mod sql;
#[cfg(test)]
mod tests;

pub use claim::{
    Asked, Claim, ClaimError, ClaimProblem, Code, Email, Mailbox, OrderNumber, Postcode, Proof,
};
pub use config::{CodeRule, OrdersConfig, Queries};
pub use error::OrdersError;
pub use find::{Found, find_in_text};
pub use http::EndpointError;
pub use reader::OrderReader;
pub use recent::RecentOrders;
pub use report::{Finding, Report, RoleVerdict};
pub use verified::VerifiedOrder;

/// What came of looking an order up.
#[derive(Debug)]
pub enum Lookup {
    /// The claim holds and every check agrees.
    Verified(Box<VerifiedOrder>),
    /// No order of that number, or the proof does not fit it. Nothing tells the two apart.
    NoMatch,
    /// The claim holds, but the store's records contradict themselves.
    CheckFailed(FailedCheck),
    /// The store's database could not be read in time.
    Unavailable {
        /// For staff and logs; holds no password and nothing of an order.
        detail: String,
    },
}

/// The check that stopped an order from being shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedCheck {
    pub check: &'static str,
    /// For staff, never for the shopper.
    pub detail: String,
}
