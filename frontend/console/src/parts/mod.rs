//! Small pieces that all rooms use.

mod field;
mod frame;
mod notice;

pub(crate) use field::Field;
pub(crate) use frame::framed;
pub(crate) use notice::Notice;
