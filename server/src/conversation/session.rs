//! Who is talking: a conversation whose bearer token was shown.

use crate::app::App;
use crate::auth::site_key::SiteKeys;
use crate::auth::token;
use crate::config::Site;
use crate::conversation::card::{Issuer, Payload};
use crate::error::Error;
use crate::knowledge::library::SiteKnowledge;
use crate::store;
use crate::texts::Texts;
use anyhow::Context as _;
use std::sync::Arc;
use time::OffsetDateTime;
use vouch_shared::id::{ConversationId, SiteKey, TurnId};

/// A conversation that the asker may act in. Only [`Session::authenticate`] and opening a new
/// conversation make one.
pub struct Session<'a> {
    pub app: &'a App,
    pub site: &'a Site,
    pub conversation: ConversationId,
    pub locale: String,
}

impl<'a> Session<'a> {
    /// The conversation of that id, if the token is its own. A missing conversation and a wrong
    /// token are told apart by nobody.
    pub async fn authenticate(app: &'a App, id: &str, token: &str) -> Result<Self, Error> {
        let row = store::conversation::find(&app.store, id).await?.ok_or(Error::Unauthorized)?;
        if !token::fits(token, &row.token_hash) {
            return Err(Error::Unauthorized);
        }
        // A site that was taken out of the configuration has no conversations any more.
        let site = app.config.site(&row.site).ok_or(Error::Unauthorized)?;
        Ok(Self { app, site, conversation: id.into(), locale: row.locale })
    }

    pub fn site_key(&self) -> &SiteKey {
        &self.site.key
    }

    /// The system's wording in the conversation's language.
    pub fn texts(&self) -> &'a Texts {
        self.app.texts.texts(&self.locale)
    }

    /// The approved text in the conversation's language, or the site's own.
    pub fn knowledge(&self) -> Option<Arc<SiteKnowledge>> {
        self.app.library.find(self.site, &self.locale)
    }

    /// Signs cards of this conversation.
    pub fn sign(
        &self,
        turn: Option<&TurnId>,
        payloads: &[Payload],
        now: OffsetDateTime,
    ) -> Result<Vec<String>, Error> {
        let keys = self.keys()?;
        let key = keys.signer(now).context("the site has no signing key that is valid now")?;
        let (site, conversation) = (self.site_key(), &self.conversation);
        let locale = self.texts().locale();
        Ok(Issuer { key, site, conversation, turn, locale, now }.sign_all(payloads))
    }

    /// The keys of the conversation's site.
    pub fn keys(&self) -> Result<Arc<SiteKeys>, Error> {
        let keys = self.app.keys.site(self.site_key());
        Ok(keys.context("the site has no keys; run `vouch key create`")?)
    }
}
