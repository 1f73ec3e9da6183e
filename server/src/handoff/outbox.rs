//! Sends what the outbox holds. Each target has a worker of its own while something is due, so that
//! a slow one delays no other; servers share the rows by leases. Every message arrives at least
//! once, under the same key however often, or is dead in the open for a person to look at.

use crate::app::App;
use crate::clock::{new_token, random_bytes, timestamp, unix_ms};
use crate::config::DeliverySettings;
use crate::handoff::announcement::{Announcement, Event};
use crate::handoff::letter;
use crate::handoff::target::{Target, Way};
use crate::sites::OpenSite;
use crate::store::outbox::{Claim, Claimant, MessageRow};
use crate::store::{self, Store};
use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use vouch_shared::id::SiteKey;

/// How soon a new message is seen.
const LOOK_EVERY: Duration = Duration::from_millis(400);
/// The longest that one try may take.
const TRY_LIMIT: Duration = Duration::from_secs(45);
/// How long a message belongs to the server that claimed it: longer than any try.
const LEASE_MS: i64 = 60_000;
/// How many messages a worker sends at once.
const BATCH: i64 = 8;

/// How a try ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// Nobody needs it any more.
    Unneeded,
    /// Why not, in words for staff without addresses or secrets, and how long the target asks to
    /// wait.
    Failed {
        why: String,
        wait_ms: Option<i64>,
    },
}

impl Outcome {
    pub fn failed(why: impl Into<String>) -> Self {
        Self::Failed { why: why.into(), wait_ms: None }
    }
}

/// Looks for due messages until the server ends.
pub async fn run(app: Weak<App>, shutdown: CancellationToken) {
    let mut workers: HashMap<(String, String), JoinHandle<()>> = HashMap::new();
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        let Some(app) = app.upgrade() else { return };
        let now_ms = unix_ms(app.clock.now());
        match store::outbox::due_targets(&app.store, now_ms).await {
            Ok(due) => {
                workers.retain(|_, worker| !worker.is_finished());
                for (site, target) in due {
                    let worker = || app.spawn(work(app.clone(), site.clone(), target.clone()));
                    workers.entry((site.clone(), target.clone())).or_insert_with(worker);
                }
            }
            Err(error) => tracing::warn!(%error, "the outbox cannot be read; it is tried again"),
        }
    }
}

/// Sends one target's messages until none is due.
async fn work(app: Arc<App>, site: String, target: String) {
    let site = SiteKey(site);
    while !app.shutdown.is_cancelled() {
        let lease = new_token();
        let now_ms = unix_ms(app.clock.now());
        let by = Claimant {
            site: &site,
            target: &target,
            lease: &lease,
            now_ms,
            until_ms: now_ms + LEASE_MS,
            limit: BATCH,
        };
        let rows = match store::outbox::claim(&app.store, by).await {
            Ok(rows) if rows.is_empty() => return,
            Ok(rows) => rows,
            Err(error) => return tracing::warn!(%error, "the outbox cannot be claimed from"),
        };
        let sent = rows.iter().map(|row| handle(&app, row, &lease));
        futures_util::future::join_all(sent).await;
    }
}

/// Tries one message and writes down how it went. A row that cannot be written is tried again
/// once its lease has run out.
async fn handle(app: &App, row: &MessageRow, lease: &str) {
    let outcome = tokio::select! {
        outcome = tokio::time::timeout(TRY_LIMIT, deliver(app, row)) => outcome
            .unwrap_or_else(|_| Outcome::failed("it took too long")),
        // Another server, or this one after its restart, need not wait for the lease.
        () = app.shutdown.cancelled() => Outcome::Failed {
            why: "the server was stopped meanwhile".to_owned(),
            wait_ms: Some(0),
        },
    };
    let claim = Claim { id: &row.id, lease };
    if let Err(error) = note(app, row, claim, outcome).await {
        tracing::warn!(%error, message.id = row.id, "how a delivery went cannot be written down");
    }
}

async fn note(
    app: &App,
    row: &MessageRow,
    claim: Claim<'_>,
    outcome: Outcome,
) -> Result<(), store::Error> {
    let now = app.clock.now();
    let (store, at): (&Store, String) = (&app.store, timestamp(now).0);
    let told = match &outcome {
        Outcome::Sent => "sent",
        Outcome::Unneeded => "unneeded",
        Outcome::Failed { .. } => "failed",
    };
    metrics::counter!("vouch_deliveries", "target" => row.target.clone(), "outcome" => told)
        .increment(1);
    let Outcome::Failed { why, wait_ms } = outcome else {
        return store::outbox::end(store, claim, (told, None, &at)).await;
    };
    if is_hopeless(row, &app.config.delivery, unix_ms(now)) {
        tracing::error!(message.id = row.id, target = row.target, why, "a message is dead");
        return store::outbox::end(store, claim, ("dead", Some(&why), &at)).await;
    }
    let pause = pause_ms(row.tries, &app.config.delivery, u64::from_le_bytes(random_bytes()));
    let wait_ms = wait_ms.map_or(pause, |asked| if asked == 0 { 0 } else { pause.max(asked) });
    tracing::warn!(message.id = row.id, target = row.target, why, wait_ms, "a delivery failed");
    store::outbox::postpone(store, claim, (unix_ms(now) + wait_ms, &why)).await
}

