//! Small pieces that all rooms use.

mod card;
mod field;
pub(crate) mod keys;
mod notice;
mod sla;
pub(crate) mod ticking;
mod transcript;

pub(crate) use card::{CardCheck, CardView, checks_of_site};
pub(crate) use field::Field;
pub(crate) use notice::Notice;
pub(crate) use sla::SlaMark;
pub(crate) use transcript::Transcript;
