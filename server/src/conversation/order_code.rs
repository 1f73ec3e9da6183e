//! Six digits that are mailed to an order's own address, for owners who ask for more than a number
//! and an address. Whether or not there is such an order, the same is said after the same time and
//! the same rows are written; only the mail tells.

use crate::auth::token::{keyed_hash, sha256_hex};
use crate::clock::{new_code, new_token, unix_ms};
use crate::conversation::attempt::{Attempt, hashed, minutes_left, minutes_ms};
use crate::conversation::card::Payload;
use crate::conversation::order_flow::{locked, open_with};
use crate::conversation::session::Session;
use crate::conversation::turn::Reply;
use crate::error::Error;
use crate::mail::Mail;
use crate::orders::{Claim, Code, Email, Mailbox, OrderNumber, OrderReader, Proof};
use crate::store;
use crate::store::order_code::{CodeRow, NewCode};
use std::net::IpAddr;
use subtle::ConstantTimeEq as _;
use vouch_shared::handoff::HandoffReason;

/// How long a code opens its order.
const LIFE_MINUTES: i64 = 10;
/// How often one code may be tried.
const MAX_TRIES: i64 = 5;
/// How many codes may be asked for one order within an hour, from wherever.
const CODES_PER_HOUR: i64 = 5;
const HOUR_MINUTES: i64 = 60;

/// Mails a code if the claim fits an order, and asks for it in any case.
pub async fn request(
    session: &Session<'_>,
    reader: &OrderReader,
    claim: &Claim,
    address: IpAddr,
) -> Result<Reply, Error> {
    let attempt = Attempt::begin(session, &claim.number, address).await?;
    if let Some(minutes) = attempt.locked_for_minutes().await? {
        attempt.take_back().await?;
        return Ok(locked(session, minutes, "order=locked"));
    }
    let found = reader.mailbox(claim).await;
    let email = match found {
        Ok(email) => email,
        Err(detail) => {
            attempt.take_back().await?;
            attempt.pace().await;
            metrics::counter!("vouch_orders_unavailable").increment(1);
            let why = format!("orders=unavailable detail={detail:?}");
            return Ok(Reply::handoff(session, HandoffReason::OrdersUnavailable, &why));
        }
    };
    let code = new_code();
    if let Some(minutes) = remember(session, &attempt.id, claim, email.as_ref(), &code).await? {
        attempt.pace().await;
        return Ok(locked(session, minutes, "order=codes_used_up"));
    }
    // The try counts even if the claim fitted: otherwise the count would tell. The code takes it
    // back.
    if let Some(email) = email {
        session.app().send_mail(mail(session, &claim.number, &email, &code));
    }
    attempt.pace().await;
    let number = claim.number.as_str();
    Ok(Reply::one(Payload::code_form(session.texts(), number, false), "order=code_asked"))
}

/// Opens the order that a code was mailed for.
pub async fn redeem(
    session: &Session<'_>,
    reader: &OrderReader,
    (number, code): (&OrderNumber, &Code),
    address: IpAddr,
) -> Result<Reply, Error> {
    let attempt = Attempt::begin(session, number, address).await?;
    if let Some(minutes) = attempt.locked_for_minutes().await? {
        attempt.take_back().await?;
        return Ok(locked(session, minutes, "order=locked"));
    }
    let Some(row) = fitting(session, number, code).await? else {
        attempt.pace().await;
        let card = Payload::code_form(session.texts(), number.as_str(), true);
        return Ok(Reply::one(card, "order=code_wrong"));
    };
    let (store, site) = (&session.app().store, session.site_key());
    store::order_attempt::remove(store, site, &row.id).await?;
    let proof = Proof::Mailbox(Mailbox::kept(&session.token, row.mailbox));
    let claim = Claim { number: number.clone(), proof };
    open_with(session, reader, &claim, attempt).await
}

/// Keeps a code, or says for how many minutes there are no more for this order.
async fn remember(
    session: &Session<'_>,
    id: &str,
    claim: &Claim,
    email: Option<&Email>,
    code: &str,
) -> Result<Option<i64>, Error> {
    let (store, site) = (&session.app().store, session.site_key());
    let now_ms = unix_ms(session.app().clock.now());
    let hour_ago_ms = now_ms - minutes_ms(HOUR_MINUTES);
    // What was proven by nobody gets a code that no six digits fit.
    let (code, mailbox) = match email {
        Some(email) => (code.to_owned(), Mailbox::of(&session.token, email).hash().to_owned()),
        None => (new_token(), sha256_hex(new_token().as_bytes())),
    };
    let new = NewCode {
        id: id.to_owned(),
        number: hashed(claim.number.as_str()),
        code: keyed_hash(&session.token, &code),
        mailbox,
        at_ms: now_ms,
    };
    // Kept before they are counted, so that none slips through between two servers.
    store::order_code::insert(store, site, &session.conversation, &new, hour_ago_ms).await?;
    let (asked, first) = store::order_code::count(store, site, &new.number, hour_ago_ms).await?;
    if asked <= CODES_PER_HOUR {
        return Ok(None);
    }
    store::order_code::remove(store, site, id).await?;
    Ok(Some(minutes_left(first, now_ms, hour_ago_ms)))
}

/// The code that this conversation asked for last, if these are its digits. It is used up then.
async fn fitting(
    session: &Session<'_>,
    number: &OrderNumber,
    code: &Code,
) -> Result<Option<CodeRow>, Error> {
    let (store, site) = (&session.app().store, session.site_key());
    let since_ms = unix_ms(session.app().clock.now()) - minutes_ms(LIFE_MINUTES);
    let (number, limits) = (hashed(number.as_str()), (since_ms, MAX_TRIES));
    let row =
        store::order_code::try_newest(store, site, &session.conversation, &number, limits).await?;
    let entered = keyed_hash(&session.token, code.as_str());
    let Some(row) = row else { return Ok(None) };
    let fits: bool = entered.as_bytes().ct_eq(row.code.as_bytes()).into();
    let used_up = fits && store::order_code::use_up(store, site, &row.id).await?;
    Ok(used_up.then_some(row))
}

fn mail(session: &Session<'_>, number: &OrderNumber, email: &Email, code: &str) -> Mail {
    let texts = session.texts();
    let minutes = LIFE_MINUTES.to_string();
    let values = [
        ("shop", session.visitor.site.name.as_str()),
        ("number", number.as_str()),
        ("code", code),
        ("minutes", minutes.as_str()),
    ];
    Mail {
        to: email.as_str().to_owned(),
        subject: texts.fill("mail.code.subject", &values),
        text: texts.fill("mail.code.text", &values),
        ..Mail::default()
    }
}