fn is_hopeless(row: &MessageRow, settings: &DeliverySettings, now_ms: i64) -> bool {
    let limit_ms = i64::from(settings.give_up_after_hours) * 3_600_000;
    row.tries >= i64::from(settings.max_tries) || now_ms - row.retry_from_ms >= limit_ms
}

/// Twice as long after each failure, up to the longest; somewhere in its upper half, so that what
/// failed together does not come back together.
fn pause_ms(tries: i64, settings: &DeliverySettings, random: u64) -> i64 {
    let doublings = u32::try_from((tries - 1).clamp(0, 30)).unwrap_or(30);
    let whole = u64::from(settings.first_retry_ms).saturating_mul(1 << doublings);
    let whole = whole.min(u64::from(settings.longest_retry_ms)).max(2);
    let half = whole / 2;
    i64::try_from(half + random % (whole - half + 1)).unwrap_or(i64::MAX)
}

async fn deliver(app: &App, row: &MessageRow) -> Outcome {
    let site = app.sites.find(&row.site);
    let target = site.as_ref().and_then(|site| {
        Target::of(site, app.mailer.is_some()).into_iter().find(|target| target.name == row.target)
    });
    let (Some(site), Some(target)) = (site, target) else {
        return Outcome::failed(
            "no target of this name is configured any more; configure it again, or leave it",
        );
    };
    let Ok(told) = serde_json::from_str::<Announcement>(&row.body) else {
        return Outcome::failed("the message cannot be read; another version of Vouch wrote it");
    };
    match &target.way {
        Way::Mail { to } => {
            let console = &app.config.server.public_url;
            mail(app, letter::to_shop(&site, &told, (to, &row.id), console)).await
        }
        Way::Shopper => to_shopper(app, &site, &told, row).await,
        Way::Hook(settings) => app.hooks.deliver(settings, (&row.id, &told), app.clock.now()).await,
    }
}

/// What a widget has had needs no mail, and neither does a closing that was taken back.
async fn to_shopper(app: &App, site: &OpenSite, told: &Announcement, row: &MessageRow) -> Outcome {
    match is_needed(app, site, told, row).await {
        Ok(false) => Outcome::Unneeded,
        Ok(true) => {
            let texts = app.texts.texts(&told.locale);
            let letter = match told.event {
                Event::Closed => letter::closed(site, told, &row.id, texts),
                _ => letter::to_shopper(site, told, &row.id, texts),
            };
            mail(app, letter).await
        }
        Err(error) => Outcome::failed(error.to_string()),
    }
}

async fn is_needed(
    app: &App,
    site: &OpenSite,
    told: &Announcement,
    row: &MessageRow,
) -> Result<bool, store::Error> {
    let place = (&site.key, &told.conversation);
    let reply = told.reply.as_deref().unwrap_or_default();
    if store::takeover::shown_at(&app.store, place, reply).await?.is_some() {
        return Ok(false);
    }
    if told.event != Event::Closed {
        return Ok(true);
    }
    let ticket = store::ticket::find(&app.store, &site.key, row.ticket).await?;
    Ok(ticket.is_some_and(|ticket| ticket.state == "closed" && ticket.merged_into.is_none()))
}

async fn mail(app: &App, mail: crate::mail::Mail) -> Outcome {
    let Some(mailer) = &app.mailer else {
        return Outcome::failed("no `[smtp]` is configured");
    };
    match mailer.send(mail).await {
        Ok(()) => Outcome::Sent,
        Err(why) => Outcome::failed(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(tries: i64, retry_from_ms: i64) -> MessageRow {
        MessageRow {
            id: "m".into(),
            site: "s".into(),
            target: "mail".into(),
            event: "ticket.accepted".into(),
            ticket: 1,
            body: String::new(),
            state: "pending".into(),
            tries,
            due_ms: 0,
            retry_from_ms,
            problem: None,
            created_at: String::new(),
            ended_at: None,
        }
    }

    #[test]
    fn pauses_double_stay_bounded_and_differ() {
        let settings = DeliverySettings {
            first_retry_ms: 1_000,
            longest_retry_ms: 60_000,
            ..DeliverySettings::default()
        };
        for (tries, whole) in [(1, 1_000), (2, 2_000), (4, 8_000), (7, 60_000), (1_000, 60_000)] {
            assert_eq!(pause_ms(tries, &settings, 0), whole / 2);
            for random in [1, 77, u64::MAX, 0x5555_5555_5555_5555] {
                let pause = pause_ms(tries, &settings, random);
                assert!((whole / 2..=whole).contains(&pause), "{tries}: {pause}");
            }
        }
        assert_ne!(pause_ms(3, &settings, 1), pause_ms(3, &settings, 99));
        let none = DeliverySettings { first_retry_ms: 0, ..settings };
        assert!((1..=2).contains(&pause_ms(1, &none, 5)), "never at once, which would spin");
    }

    #[test]
    fn a_message_dies_after_enough_tries_or_time() {
        let settings =
            DeliverySettings { max_tries: 3, give_up_after_hours: 1, ..Default::default() };
        assert!(!is_hopeless(&row(2, 0), &settings, 3_599_999));
        assert!(is_hopeless(&row(3, 0), &settings, 1));
        assert!(is_hopeless(&row(1, 0), &settings, 3_600_000));
        assert!(!is_hopeless(&row(1, 3_600_000), &settings, 3_600_001), "replayed: time anew");
    }
}
