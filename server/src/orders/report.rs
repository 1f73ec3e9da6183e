//! What `vouch orders check` tells an owner.

use serde::Serialize;

/// Everything that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub findings: Vec<Finding>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `connection`, `order`, `order.total_minor`, or the name of a check.
    pub subject: String,
    pub ok: bool,
    /// What was found, and what to do about it. Holds no password.
    pub detail: String,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_ok(&self) -> bool {
        self.findings.iter().all(|finding| finding.ok)
    }

    /// Whether the store could be reached at all.
    pub(crate) fn is_connected(&self) -> bool {
        self.findings.iter().any(|finding| finding.subject == "connection" && finding.ok)
    }

    /// Takes over what was found of a part, under its name.
    pub(crate) fn add_all(&mut self, part: &str, of_part: Self) {
        let within = |finding: Finding| Finding {
            subject: format!("{part}.{}", finding.subject),
            ..finding
        };
        self.findings.extend(of_part.findings.into_iter().map(within));
    }

    pub(crate) fn add(&mut self, subject: impl Into<String>, ok: bool, detail: impl Into<String>) {
        self.findings.push(Finding { subject: subject.into(), ok, detail: detail.into() });
    }
}
