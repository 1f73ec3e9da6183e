//! Staff: who they are, the roles they have, and what each role may do.

use serde::{Deserialize, Serialize};

/// What a staff member is to a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    Admin,
    Agent,
    Editor,
    Reviewer,
    Security,
}

/// Something that staff may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See conversations and tickets, with what shoppers wrote in them.
    ReadConversations,
    /// Answer, assign, tag, close and merge tickets.
    AnswerTickets,
    /// See the site's texts in all their versions.
    ReadKnowledge,
    /// Write drafts and send them to review.
    EditKnowledge,
    /// Approve, publish and roll back what somebody else wrote.
    ApproveKnowledge,
    /// See the figures.
    ReadInsights,
    /// Change the site: origins, look, orders.
    ManageSite,
    /// Invite staff and change their roles.
    ManageStaff,
    /// See what goes out to mail and other systems, and send it again.
    ManageDelivery,
    /// See and export what staff did.
    ReadAudit,
    /// Stop and resume answers.
    Stop,
}

impl Permission {
    /// All of them, in the order of the written table.
    pub const ALL: [Self; 11] = [
        Self::ReadConversations,
        Self::AnswerTickets,
        Self::ReadKnowledge,
        Self::EditKnowledge,
        Self::ApproveKnowledge,
        Self::ReadInsights,
        Self::ManageSite,
        Self::ManageStaff,
        Self::ManageDelivery,
        Self::ReadAudit,
        Self::Stop,
    ];
}

impl Role {
    /// All of them, in the order of the written table.
    pub const ALL: [Self; 6] =
        [Self::Owner, Self::Admin, Self::Agent, Self::Editor, Self::Reviewer, Self::Security];

    /// Whether the role may do that. This is the table that `docs/operations.md` prints.
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Owner | Self::Admin => true,
            Self::Agent => matches!(
                permission,
                P::ReadConversations | P::AnswerTickets | P::ReadKnowledge | P::ReadInsights
            ),
            Self::Editor => matches!(
                permission,
                P::ReadKnowledge | P::EditKnowledge | P::ApproveKnowledge | P::ReadInsights
            ),
            Self::Reviewer => matches!(
                permission,
                P::ReadConversations | P::ReadKnowledge | P::ApproveKnowledge | P::ReadInsights
            ),
            Self::Security => matches!(
                permission,
                P::ReadConversations | P::ReadInsights | P::ReadAudit | P::ManageDelivery | P::Stop
            ),
        }
    }

    /// Whether somebody of this role may give or take the other: nobody but an owner makes owners.
    pub const fn may_grant(self, other: Self) -> bool {
        match self {
            Self::Owner => true,
            Self::Admin => !matches!(other, Self::Owner),
            _ => false,
        }
    }

    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Agent => "agent",
            Self::Editor => "editor",
            Self::Reviewer => "reviewer",
            Self::Security => "security",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// The header that repeats [`Me::csrf`] on every request that changes something.
pub const CSRF_HEADER: &str = "vouch-csrf";

/// What signs a staff member in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
    /// The code of the second step, or a recovery code, once the server asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Whoever is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    pub email: String,
    pub name: String,
    /// To be sent back as [`CSRF_HEADER`].
    pub csrf: String,
    /// The sites that they work for.
    pub sites: Vec<SiteAccess>,
}

/// A site as one staff member finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiteAccess {
    pub site: crate::id::SiteKey,
    pub name: String,
    pub role: Role,
    /// The thumbprint of the site's root key, which its cards are checked against; absent while
    /// the site has no keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root_key: Option<String>,
    /// What the role may do, so that the console offers nothing that would be refused.
    pub permissions: Vec<Permission>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_those_on_the_wire() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        }
        assert_eq!(Role::parse("root"), None);
    }

    #[test]
    fn only_owners_make_owners() {
        let makers: Vec<_> = Role::ALL.into_iter().filter(|r| r.may_grant(Role::Owner)).collect();
        assert_eq!(makers, [Role::Owner]);
        assert!(Role::Admin.may_grant(Role::Admin) && !Role::Editor.may_grant(Role::Agent));
    }

    #[test]
    fn whoever_sees_shoppers_words_is_not_there_for_the_texts_alone() {
        let readers: Vec<_> =
            Role::ALL.into_iter().filter(|r| r.may(Permission::ReadConversations)).collect();
        assert!(!readers.contains(&Role::Editor), "{readers:?}");
    }
}
