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
    /// Nothing is wrong, but the owner should look at it.
    pub warning: bool,
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
        let (subject, detail) = (subject.into(), detail.into());
        self.findings.push(Finding { subject, ok, warning: false, detail });
    }

    pub(crate) fn warn(&mut self, subject: impl Into<String>, detail: impl Into<String>) {
        let (subject, detail) = (subject.into(), detail.into());
        self.findings.push(Finding { subject, ok: true, warning: true, detail });
    }
}

/// Whether the role that Vouch reads a store with can only read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleVerdict {
    ReadsOnly,
    /// It may be able to write; the owner says why that is so.
    Allowed(String),
    /// What it can do, and the statements that help.
    Writes(String),
    /// The store did not say.
    Unknown(String),
}
