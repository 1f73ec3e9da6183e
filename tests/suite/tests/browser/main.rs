//! Browser journeys: the real server, the real storefront and a real Chromium. Each module is a
//! family of journeys; [`visit`] is what they share.

mod answer;
mod console_account;
mod console_office;
mod desk;
mod generated;
mod handoff;
mod hostile;
mod identity;
mod inbox;
mod insights;
mod keyboard;
mod knowledge;
mod loader;
mod operator;
mod order;
mod outage;
mod resume;
mod rewriter;
mod screen;
mod seat;
mod security_policy;
mod tampering;
mod visit;
