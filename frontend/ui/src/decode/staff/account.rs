//! Who is signed in, the staff, and what they did.

use crate::decode::{from_js, named_from_js, names_from_js};
use vouch_shared::account::{
    Account, LinkOwner, RecoveryCodes, Session, SetUpLink, TotpSecret, Welcomed,
};
use vouch_shared::audit::{AuditEntry, AuditPage};
use vouch_shared::staff::{Me, Permission, Role, SiteAccess};
use vouch_shared::team::{Invited, Team, TeamDeed, TeamMember};

named_from_js! { Role }

names_from_js! {
    Permission {
        "read_conversations" => ReadConversations,
        "answer_tickets" => AnswerTickets,
        "read_knowledge" => ReadKnowledge,
        "edit_knowledge" => EditKnowledge,
        "approve_knowledge" => ApproveKnowledge,
        "read_insights" => ReadInsights,
        "manage_site" => ManageSite,
        "manage_staff" => ManageStaff,
        "manage_delivery" => ManageDelivery,
        "read_audit" => ReadAudit,
        "stop" => Stop,
    }
    TeamDeed {
        "change_role" => ChangeRole,
        "make_link" => MakeLink,
        "switch_totp_off" => SwitchTotpOff,
    }
}

from_js! {
    Account { totp, recovery_codes }
    AuditEntry { id, at, actor, site, action, subject, detail }
    AuditPage { entries, more }
    Invited { email, link }
    LinkOwner { email, name }
    Me { email, name, csrf, sites }
    RecoveryCodes { codes }
    Session { id, browser, address, since, seen_at, this }
    SetUpLink { url, expires_at, mailed }
    SiteAccess { site, name, role, root_key, permissions }
    Team { members, roles, everywhere, mails }
    TeamMember { email, name, role, everywhere, ready, totp, seen_at, may }
    TotpSecret { secret, uri, svg }
    Welcomed { me }
}
