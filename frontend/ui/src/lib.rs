//! What the widget and the console both need to show cards: reading the contract's types from
//! JSON, checking signatures, and the card components. Nothing here talks to the network.

pub mod actions;
pub mod base64url;
pub mod blocks;
pub mod card;
pub mod contact_form;
mod crypto;
pub mod date;
pub mod decode;
pub mod drawing;
pub mod encode;
mod field;
pub mod icon;
mod jws;
pub mod keys;
pub mod text;
pub mod verified;
