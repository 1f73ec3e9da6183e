//! The programs that the console is split into, so that nobody loads rooms that they do not open.

/// A program: some rooms of the console, loaded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The way in, the inbox, and the member's own account.
    Desk,
    /// Tickets and conversations, with their cards.
    Ticket,
    /// Approved texts, and the figures that show which are missing.
    Knowledge,
    /// Settings, delivery, staff and what they did.
    Office,
}

impl Program {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Desk, Self::Ticket, Self::Knowledge, Self::Office];

    /// The program with that room: the part of the address after `/console/`. Addresses that name
    /// no room belong to the first.
    #[must_use]
    pub fn of_room(room: &str) -> Self {
        match room {
            "tickets" | "conversations" => Self::Ticket,
            "knowledge" | "insights" => Self::Knowledge,
            "delivery" | "site" | "team" | "audit" => Self::Office,
            _ => Self::Desk,
        }
    }

    /// The style sheets of its rooms, in their order: `tokens.css` and files of `style/console`.
    #[must_use]
    pub fn styles(self) -> &'static [&'static str] {
        match self {
            Self::Desk => &["tokens.css", "base.css", "tickets.css", "account.css"],
            Self::Ticket => &["tokens.css", "base.css", "tickets.css"],
            Self::Knowledge => &["tokens.css", "base.css", "knowledge.css", "insights.css"],
            Self::Office => &["tokens.css", "base.css", "office.css"],
        }
    }

    /// The name of its files: `desk.js` and `desk_bg.wasm`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Ticket => "ticket",
            Self::Knowledge => "knowledge",
            Self::Office => "office",
        }
    }
}
