//! A site's staff, as the staff room shows and changes them.

use crate::account::SetUpLink;
use crate::id::Timestamp;
use crate::staff::Role;
use serde::{Deserialize, Serialize};

/// A member who works for the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamMember {
    pub email: String,
    pub name: String,
    pub role: Role,
    /// Whether the role holds on every site rather than on this one.
    pub everywhere: bool,
    /// Whether they have chosen a password.
    pub ready: bool,
    /// Whether signing in asks them for a code.
    pub totp: bool,
    /// When they were last here.
    pub seen_at: Option<Timestamp>,
    /// What whoever asks may do about them.
    pub may: Vec<TeamDeed>,
}

/// Something that is done about a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TeamDeed {
    /// Give another role, or take the role away.
    ChangeRole,
    /// Make a new set-up link, which is the way to another password.
    MakeLink,
    /// Switch the second step off, for whoever lost their authenticator and recovery codes.
    SwitchTotpOff,
}

/// The staff of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Team {
    pub members: Vec<TeamMember>,
    /// The roles that whoever asks may give.
    pub roles: Vec<Role>,
    /// Whether they may give them on every site.
    pub everywhere: bool,
    /// Whether the server can mail links.
    pub mails: bool,
}

/// Somebody to let in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    pub email: String,
    /// As shoppers and colleagues read it.
    pub name: String,
    pub role: Role,
    #[serde(default)]
    pub everywhere: bool,
}

/// After somebody was let in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    pub email: String,
    /// Absent for whoever has a password already, from another site.
    pub link: Option<SetUpLink>,
}

/// Another role for a member.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    pub role: Role,
    #[serde(default)]
    pub everywhere: bool,
}
