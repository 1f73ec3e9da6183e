//! What each of the staff's addresses needs. [`RULES`] is the only place that says it; an address
//! that is not listed is closed, and a test walks every line with every role.

use axum::http::Method;
use vouch_shared::staff::Permission;

/// Who may come to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody: signing in.
    Anybody,
    /// Whoever is signed in, about themselves.
    SignedIn,
    /// Whoever may do this on the site that the path names.
    OnSite(Permission),
    /// Whoever may do this on every site.
    Everywhere(Permission),
}

/// One address.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub method: &'static str,
    /// As the router writes it.
    pub path: &'static str,
    pub access: Access,
}

const fn rule(method: &'static str, path: &'static str, access: Access) -> Rule {
    Rule { method, path, access }
}

/// Every address of the staff's API.
pub const RULES: &[Rule] = &[
    // Accounts
    rule("POST", "/v1/staff/session", Access::Anybody),
    rule("DELETE", "/v1/staff/session", Access::SignedIn),
    rule("GET", "/v1/staff/me", Access::SignedIn),
    // Sites
    rule("POST", "/v1/staff/sites", Access::Everywhere(Permission::ManageSite)),
    rule("GET", "/v1/staff/sites/{site}/setup", Access::OnSite(Permission::ManageSite)),
    rule("PUT", "/v1/staff/sites/{site}/setup", Access::OnSite(Permission::ManageSite)),
    rule("POST", "/v1/staff/sites/{site}/orders/check", Access::OnSite(Permission::ManageSite)),
    rule("PUT", "/v1/staff/sites/{site}/orders", Access::OnSite(Permission::ManageSite)),
];

/// What an address needs; nothing that is known for one that is not listed.
pub fn needed(method: &Method, path: &str) -> Option<Access> {
    let found = RULES.iter().find(|rule| rule.path == path && rule.method == method.as_str());
    found.map(|rule| rule.access)
}
