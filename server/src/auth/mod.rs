//! Who may do what, and what proves who said what: signatures, site keys, bearer tokens, client
//! addresses and rate limits.

pub mod access;
pub mod address;
pub mod identity;
pub mod jws;
pub mod limits;
pub mod site_key;
pub mod token;
