//! The pages. Each module takes what the URL says and returns markup; none has inline style or
//! script, so that the shop runs under a strict Content-Security-Policy.

pub(crate) mod bag;
pub(crate) mod category;
pub(crate) mod contact;
pub(crate) mod help;
pub(crate) mod home;
mod layout;
pub(crate) mod not_found;
mod part;
pub(crate) mod picture;
pub(crate) mod product;
