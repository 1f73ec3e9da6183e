//! Opening a conversation.

use crate::app::App;
use crate::auth::token;
use crate::clock::{new_id, new_token, timestamp};
use crate::config::Site;
use crate::conversation::card::{CHOOSE_ORDER, CHOOSE_PERSON, Offer, Payload};
use crate::conversation::session::Session;
use crate::error::Error;
use crate::ledger::{Append, Beside, Entry};
use crate::store::conversation::NewConversation as NewRow;
use vouch_shared::card::ChoiceOption;
use vouch_shared::conversation::{ConversationCreated, NewConversation};
use vouch_shared::id::{AnswerId, ConversationId};

/// Opens a conversation: the row and the first ledger entry are durable when this returns.
pub async fn open(
    app: &App,
    site: &Site,
    request: &NewConversation,
) -> Result<ConversationCreated, Error> {
    let now = app.clock.now();
    let at = timestamp(now).0;
    let wanted = request.locale.as_deref().unwrap_or(&site.locale);
    let locale = negotiate(app, site, wanted);
    let session = Session { app, site, conversation: ConversationId(new_id(now)), locale };
    let texts = session.texts();
    let payloads = [Payload::notice(texts), Payload::greeting(texts, quick_replies(&session))];
    let cards = session.sign(None, &payloads, now)?;
    let token = new_token();
    let append = Append {
        site: site.key.clone(),
        conversation: session.conversation.clone(),
        entry: Entry::Opened {
            at: at.clone(),
            site: site.key.clone(),
            locale: session.locale.clone(),
            cards: cards.clone(),
        },
        request: None,
        beside: Some(Beside::Conversation(NewRow {
            token_hash: token::hash(&token),
            locale: session.locale.clone(),
            opened_at: at,
        })),
    };
    app.ledger.append(append).await?;
    Ok(ConversationCreated { id: session.conversation, token, cards })
}

/// The page's language where the site has approved text in it, else the site's own.
pub fn negotiate(app: &App, site: &Site, wanted: &str) -> String {
    let base = wanted.split('-').next().unwrap_or_default();
    [wanted, base]
        .iter()
        .find(|locale| app.library.has(&site.key, locale))
        .map_or_else(|| site.locale.clone(), |locale| (*locale).to_owned())
}

/// The site's quick replies that can be kept: approved sections, and the order form where orders
/// can be read.
pub fn quick_replies(session: &Session<'_>) -> Vec<ChoiceOption> {
    let knowledge = session.knowledge();
    let texts = session.texts();
    let offer = |choose: &AnswerId| match choose.as_str() {
        CHOOSE_ORDER => {
            let connected = session.app.orders.contains_key(session.site_key());
            connected.then(|| Offer::Order.option(texts))
        }
        CHOOSE_PERSON => Some(Offer::Person.option(texts)),
        _ => Some(Offer::Section(knowledge.as_ref()?.sections.get(choose)?).option(texts)),
    };
    session.site.quick_replies.iter().filter_map(offer).collect()
}
