//! `[smtp]`: the server that takes our mail.

use crate::secret::Secret;
use serde::Deserialize;

/// Where mail goes out, and from whom.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// `smtps://USER:PASSWORD@HOST`, `smtp://USER:PASSWORD@HOST:587?tls=required`, or, for a server
    /// on this machine, `smtp://127.0.0.1:25`.
    pub url: Secret,
    /// `Shop <help@shop.example>`; the mail server has to accept it as a sender.
    pub from: String,
}
