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

const READ: Access = Access::OnSite(Permission::ReadConversations);
const ANSWER: Access = Access::OnSite(Permission::AnswerTickets);
const DELIVERY: Access = Access::OnSite(Permission::ManageDelivery);

/// Every address of the staff's API.
pub const RULES: &[Rule] = &[
    // Accounts
    rule("POST", "/v1/staff/session", Access::Anybody),
    rule("DELETE", "/v1/staff/session", Access::SignedIn),
    rule("GET", "/v1/staff/me", Access::SignedIn),
    // Answering
    rule("GET", "/v1/staff/sites/{site}/tickets/{number}/talk", READ),
    rule("GET", "/v1/staff/sites/{site}/tickets/{number}/sections", ANSWER),
    rule("POST", "/v1/staff/sites/{site}/tickets/{number}/replies", ANSWER),
    rule("POST", "/v1/staff/sites/{site}/tickets/{number}/preview", ANSWER),
    rule("POST", "/v1/staff/sites/{site}/tickets/{number}/takeover", ANSWER),
    rule("DELETE", "/v1/staff/sites/{site}/tickets/{number}/takeover", ANSWER),
    rule("POST", "/v1/staff/sites/{site}/tickets/{number}/close", ANSWER),
    // Delivery
    rule("GET", "/v1/staff/sites/{site}/delivery", DELIVERY),
    rule("POST", "/v1/staff/sites/{site}/delivery/retry", DELIVERY),
    rule("POST", "/v1/staff/sites/{site}/delivery/{message}/retry", DELIVERY),
];

/// What an address needs; nothing that is known for one that is not listed.
pub fn needed(method: &Method, path: &str) -> Option<Access> {
    let found = RULES.iter().find(|rule| rule.path == path && rule.method == method.as_str());
    found.map(|rule| rule.access)
}
