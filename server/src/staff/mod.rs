//! The people behind the shop: their accounts, passwords, sessions, and what they may do where.

pub mod account;
pub mod audit;
pub mod member;
pub mod password;
pub mod session;
