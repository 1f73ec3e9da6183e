//! The few pictures of the interface, drawn as paths so that no page's image policy is in the way.

use crate::drawing::{Drawing, draw_svg};

pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";
pub const SEND: &str = "M12 19V5M5.5 11.5L12 5l6.5 6.5";
pub const PERSON: &str =
    "M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5";
pub const VERIFIED: &str =
    "M12 3l7 2.8v5.4c0 4.3-2.8 7.7-7 9.3-4.2-1.6-7-5-7-9.3V5.8zM8.8 12l2.3 2.3 4.2-4.6";
pub const CHECK: &str = "M5 12.5l4.5 4.5L19 7.5";
pub const PARCEL: &str = "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8";
pub const AGAIN: &str = "M19 12a7 7 0 11-2.2-5.1M19 4v4.5h-4.5";

/// One picture. It is always beside words or inside a labelled button, so it says nothing itself.
pub fn icon(path: &str) -> Drawing {
    let path = draw_svg("path").set("d", path);
    draw_svg("svg").class("icon").set("viewBox", "0 0 24 24").set("aria-hidden", "true").child(path)
}
