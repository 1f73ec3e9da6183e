//! Who is talking: a site's visitor in a language, and a conversation whose bearer token was
//! shown.

use crate::app::App;
use crate::auth::site_key::SiteKeys;
use crate::auth::token;
use crate::clock::timestamp;
use crate::conversation::card::{Issuer, Offer, Payload};
use crate::conversation::shopper::Shopper;
use crate::error::Error;
use crate::knowledge::library::SiteKnowledge;
use crate::sites::OpenSite;
use crate::store;
use crate::texts::Texts;
use anyhow::Context as _;
use std::sync::Arc;
use time::OffsetDateTime;
use vouch_shared::card::{CHOOSE_ORDER, CHOOSE_PERSON, ChoiceOption};
use vouch_shared::id::{AnswerId, ConversationId, SiteKey, Timestamp, TurnId, is_client_id};

/// Somebody on a site's pages, in a language that the site has.
pub struct Visitor<'a> {
    pub app: &'a App,
    pub site: Arc<OpenSite>,
    pub locale: String,
}

impl<'a> Visitor<'a> {
    /// The page's language where the site has approved text in it, else the site's own.
    pub fn new(app: &'a App, site: Arc<OpenSite>, wanted: Option<&str>) -> Self {
        let wanted = wanted.unwrap_or(site.locale.as_str());
        let base = wanted.split('-').next().unwrap_or_default();
        let has = |locale: &&&str| app.library.has(&site.key, locale);
        let locale = [wanted, base].iter().find(has).map_or(site.locale.as_str(), |found| *found);
        let locale = locale.to_owned();
        Self { app, site, locale }
    }

    /// The system's wording in the visitor's language.
    pub fn texts(&self) -> &'a Texts {
        self.app.texts.texts(&self.locale)
    }

    /// The approved text in the visitor's language, or the site's own.
    pub fn knowledge(&self) -> Option<Arc<SiteKnowledge>> {
        self.app.library.find(&self.site, &self.locale)
    }

    /// Whether orders can be read.
    pub fn has_orders(&self) -> bool {
        self.site.order_reader.is_some()
    }

    /// The site's quick replies that can be kept: approved sections, the order form where orders
    /// can be read, a person.
    pub fn quick_replies(&self) -> Vec<ChoiceOption> {
        let (texts, knowledge) = (self.texts(), self.knowledge());
        let offer = |choose: &AnswerId| match choose.as_str() {
            CHOOSE_ORDER => self.has_orders().then(|| Offer::Order.option(texts)),
            CHOOSE_PERSON => Some(Offer::Person.option(texts)),
            _ => Some(Offer::Section(knowledge.as_ref()?.sections.get(choose)?).option(texts)),
        };
        self.site.quick_replies.iter().filter_map(offer).collect()
    }

    /// By when a person answers what is written at that moment, where that is promised.
    pub fn expected_by(&self, now: OffsetDateTime) -> Option<Timestamp> {
        self.site.handoff.due_after(now).map(timestamp)
    }

    /// The keys of the site.
    pub fn keys(&self) -> Result<Arc<SiteKeys>, Error> {
        let keys = self.app.keys.site(&self.site.key);
        Ok(keys.context("the site has no keys; run `vouch key create`")?)
    }
}

/// A conversation that the asker may act in: [`Session::authenticate`] checked its token, or it
/// was opened by this very request.
pub struct Session<'a> {
    pub visitor: Visitor<'a>,
    pub conversation: ConversationId,
    /// The bearer token, which is known to its holder and not stored.
    pub token: String,
    pub shopper: Shopper,
}

impl<'a> Session<'a> {
    /// The conversation of that id, if the token is its own and it belongs to nobody but whom the
    /// page's signed `identity` names. A missing conversation, a wrong token and another person
    /// are told apart by nobody.
    pub async fn authenticate(
        app: &'a App,
        id: &str,
        token: &str,
        identity: Option<&str>,
    ) -> Result<Self, Error> {
        // Anything else was never an id of ours, and need not reach the database.
        if !is_client_id(id) {
            return Err(Error::Unauthorized);
        }
        let row = store::conversation::find(&app.store, id).await?.ok_or(Error::Unauthorized)?;
        if !token::fits(token, &row.token_hash) {
            return Err(Error::Unauthorized);
        }
        // A site that was taken out of the configuration has no conversations any more.
        let site = app.sites.find(&row.site).ok_or(Error::Unauthorized)?;
        let conversation = ConversationId::from(id);
        let shopper = Shopper::enter(app, &site, &conversation, (row.identity, identity)).await?;
        let visitor = Visitor { app, site, locale: row.locale };
        Ok(Self { visitor, conversation, token: token.to_owned(), shopper })
    }

    pub fn app(&self) -> &'a App {
        self.visitor.app
    }

    pub fn site_key(&self) -> &SiteKey {
        &self.visitor.site.key
    }

    /// The system's wording in the conversation's language.
    pub fn texts(&self) -> &'a Texts {
        self.visitor.texts()
    }

    /// The approved text in the conversation's language, or the site's own.
    pub fn knowledge(&self) -> Option<Arc<SiteKnowledge>> {
        self.visitor.knowledge()
    }

    /// Signs cards, or gives none while no key can sign: a ticket must not fail for want of a
    /// receipt.
    pub fn sign_if_possible(&self, payloads: &[Payload], now: OffsetDateTime) -> Vec<String> {
        self.sign(None, payloads, now).unwrap_or_else(|error| {
            tracing::error!(site.key = %self.site_key(), %error, "cards cannot be signed");
            Vec::new()
        })
    }

    /// Signs cards of this conversation.
    pub fn sign(
        &self,
        turn: Option<&TurnId>,
        payloads: &[Payload],
        now: OffsetDateTime,
    ) -> Result<Vec<String>, Error> {
        let keys = self.visitor.keys()?;
        let key = keys.signer(now).context("the site has no signing key that is valid now")?;
        let (site, conversation) = (self.site_key(), &self.conversation);
        let locale = self.texts().locale();
        Ok(Issuer { key, site, conversation, turn, locale, now }.sign_all(payloads))
    }
}
