//! Opening a conversation.

use crate::app::App;
use crate::auth::token;
use crate::clock::{new_id, new_token, timestamp};
use crate::conversation::card::Payload;
use crate::conversation::session::{Session, Visitor};
use crate::conversation::shopper::Shopper;
use crate::error::Error;
use crate::ledger::{Append, Beside, Entry};
use crate::sites::OpenSite;
use crate::store::conversation::NewConversation as NewRow;
use std::sync::Arc;
use vouch_shared::conversation::{ConversationCreated, NewConversation};
use vouch_shared::id::ConversationId;

/// The first words: approved text that the site greets with, else Vouch's own.
fn greeting(visitor: &Visitor<'_>) -> Payload {
    let replies = visitor.quick_replies();
    let knowledge = visitor.knowledge();
    let section = visitor.site.greeting.as_ref().zip(knowledge.as_ref());
    match section.and_then(|(answer, knowledge)| knowledge.sections.get(answer)) {
        Some(section) => Payload::approved_greeting(section, replies),
        None => Payload::greeting(visitor.texts(), replies),
    }
}

/// Opens a conversation: the row and the first ledger entry are durable when this returns.
pub async fn open<'a>(
    app: &'a App,
    site: Arc<OpenSite>,
    request: &NewConversation,
) -> Result<(Session<'a>, ConversationCreated), Error> {
    let now = app.clock.now();
    let at = timestamp(now).0;
    let visitor = Visitor::new(app, site.clone(), request.locale.as_deref());
    let (conversation, token) = (ConversationId(new_id(now)), new_token());
    let session =
        Session { visitor, conversation, token: token.clone(), shopper: Shopper::Unnamed };
    let (texts, locale) = (session.texts(), &session.visitor.locale);
    let greeting = greeting(&session.visitor);
    let cards = session.sign_if_possible(&[Payload::notice(texts), greeting], now);
    let append = Append {
        site: site.key.clone(),
        conversation: session.conversation.clone(),
        entry: Entry::Opened {
            at: at.clone(),
            site: site.key.clone(),
            locale: locale.clone(),
            cards: cards.clone(),
        },
        request: None,
        beside: Some(Beside::Conversation(NewRow {
            token_hash: token::hash(&token),
            locale: locale.clone(),
            opened_at: at,
        })),
    };
    app.ledger.append(append).await?;
    let created = ConversationCreated { id: session.conversation.clone(), token, cards };
    Ok((session, created))
}
