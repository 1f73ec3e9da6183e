//! A ticket on a staff member's desk: signs cards for its conversation and records what is done
//! there, before anybody is shown it (P3).

use crate::app::App;
use crate::clock::timestamp;
use crate::conversation::card::{Issuer, Payload};
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::handoff::announcement::{Announcement, Event, Person};
use crate::knowledge::library::SiteKnowledge;
use crate::ledger::{Append, Beside, DeskRows, Entry, RequestKey};
use crate::sites::OpenSite;
use crate::staff::audit::Actor;
use crate::staff::member::Member;
use crate::store::audit::AuditRow;
use crate::store::{self, ticket::TicketRow};
use crate::texts::Texts;
use anyhow::Context as _;
use std::sync::Arc;
use time::OffsetDateTime;
use vouch_shared::id::{ConversationId, TicketNumber};
use vouch_shared::reply::PREVIEW;

/// A ticket, and who works on it.
pub struct TicketDesk<'a> {
    pub app: &'a App,
    pub site: Arc<OpenSite>,
    pub member: &'a Member,
    pub ticket: TicketRow,
    /// The moment of the deed.
    pub now: OffsetDateTime,
}

impl<'a> TicketDesk<'a> {
    /// The ticket of that number.
    pub async fn open(
        app: &'a App,
        site: Arc<OpenSite>,
        member: &'a Member,
        number: i64,
    ) -> Result<Self, Error> {
        let ticket = store::ticket::find(&app.store, &site.key, number).await?;
        let ticket = ticket.ok_or(Error::NotFound("there is no such ticket"))?;
        Ok(Self { app, site, member, ticket, now: app.clock.now() })
    }

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
        self.app.library.find(&self.site, &self.ticket.locale)
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
        }
    }

    /// The audit log's row of it.
    pub fn did(&self, action: &'static str) -> AuditRow {
        let actor = Actor { who: &self.member.email, site: Some(&self.site.key), now: self.now };
        actor.did(action, self.number().as_str(), &serde_json::json!({}))
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
