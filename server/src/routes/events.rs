//! The event stream of a conversation: cards that are added, and operators' stops.

use crate::app::App;
use crate::auth::limits::StreamPlace;
use crate::conversation::resume::{entries_after, last_sequence};
use crate::error::Error;
use crate::extract::Caller;
use crate::handoff::talk::mailed_unless_shown;
use crate::ledger::cards_of;
use axum::http::HeaderMap;
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use futures_util::Stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use vouch_shared::conversation::Event;
use vouch_shared::id::{ConversationId, SiteKey};
use vouch_shared::problem::Problem;

/// A stop is in force, and told, within a second.
const LOOK_EVERY: Duration = Duration::from_millis(800);

/// Streams what happens in a conversation from now on, or from `Last-Event-ID`.
#[utoipa::path(get, path = "/v1/conversations/{id}/events", params(("id" = String, Path)),
    responses((status = 200, body = String, content_type = "text/event-stream",
    description = "Server-sent events whose data is an `Event`"), (status = 401, body = Problem)))]
pub async fn stream_events(
    caller: Caller,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<SseEvent, Infallible>>>, Error> {
    let app = caller.app.clone();
    let session = caller.session_for_reading().await?;
    let place = app.limits.stream(&session.conversation)?;
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let seen = if let Some(sequence) = last { sequence } else { last_sequence(&session).await? };
    let (site, conversation) = (session.site_key().clone(), session.conversation);
    let watcher = Watcher {
        app: app.clone(),
        site,
        conversation,
        seen,
        ends: false,
        stopped: None,
        _place: place,
    };
    let stream = futures_util::stream::unfold(watcher, |mut watcher| async move {
        let event = watcher.next().await?;
        Some((Ok(event), watcher))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}

struct Watcher {
    app: Arc<App>,
    site: SiteKey,
    conversation: ConversationId,
    /// The last ledger entry that was told.
    seen: i64,
    /// Whether the stream ends here. What a person wrote may have gone into a connection that nobody
    /// reads any more, such as a phone's out of reach; the stream ends after it, and the widget that
    /// comes back and asks what it missed has been given it. All others get a mail.
    ends: bool,
    stopped: Option<bool>,
    _place: StreamPlace,
}

impl Watcher {
    /// The next thing to tell; nothing more once the server ends.
    async fn next(&mut self) -> Option<SseEvent> {
        loop {
            if self.ends {
                return None;
            }
            let stopped = self.app.stop.is_active();
            if self.stopped.replace(stopped) != Some(stopped) {
                return self.event(&Event::Stop { stopped });
            }
            // A database that is away is asked again in the next round.
            if let Some(event) = self.new_cards().await {
                return Some(event);
            }
            tokio::select! {
                () = self.app.shutdown.cancelled() => return None,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    async fn new_cards(&mut self) -> Option<SseEvent> {
        let Self { app, site, conversation, seen, .. } = &*self;
        let entries = entries_after(&app.store, site, conversation, *seen).await.ok()?;
        self.seen = entries.last()?.0;
        self.ends = entries.iter().any(|(_, entry)| mailed_unless_shown(entry).is_some());
        let cards = cards_of(&entries);
        if cards.is_empty() { None } else { self.event(&Event::Cards { cards }) }
    }

    fn event(&self, event: &Event) -> Option<SseEvent> {
        let name = match event {
            Event::Cards { .. } => "cards",
            Event::Stop { .. } => "stop",
        };
        let data = serde_json::to_string(event).ok()?;
        Some(SseEvent::default().id(self.seen.to_string()).event(name).data(data))
    }
}
