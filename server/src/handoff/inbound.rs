//! Mails of shoppers. One that answers a ticket goes into its conversation, if it comes from the
//! ticket's own address and bears what only we could have written; any other opens a new ticket.

use crate::app::App;
use crate::auth::token::sha256_hex;
use crate::clock::timestamp;
use crate::conversation::handoff::{hand_off, ticket_number};
use crate::conversation::open;
use crate::error::Error;
use crate::handoff::address::ticket_of;
use crate::handoff::incoming::{Incoming, Unfit};
use crate::handoff::steps::shopper_wrote;
use crate::ledger::{Append, Beside, Entry};
use crate::orders::signing::{REPLAY_WINDOW_S, Signed};
use crate::sites::OpenSite;
use crate::store::{self, ticket::TicketRow};
use std::sync::Arc;
use subtle::ConstantTimeEq as _;
use vouch_shared::conversation::NewConversation;
use vouch_shared::handoff::{HandoffRequest, MAX_MESSAGE_CHARS, MAX_NAME_CHARS};
use vouch_shared::id::{ConversationId, HandoffId};
use vouch_shared::reply::InboundTaken;

/// What a request to take a mail shows for itself.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub timestamp: &'a str,
    pub signature: &'a str,
    pub path: &'a str,
}

/// Whether whoever hands a mail in knows the site's key, and signed just now.
pub fn check(app: &App, site: &OpenSite, shown: Shown<'_>, body: &[u8]) -> Result<(), Error> {
    const REFUSED: Error = Error::Forbidden("the signature does not fit; compare key and clock");
    let key = site.handoff.inbound_key.as_ref();
    let key = key.ok_or(Error::NotFound("this site takes no mail; set `inbound_key`"))?;
    let timestamp: i64 = shown.timestamp.parse().map_err(|_| REFUSED)?;
    let signed = Signed { timestamp, method: "POST", path: shown.path, body };
    let fits = signed.signature(key).as_bytes().ct_eq(shown.signature.as_bytes());
    let age = app.clock.now().unix_timestamp().abs_diff(timestamp);
    if bool::from(fits) && age <= u64::from(REPLAY_WINDOW_S) { Ok(()) } else { Err(REFUSED) }
}

/// Takes a mail in. The same again changes nothing.
pub async fn take(app: &App, site: Arc<OpenSite>, raw: &[u8]) -> Result<InboundTaken, Error> {
    let mail = match Incoming::parse(raw) {
        Ok(mail) => mail,
        // Told as done: whoever forwards mails would try again what will never fit.
        Err(why @ Unfit::Automatic) => return Ok(InboundTaken::Refused(why.to_string())),
        Err(why @ Unfit::NotAMail) => return Err(Error::invalid("", why.to_string())),
    };
    if let Some(earlier) =
        store::mail_received::find(&app.store, &site.key, &mail.message_id).await?
    {
        return Ok(InboundTaken::Answer(ticket_number(earlier)));
    }
    match answered(app, &site, &mail).await? {
        Some(ticket) => add(app, &site, &mail, ticket).await,
        None => open_ticket(app, site, &mail).await,
    }
}

/// The ticket that a mail answers. The address or the id shows that its writer had our mail, and
/// the sender's address that it is the ticket's shopper.
async fn answered(app: &App, site: &OpenSite, mail: &Incoming) -> Result<Option<TicketRow>, Error> {
    let addressed = |to: &String| ticket_of(&site.handoff, &site.key, to);
    let mut number = mail.recipients.iter().find_map(addressed);
    for answer in &mail.answers {
        if number.is_some() {
            break;
        }
        let id = answer.split('@').next().unwrap_or_default();
        number = store::outbox::ticket_of(&app.store, &site.key, id).await?;
    }
    let Some(number) = number else { return Ok(None) };
    let ticket = store::ticket::find(&app.store, &site.key, number).await?;
    Ok(ticket.filter(|ticket| ticket.email.eq_ignore_ascii_case(&mail.from)))
}

async fn add(
    app: &App,
    site: &OpenSite,
    mail: &Incoming,
    ticket: TicketRow,
) -> Result<InboundTaken, Error> {
    let now = app.clock.now();
    let (number, place) = (ticket_number(ticket.number), ticket.number);
    let conversation = ConversationId(ticket.conversation.clone());
    let mut rows = shopper_wrote(app, site, ticket, (&mail.text, now));
    rows.mail = Some((mail.message_id.clone(), place));
    let append = Append {
        site: site.key.clone(),
        conversation,
        entry: Entry::ShopperMail {
            at: timestamp(now).0,
            ticket: number.clone(),
            message_id: mail.message_id.clone(),
            text: mail.text.clone(),
            whole: mail.whole.clone(),
        },
        request: None,
        beside: Some(Beside::Desk(Box::new(rows))),
    };
    match app.ledger.append(append).await {
        // Its twin was faster.
        Ok(()) | Err(store::Error::Conflict) => Ok(InboundTaken::Answer(number)),
        Err(error) => Err(error.into()),
    }
}

/// A ticket of its own, in a conversation of its own. The mail's id makes it one however often the
/// mail comes.
async fn open_ticket(
    app: &App,
    site: Arc<OpenSite>,
    mail: &Incoming,
) -> Result<InboundTaken, Error> {
    let (session, _) = open::open(app, site, &NewConversation::default()).await?;
    let request = HandoffRequest {
        handoff_id: HandoffId(format!("mail-{}", &sha256_hex(mail.message_id.as_bytes())[..40])),
        name: mail.from_name.chars().take(MAX_NAME_CHARS).collect(),
        email: mail.from.clone(),
        message: mail.text.chars().take(MAX_MESSAGE_CHARS).collect(),
        // Whoever writes to a shop wants its answer.
        consent: true,
    };
    Ok(InboundTaken::Opened(hand_off(&session, &request).await?.ticket))
}
