//! The rooms, one a folder or file.

mod account;
mod audit;
mod knowledge;
mod site;
mod start;
mod team;
mod welcome;

pub(crate) use account::AccountPage;
pub(crate) use audit::AuditPage;
pub(crate) use knowledge::{KnowledgePage, begin_text};
pub(crate) use site::SitePage;
pub(crate) use start::StartPage;
pub(crate) use team::TeamPage;
pub(crate) use welcome::WelcomePage;
mod conversation;
mod delivery;
mod inbox;
mod insights;
mod ticket;
pub(crate) use conversation::ConversationsPage;
pub(crate) use delivery::DeliveryPage;
pub(crate) use inbox::InboxPage;
pub(crate) use insights::InsightsPage;
pub(crate) use ticket::TicketPage;
