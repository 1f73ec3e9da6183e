//! Telling the audit log what somebody did. The row goes into the same transaction as the deed:
//! `store` functions that change something for staff take it as an argument.

use crate::clock::{new_id, timestamp};
use crate::store::audit::AuditRow;
use time::OffsetDateTime;
use vouch_shared::id::SiteKey;

/// Who did something where.
#[derive(Clone, Copy, Debug)]
pub struct Actor<'a> {
    /// A member's address, or `cli`.
    pub who: &'a str,
    pub site: Option<&'a SiteKey>,
    pub now: OffsetDateTime,
}

impl Actor<'_> {
    /// The log's row. `detail` holds no words of shoppers and no secrets.
    pub fn did(&self, action: &'static str, subject: &str, detail: &serde_json::Value) -> AuditRow {
        AuditRow {
            id: new_id(self.now),
            at: timestamp(self.now).0,
            actor: self.who.to_owned(),
            site: self.site.map(|site| site.0.clone()).unwrap_or_default(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            detail: detail.to_string(),
        }
    }
}
