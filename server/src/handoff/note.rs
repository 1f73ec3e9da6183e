//! Internal notes: colleagues read them, shoppers never.

use super::desk::Desk;
use super::events::happened;
use super::people::People;
use crate::conversation::handoff::ticket_number;
use crate::conversation::input::clean;
use crate::error::Error;
use crate::store;
use crate::text;
use serde_json::json;
use vouch_shared::ticket::{Happening, MAX_NOTE_CHARS, NewNote};

/// Adds a note to a ticket, and tells whom it names.
pub async fn add(desk: Desk<'_>, number: &str, new: &NewNote) -> Result<(), Error> {
    let note = clean(&new.note);
    if note.is_empty() || note.chars().count() > MAX_NOTE_CHARS {
        let detail = format!("a note has 1 to {MAX_NOTE_CHARS} characters");
        return Err(Error::invalid("note", detail));
    }
    let row = desk.find(number).await?;
    let mentions = People::of(&desk.app.store, desk.site_key()).await?.named_in(&note);
    let now = desk.app.clock.now();
    let words = text::words(&note).into_iter().collect();
    let detail = json!({"mentions": mentions});
    let happening = Happening::Noted { note, mentions: mentions.clone() };
    let event = happened(now, &desk.member.email, &happening);
    let mut transaction = desk.app.store.begin().await?;
    store::ticket_event::insert(&mut transaction, desk.site_key(), row.number, &event).await?;
    for email in &mentions {
        let at = (row.number, event.id.as_str());
        store::ticket_event::mention(&mut transaction, desk.site_key(), at, email).await?;
    }
    store::ticket_word::add(&mut transaction, desk.site_key(), row.number, &words).await?;
    let number = ticket_number(row.number);
    let audit = desk.actor(now).did("ticket.note", number.as_str(), &detail);
    store::audit::insert(&mut transaction, &audit).await?;
    transaction.commit().await.map_err(store::Error::from)?;
    Ok(())
}
