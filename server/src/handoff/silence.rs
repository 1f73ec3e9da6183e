//! While a person has the say: what the shopper writes goes to them, and the machine says nothing.

use crate::conversation::session::Session;
use crate::error::Error;
use crate::handoff::steps::shopper_wrote;
use crate::ledger::DeskRows;
use crate::store::{self, takeover::TakeoverRow};
use time::OffsetDateTime;

/// Who has the say, if it is not the machine.
pub async fn find(session: &Session<'_>) -> Result<Option<TakeoverRow>, Error> {
    let (store, site) = (&session.app().store, session.site_key());
    Ok(store::takeover::find(store, site, &session.conversation).await?)
}

/// What goes to the person together with the shopper's words.
pub async fn rows(
    session: &Session<'_>,
    said: &str,
    taken: &TakeoverRow,
    now: OffsetDateTime,
) -> Result<DeskRows, Error> {
    let (app, site) = (session.app(), &session.visitor.site);
    let Some(ticket) = store::ticket::find(&app.store, &site.key, taken.ticket).await? else {
        return Ok(DeskRows::default());
    };
    Ok(shopper_wrote(app, site, ticket, (said, now)))
}
