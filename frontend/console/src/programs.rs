//! What each program shows. Binaries call one of these; what the others show is not linked in.

use crate::pages::{
    AccountPage, AuditPage, ConversationsPage, DeliveryPage, InboxPage, InsightsPage,
    KnowledgePage, SitePage, StartPage, TeamPage, TicketPage, WelcomePage,
};
use crate::shell::Pages;
use crate::start;
use leptos::prelude::*;
use vouch_shared::console::Program;

/// The way in, the inbox, and the member's own account.
pub fn desk() {
    start(Pages {
        program: Program::Desk,
        of_room: |room| match room {
            "" => view! { <StartPage/> }.into_any(),
            "welcome" => view! { <WelcomePage/> }.into_any(),
            "inbox" => view! { <InboxPage/> }.into_any(),
            _ => view! { <AccountPage/> }.into_any(),
        },
    });
}

/// Tickets and conversations, with their cards.
pub fn ticket() {
    start(Pages {
        program: Program::Ticket,
        of_room: |room| match room {
            "tickets" => view! { <TicketPage/> }.into_any(),
            _ => view! { <ConversationsPage/> }.into_any(),
        },
    });
}

/// Approved texts, and the figures that show which are missing.
pub fn knowledge() {
    start(Pages {
        program: Program::Knowledge,
        of_room: |room| match room {
            "insights" => view! { <InsightsPage/> }.into_any(),
            _ => view! { <KnowledgePage/> }.into_any(),
        },
    });
}

/// Settings, delivery, staff and what they did.
pub fn office() {
    start(Pages {
        program: Program::Office,
        of_room: |room| match room {
            "delivery" => view! { <DeliveryPage/> }.into_any(),
            "site" => view! { <SitePage/> }.into_any(),
            "team" => view! { <TeamPage/> }.into_any(),
            _ => view! { <AuditPage/> }.into_any(),
        },
    });
}
