//! A member of the staff at a site's desk, and a ticket on it: signs cards for the ticket's
//! conversation and records what is done there, before anybody is shown it (P3).

use crate::app::App;
use crate::clock::timestamp;
use crate::conversation::card::{Issuer, Payload};
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::handoff::NO_TICKET;
use crate::handoff::announcement::{Announcement, Event, Person};
use crate::handoff::rules::parse_number;
use crate::knowledge::library::SiteKnowledge;
use crate::ledger::{Append, Beside, DeskRows, Entry, RequestKey};
use crate::sites::OpenSite;
use crate::staff::audit::Actor;
use crate::staff::member::Member;
use crate::store::audit::AuditRow;
use crate::store::{self, ticket::TicketRow};
use crate::texts::Texts;
use anyhow::Context as _;
use std::ops::Deref;
use std::sync::Arc;
use time::OffsetDateTime;
use vouch_shared::id::{ConversationId, SiteKey, TicketNumber};
use vouch_shared::reply::PREVIEW;

/// A member at a site's desk.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub app: &'a App,
    pub site: &'a OpenSite,
    pub member: &'a Member,
}

impl<'a> Desk<'a> {
    pub fn site_key(&self) -> &'a SiteKey {
        &self.site.key
    }

    /// The ticket of a number as people say it.
    pub async fn find(&self, number: &str) -> Result<TicketRow, Error> {
        let number = parse_number(number).ok_or(Error::NotFound(NO_TICKET))?;
        let found = store::ticket::find(&self.app.store, self.site_key(), number).await?;
        found.ok_or(Error::NotFound(NO_TICKET))
    }

    /// The same on the desk, to work on.
    pub async fn open(self, number: &str) -> Result<TicketDesk<'a>, Error> {
        let ticket = self.find(number).await?;
        Ok(self.with(ticket))
    }

    /// A ticket as it was found.
    pub fn with(self, ticket: TicketRow) -> TicketDesk<'a> {
        TicketDesk { desk: self, ticket, now: self.app.clock.now() }
    }

    /// Whoever does something at that moment, for the audit log.
    pub fn actor(&self, now: OffsetDateTime) -> Actor<'a> {
        Actor { who: &self.member.email, site: Some(self.site_key()), now }
    }
}

/// A ticket on a desk.
pub struct TicketDesk<'a> {
    desk: Desk<'a>,
    pub ticket: TicketRow,
    /// The moment of the deed.
    pub now: OffsetDateTime,
}

impl<'a> Deref for TicketDesk<'a> {
    type Target = Desk<'a>;

    fn deref(&self) -> &Desk<'a> {
        &self.desk
    }
}

impl<'a> TicketDesk<'a> {
    /// The number as people say it.
    pub fn number(&self) -> TicketNumber {
        ticket_number(self.ticket.number)
    }

    pub fn conversation(&self) -> ConversationId {
        ConversationId(self.ticket.conversation.clone())
    }

    /// The system's wording in the shopper's language.
    pub fn texts(&self) -> &'a Texts {
        self.app.texts.texts(&self.ticket.locale)
    }

    /// The approved text in the shopper's language, or the site's own.
    pub fn knowledge(&self) -> Option<Arc<SiteKnowledge>> {
        self.app.library.find(self.site, &self.ticket.locale)
    }

    /// The moment of the deed, as it is written.
    pub fn at(&self) -> String {
        timestamp(self.now).0
    }

    /// What notices to the shopper name.
    pub fn notice(&self, key: &str) -> Payload {
        let number = self.number();
        Payload::talk_notice(self.texts(), key, &self.values(&number))
    }

    /// Who, for which shop, about which ticket.
    pub fn values<'v>(&'v self, number: &'v TicketNumber) -> [(&'static str, &'v str); 3] {
        [("name", &self.member.name), ("shop", &self.site.name), ("ticket", number.as_str())]
    }

    /// Signs cards for the ticket's conversation.
    pub fn sign(&self, payloads: &[Payload]) -> Result<Vec<String>, Error> {
        self.sign_for(&self.conversation(), payloads)
    }

    /// Signs cards to look at. No widget takes them: they belong to no conversation.
    pub fn sign_preview(&self, payloads: &[Payload]) -> Result<Vec<String>, Error> {
        self.sign_for(&PREVIEW.into(), payloads)
    }

    fn sign_for(
        &self,
        conversation: &ConversationId,
        payloads: &[Payload],
    ) -> Result<Vec<String>, Error> {
        let keys = self.app.keys.site(&self.site.key);
        let keys = keys.context("the site has no keys; run `vouch key create`")?;
        let key = keys.signer(self.now).context("no signing key of the site is valid now")?;
        let (locale, now, site) = (self.texts().locale(), self.now, &self.site.key);
        Ok(Issuer { key, site, conversation, turn: None, locale, now }.sign_all(payloads))
    }

    /// An announcement of what was done with the ticket.
    pub fn announcement(&self, event: Event, text: String) -> Announcement {
        Announcement {
            event,
            at: self.at(),
            site: self.site.key.clone(),
            shop: self.site.name.clone(),
            ticket: self.number(),
            conversation: self.conversation(),
            reason: self.ticket.reason.clone(),
            locale: self.ticket.locale.clone(),
            shopper: Person { name: self.ticket.name.clone(), email: self.ticket.email.clone() },
            text,
            inserted: Vec::new(),
            staff: Some(self.member.name.clone()),
            reply: None,
            merged_into: None,
        }
    }

    /// The audit log's row of it.
    pub fn did(&self, action: &'static str) -> AuditRow {
        self.actor(self.now).did(action, self.number().as_str(), &serde_json::json!({}))
    }

    /// Makes the deed durable with everything that belongs to it.
    pub async fn record(
        &self,
        entry: Entry,
        request: Option<RequestKey>,
        rows: DeskRows,
    ) -> Result<(), store::Error> {
        let append = Append {
            site: self.site.key.clone(),
            conversation: self.conversation(),
            entry,
            request,
            beside: Some(Beside::Desk(Box::new(rows))),
        };
        self.app.ledger.append(append).await
    }
}
