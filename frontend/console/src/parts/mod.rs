//! Small pieces that all rooms use.

mod card;
mod field;
mod frame;
pub(crate) mod icon;
pub(crate) mod keys;
mod matching;
mod modal;
mod notice;
mod palette;
mod shortcut_sheet;
mod sla;
pub(crate) mod ticking;
mod toast;
mod transcript;

pub(crate) use card::{CardCheck, CardView, checks_of_site};
pub(crate) use field::Field;
pub(crate) use frame::framed;
pub(crate) use icon::Icon;
pub(crate) use modal::Modal;
pub(crate) use notice::Notice;
pub(crate) use palette::Palette;
pub(crate) use shortcut_sheet::ShortcutSheet;
pub(crate) use sla::SlaMark;
pub(crate) use toast::{ToastPlace, Toasts};
pub(crate) use transcript::Transcript;
