//! What happens to a site's tickets, as it happens, on whichever server. Rows of other servers may
//! become visible a little after younger ones, so each look goes back some seconds and what was
//! told already is left out.

use super::events;
use crate::app::App;
use crate::clock::id_floor;
use crate::conversation::handoff::ticket_number;
use crate::error::Error;
use crate::staff::member::Member;
use crate::store;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use vouch_shared::id::SiteKey;
use vouch_shared::staff::Permission;
use vouch_shared::ticket::{Happening, TicketsChanged};

/// A change is told within a second.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// A session that ended is noticed after this many looks.
const ASK_SESSION_EVERY: u32 = 3;
/// Longer than a transaction waits for a lock, and than clocks of servers differ.
const LOOK_BACK: time::Duration = time::Duration::seconds(15);

/// Whose stream it is.
pub struct Listener {
    pub app: Arc<App>,
    pub site: SiteKey,
    pub email: String,
    /// The session that has to run.
    pub session: String,
}

/// Follows a site's tickets.
pub struct Watch {
    listener: Listener,
    told: BTreeSet<String>,
    looks: u32,
}

impl Watch {
    /// Starts from now: what happened before is not told.
    pub async fn begin(listener: Listener) -> Result<Self, Error> {
        let mut watch = Self { listener, told: BTreeSet::new(), looks: 0 };
        watch.news().await?;
        Ok(watch)
    }

    /// The next changes; nothing more once the server ends, or whoever listens may not any more.
    pub async fn next(&mut self) -> Option<TicketsChanged> {
        loop {
            tokio::select! {
                () = self.listener.app.shutdown.cancelled() => return None,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            self.looks = self.looks.wrapping_add(1);
            // A database that is away is asked again in the next round.
            if self.looks.is_multiple_of(ASK_SESSION_EVERY)
                && matches!(self.may_listen().await, Ok(false))
            {
                return None;
            }
            if let Ok(Some(changed)) = self.news().await {
                return Some(changed);
            }
        }
    }

    /// Whether the session still runs and its member still may read the site's tickets.
    async fn may_listen(&self) -> Result<bool, store::Error> {
        let Listener { app, site, email, session } = &self.listener;
        let now = app.clock.timestamp();
        if !store::staff_session::runs(&app.store, email, session, now.as_str()).await? {
            return Ok(false);
        }
        let Some(row) = store::staff::find(&app.store, email).await? else { return Ok(false) };
        let member = Member::new(row, &store::staff::roles(&app.store, email).await?);
        Ok(member.may(Permission::ReadConversations, site))
    }

    /// What was not told yet.
    async fn news(&mut self) -> Result<Option<TicketsChanged>, store::Error> {
        let Listener { app, site, .. } = &self.listener;
        let floor = id_floor(app.clock.now() - LOOK_BACK);
        let rows = store::ticket_event::after(&app.store, site, &floor).await?;
        let fresh: Vec<_> = rows.iter().filter(|row| !self.told.contains(&row.id)).collect();
        let numbers: BTreeSet<i64> = fresh.iter().map(|row| row.number).collect();
        let created = fresh.iter().any(|row| matches!(events::read(row), Ok(Happening::Created)));
        self.told = rows.iter().map(|row| row.id.clone()).collect();
        let tickets: Vec<_> = numbers.into_iter().map(ticket_number).collect();
        Ok((!tickets.is_empty()).then_some(TicketsChanged { tickets, created }))
    }
}
