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
const INSIGHTS: Access = Access::OnSite(Permission::ReadInsights);
const DELIVERY: Access = Access::OnSite(Permission::ManageDelivery);

/// Every address of the staff's API.
pub const RULES: &[Rule] = &[
    // Accounts
    rule("POST", "/v1/staff/session", Access::Anybody),
    rule("DELETE", "/v1/staff/session", Access::SignedIn),
    rule("GET", "/v1/staff/me", Access::SignedIn),
    rule("POST", "/v1/staff/welcome", Access::Anybody),
    rule("POST", "/v1/staff/welcome/password", Access::Anybody),
    rule("GET", "/v1/staff/account", Access::SignedIn),
    rule("PUT", "/v1/staff/password", Access::SignedIn),
    rule("POST", "/v1/staff/totp", Access::SignedIn),
    rule("PUT", "/v1/staff/totp", Access::SignedIn),
    rule("DELETE", "/v1/staff/totp", Access::SignedIn),
    rule("GET", "/v1/staff/sessions", Access::SignedIn),
    rule("DELETE", "/v1/staff/sessions", Access::SignedIn),
    rule("DELETE", "/v1/staff/sessions/{session}", Access::SignedIn),
    // The staff room
    rule("GET", "/v1/staff/sites/{site}/staff", Access::OnSite(Permission::ManageStaff)),
    rule("POST", "/v1/staff/sites/{site}/staff", Access::OnSite(Permission::ManageStaff)),
    rule("PUT", "/v1/staff/sites/{site}/staff/{member}", Access::OnSite(Permission::ManageStaff)),
    rule(
        "DELETE",
        "/v1/staff/sites/{site}/staff/{member}",
        Access::OnSite(Permission::ManageStaff),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/staff/{member}/link",
        Access::OnSite(Permission::ManageStaff),
    ),
    rule(
        "DELETE",
        "/v1/staff/sites/{site}/staff/{member}/totp",
        Access::OnSite(Permission::ManageStaff),
    ),
    // The audit log
    rule("GET", "/v1/staff/sites/{site}/audit", Access::OnSite(Permission::ReadAudit)),
    rule("GET", "/v1/staff/sites/{site}/audit/export", Access::OnSite(Permission::ReadAudit)),
    // Tickets and conversations
    rule("GET", "/v1/staff/sites/{site}/tickets", READ_CONVERSATIONS),
    rule("POST", "/v1/staff/sites/{site}/tickets/changes", ANSWER_TICKETS),
    rule("GET", "/v1/staff/sites/{site}/tickets/events", READ_CONVERSATIONS),
    rule("GET", "/v1/staff/sites/{site}/tickets/{number}", READ_CONVERSATIONS),
    rule("POST", "/v1/staff/sites/{site}/tickets/{number}/changes", ANSWER_TICKETS),
    rule("POST", "/v1/staff/sites/{site}/tickets/{number}/notes", ANSWER_TICKETS),
    rule("GET", "/v1/staff/sites/{site}/colleagues", READ_CONVERSATIONS),
    rule("GET", "/v1/staff/sites/{site}/views", READ_CONVERSATIONS),
    rule("POST", "/v1/staff/sites/{site}/views", READ_CONVERSATIONS),
    rule("DELETE", "/v1/staff/sites/{site}/views/{name}", READ_CONVERSATIONS),
    rule("GET", "/v1/staff/sites/{site}/conversations", READ_CONVERSATIONS),
    rule("GET", "/v1/staff/sites/{site}/conversations/{id}", READ_CONVERSATIONS),
    // Knowledge
    rule("GET", "/v1/staff/sites/{site}/knowledge", Access::OnSite(Permission::ReadKnowledge)),
    rule(
        "GET",
        "/v1/staff/sites/{site}/knowledge/hints",
        Access::OnSite(Permission::ReadKnowledge),
    ),
    rule(
        "GET",
        "/v1/staff/sites/{site}/knowledge/documents/{document}",
        Access::OnSite(Permission::ReadKnowledge),
    ),
    rule(
        "GET",
        "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}",
        Access::OnSite(Permission::ReadKnowledge),
    ),
    rule(
        "GET",
        "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/diff",
        Access::OnSite(Permission::ReadKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/preview",
        Access::OnSite(Permission::EditKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/drafts",
        Access::OnSite(Permission::EditKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/import/archive",
        Access::OnSite(Permission::EditKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/import/html",
        Access::OnSite(Permission::EditKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/submission",
        Access::OnSite(Permission::EditKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/return",
        Access::OnSite(Permission::ApproveKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/approval",
        Access::OnSite(Permission::ApproveKnowledge),
    ),
    rule(
        "DELETE",
        "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/schedule",
        Access::OnSite(Permission::ApproveKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/documents/{document}/{locale}/{version}/rollback",
        Access::OnSite(Permission::ApproveKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/checks",
        Access::OnSite(Permission::ApproveKnowledge),
    ),
    rule(
        "GET",
        "/v1/staff/sites/{site}/knowledge/checks/{check}",
        Access::OnSite(Permission::ReadKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/checks/{check}/override",
        Access::OnSite(Permission::ApproveKnowledge),
    ),
    rule(
        "POST",
        "/v1/staff/sites/{site}/knowledge/publications",
        Access::OnSite(Permission::ApproveKnowledge),
    ),
    // Answering
    rule("GET", "/v1/staff/sites/{site}/tickets/{number}/talk", READ),
    rule("GET", "/v1/staff/sites/{site}/tickets/{number}/sections", ANSWER),
    rule("POST", "/v1/staff/sites/{site}/tickets/{number}/replies", ANSWER),
    rule("POST", "/v1/staff/sites/{site}/tickets/{number}/preview", ANSWER),
    rule("POST", "/v1/staff/sites/{site}/tickets/{number}/takeover", ANSWER),
    rule("DELETE", "/v1/staff/sites/{site}/tickets/{number}/takeover", ANSWER),
    // Delivery
    rule("GET", "/v1/staff/sites/{site}/delivery", DELIVERY),
    rule("POST", "/v1/staff/sites/{site}/delivery/retry", DELIVERY),
    rule("POST", "/v1/staff/sites/{site}/delivery/{message}/retry", DELIVERY),
    // Insights
    rule("GET", "/v1/staff/sites/{site}/insights", INSIGHTS),
    rule("GET", "/v1/staff/sites/{site}/insights/unanswered", INSIGHTS),
    // Sites
    rule("POST", "/v1/staff/sites", Access::Everywhere(Permission::ManageSite)),
    rule("GET", "/v1/staff/sites/{site}/setup", Access::OnSite(Permission::ManageSite)),
    rule("PUT", "/v1/staff/sites/{site}/setup", Access::OnSite(Permission::ManageSite)),
    rule("POST", "/v1/staff/sites/{site}/orders/check", Access::OnSite(Permission::ManageSite)),
    rule("PUT", "/v1/staff/sites/{site}/orders", Access::OnSite(Permission::ManageSite)),
];

const READ_CONVERSATIONS: Access = Access::OnSite(Permission::ReadConversations);
const ANSWER_TICKETS: Access = Access::OnSite(Permission::AnswerTickets);

/// What an address needs; nothing that is known for one that is not listed.
pub fn needed(method: &Method, path: &str) -> Option<Access> {
    let found = RULES.iter().find(|rule| rule.path == path && rule.method == method.as_str());
    found.map(|rule| rule.access)
}
