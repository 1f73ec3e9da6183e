//! Small pieces that all rooms use.

mod field;
mod notice;

pub(crate) use field::Field;
pub(crate) use notice::Notice;
