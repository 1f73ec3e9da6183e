//! HTTP in and out: parse, call an area, reply. No rules, no SQL.

pub mod asset;
pub mod console;
pub mod contact;
pub mod conversation;
pub mod events;
pub mod health;
pub mod inbound;
pub mod key;
pub mod logo;
pub mod preview;
pub mod site;
pub mod staff;
