//! The people behind the shop: their accounts, passwords, sessions, and what they may do where.

pub mod account;
pub mod attempt;
pub mod audit;
pub mod audit_log;
mod browser;
pub mod link;
pub mod member;
pub mod password;
pub mod second_step;
pub mod session;
pub mod team;
pub mod totp;
