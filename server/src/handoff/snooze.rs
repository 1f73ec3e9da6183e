//! Brings tickets back whose snooze is over.

use super::events::{VOUCH, changed};
use super::rules;
use crate::app::App;
use crate::clock::timestamp;
use crate::store;

/// Opens every ticket whose snooze is over. Several servers may do so at once: each ticket is
/// brought back by the one that is first.
pub async fn wake(app: &App) -> Result<(), store::Error> {
    let now = app.clock.now();
    for site in app.sites.all().iter() {
        for mut row in store::ticket::overslept(&app.store, &site.key, &timestamp(now).0).await? {
            let happening = rules::woken(&mut row);
            let mut transaction = app.store.begin().await?;
            let woken = changed(row, (VOUCH, &happening), now);
            if store::ticket::change(&mut transaction, &site.key, &woken).await? {
                transaction.commit().await?;
            }
        }
    }
    Ok(())
}
