//! The rooms of the console, whichever program shows them. `programs.rs` has what is in them, and
//! `vouch_shared::console` which program that is.

use crate::parts::icon::{AUDIT, BOOK, CHART, INBOX, OUT, SHOP, TALK, TEAM};
use vouch_shared::staff::Permission;

/// A room that the bar leads to.
pub(crate) struct Room {
    /// The part of the address after `/console/`.
    pub(crate) name: &'static str,
    /// Another such part that belongs to it.
    pub(crate) also: &'static str,
    pub(crate) title: &'static str,
    /// A path of `parts/icon.rs`.
    pub(crate) icon: &'static str,
    /// The keys that lead there, such as `g i`.
    pub(crate) keys: &'static str,
    pub(crate) needs: Permission,
}

/// All rooms, in the order of the bar.
pub(crate) const ROOMS: &[Room] = &[
    Room {
        name: "inbox",
        also: "tickets",
        title: "Inbox",
        icon: INBOX,
        keys: "g i",
        needs: Permission::ReadConversations,
    },
    Room {
        name: "conversations",
        also: "",
        title: "Conversations",
        icon: TALK,
        keys: "g c",
        needs: Permission::ReadConversations,
    },
    Room {
        name: "knowledge",
        also: "",
        title: "Knowledge",
        icon: BOOK,
        keys: "g k",
        needs: Permission::ReadKnowledge,
    },
    Room {
        name: "insights",
        also: "",
        title: "Insights",
        icon: CHART,
        keys: "g n",
        needs: Permission::ReadInsights,
    },
    Room {
        name: "delivery",
        also: "",
        title: "Delivery",
        icon: OUT,
        keys: "g d",
        needs: Permission::ManageDelivery,
    },
    Room {
        name: "site",
        also: "",
        title: "Site",
        icon: SHOP,
        keys: "g s",
        needs: Permission::ManageSite,
    },
    Room {
        name: "team",
        also: "",
        title: "Staff",
        icon: TEAM,
        keys: "g t",
        needs: Permission::ManageStaff,
    },
    Room {
        name: "audit",
        also: "",
        title: "Audit log",
        icon: AUDIT,
        keys: "g l",
        needs: Permission::ReadAudit,
    },
];

impl Room {
    /// Whether addresses with that part after `/console/` belong to it.
    pub(crate) fn has(&self, name: &str) -> bool {
        !name.is_empty() && (self.name == name || self.also == name)
    }

    /// Where it is, such as `/console/inbox`.
    pub(crate) fn path(&self) -> String {
        format!("/console/{}", self.name)
    }
}
