//! The one place that appends. Entries that arrive while a commit is under way are written
//! together by the next, so that concurrent turns share one sync (group commit).

use super::asked;
use super::chain::{GENESIS, link};
use super::entry::{Entry, RequestKey};
use super::usage;
use super::words::words_of;
use crate::store::{self, Error, Store};
use sqlx::{Any, Connection as _, Transaction};
use tokio::sync::{mpsc, oneshot};
use vouch_shared::id::{ConversationId, SiteKey};

/// The most entries that share a commit, so that none waits for an endless queue.
const BATCH: usize = 128;
/// How many appends may wait; more than this and the caller waits in line.
const QUEUE: usize = 1024;

/// How often an entry is tried when other servers append to the same conversation.
const TRIES: usize = 5;

/// An entry to append, and the row that must be durable with it.
#[derive(Clone, Debug)]
pub struct Append {
    pub site: SiteKey,
    pub conversation: ConversationId,
    pub entry: Entry,
    pub request: Option<RequestKey>,
    pub beside: Option<Beside>,
}

/// What is stored in the same transaction as the entry.
#[derive(Clone, Debug)]
pub enum Beside {
    Conversation(store::conversation::NewConversation),
    /// A try to open an order, which does not count any more.
    Succeeded(String),
    /// What the support desk does: rows that are there together with the entry, or not at all.
    Desk(Box<DeskRows>),
}

/// The rows of a deed of the support desk.
#[derive(Clone, Debug, Default)]
pub struct DeskRows {
    pub ticket: Option<store::ticket::NewTicket>,
    /// The id and ticket of a reply, or of a closing.
    pub reply: Option<(String, i64)>,
    pub takeover: Option<Takeover>,
    /// What becomes of a ticket with this entry.
    pub step: Option<store::ticket::TicketStep>,
    /// Tickets as they become, by rising numbers, so that two writers never wait for each other.
    /// All of it is given up where one has changed meanwhile.
    pub changed: Vec<store::ticket::ChangedTicket>,
    /// A ticket's number and what the shopper thought of it.
    pub rating: Option<(i64, &'static str)>,
    /// A mail's id and ticket.
    pub mail: Option<(String, i64)>,
    /// Whom it is announced to.
    pub announced: Vec<store::outbox::NewMessage>,
    pub audit: Vec<store::audit::AuditRow>,
}

/// How the say in a conversation changes.
#[derive(Clone, Debug)]
pub enum Takeover {
    Taken(store::takeover::TakeoverRow),
    /// If it was taken over for this ticket.
    Released(i64),
}

struct Job {
    append: Append,
    done: oneshot::Sender<Result<(), Error>>,
}

/// The way to append. Cheap to clone; the writer ends when the last clone is dropped.
#[derive(Clone)]
pub struct Ledger {
    jobs: mpsc::Sender<Job>,
}

impl Ledger {
    /// Makes a ledger and the task that writes it, for the caller to spawn.
    pub fn new(store: Store) -> (Self, impl Future<Output = ()>) {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        (Self { jobs }, write(store, waiting))
    }

    /// Returns once the entry is durable. A conflict means that the request was answered before:
    /// look it up.
    pub async fn append(&self, append: Append) -> Result<(), Error> {
        for _ in 1..TRIES {
            match self.append_once(append.clone()).await {
                Err(Error::Raced) => {}
                done => return done,
            }
        }
        self.append_once(append).await
    }

    async fn append_once(&self, append: Append) -> Result<(), Error> {
        let (done, result) = oneshot::channel();
        // The writer is gone only while the server ends.
        self.jobs.send(Job { append, done }).await.map_err(|_| Error::NotDurable)?;
        result.await.map_err(|_| Error::NotDurable)?
    }
}

async fn write(store: Store, mut waiting: mpsc::Receiver<Job>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let entries = u32::try_from(batch.len()).unwrap_or(u32::MAX);
        metrics::histogram!("vouch_ledger_batch").record(f64::from(entries));
        commit(&store, std::mem::take(&mut batch)).await;
    }
}

/// Writes a batch in one transaction. An entry that fails is rolled back alone.
async fn commit(store: &Store, batch: Vec<Job>) {
    let appends: Vec<&Append> = batch.iter().map(|job| &job.append).collect();
    let results = match write_batch(store, &appends).await {
        Ok(results) => results,
        Err(error) => {
            tracing::error!(%error, "the ledger cannot be written");
            metrics::counter!("vouch_ledger_failures").increment(1);
            batch.iter().map(|_| Err(Error::NotDurable)).collect()
        }
    };
    for (job, result) in batch.into_iter().zip(results) {
        // Whoever asked may have hung up; the entry is written all the same.
        let _ = job.done.send(result);
    }
}

async fn write_batch(store: &Store, appends: &[&Append]) -> Result<Vec<Result<(), Error>>, Error> {
    let mut transaction = store.begin().await?;
    // Alone it needs no savepoint: if it fails, there is nothing else to keep.
    if let [only] = appends {
        let result = write_one(&mut transaction, only).await;
        match result {
            Ok(()) => transaction.commit().await?,
            Err(_) => transaction.rollback().await?,
        }
        return Ok(vec![reported(only, result)]);
    }
    let mut results = Vec::with_capacity(appends.len());
    for append in appends {
        let mut savepoint = transaction.begin().await?;
        let result = write_one(&mut savepoint, append).await;
        match result {
            Ok(()) => savepoint.commit().await?,
            Err(_) => savepoint.rollback().await?,
        }
        results.push(reported(append, result));
    }
    transaction.commit().await?;
    Ok(results)
}

/// Logs what whoever asked cannot mend.
fn reported(append: &Append, result: Result<(), Error>) -> Result<(), Error> {
    if let Err(error @ (Error::Database(_) | Error::Corrupt(..))) = &result {
        tracing::error!(conversation.id = %append.conversation, %error, "an entry is not written");
    }
    result
}

async fn write_one(transaction: &mut Transaction<'_, Any>, append: &Append) -> Result<(), Error> {
    let Append { site, conversation, entry, request, beside } = append;
    if let Some(Beside::Conversation(new)) = beside {
        store::conversation::insert(transaction, site, conversation, new).await?;
    }
    if let Some(key) = request
        && store::ledger::has_request(transaction, conversation, entry.kind(), &key.id).await?
    {
        return Err(Error::Conflict);
    }
    refuse_machine(transaction, append).await?;
    let tail = store::ledger::tail(transaction, conversation).await?;
    let (last, previous) = tail.unwrap_or((0, GENESIS.to_owned()));
    let row = store::ledger::NewEntry {
        kind: entry.kind(),
        at: entry.at().to_owned(),
        request: request.clone().map(|key| (key.id, key.hash)),
        body: serde_json::to_string(entry).expect("an entry is JSON"),
    };
    let hash = link(&previous, &row.body);
    let place = (last + 1, previous.as_str(), hash.as_str());
    store::ledger::insert(transaction, site, conversation, &row, place).await.map_err(raced)?;
    if !matches!(entry, Entry::Handoff { .. } | Entry::Opened { .. }) {
        let words = words_of(entry);
        store::ticket_word::add_to_conversation(transaction, site, conversation, &words).await?;
    }
    usage::note(transaction, (site.as_str(), conversation.as_str()), entry).await?;
    asked::note(transaction, (site, conversation, last + 1), entry).await?;
    match beside {
        Some(Beside::Desk(rows)) => write_desk(transaction, append, rows).await?,
        Some(Beside::Succeeded(id)) => {
            store::order_attempt::remove_within(transaction, site, id).await?;
        }
        // Before the entry, which refers to it.
        Some(Beside::Conversation(_)) | None => {}
    }
    Ok(())
}

/// The machine's answer is refused where a person has the say. Its place in the chain makes this
/// hold between servers: whoever took over has written an entry of their own.
async fn refuse_machine(
    transaction: &mut Transaction<'_, Any>,
    append: &Append,
) -> Result<(), Error> {
    let is_answer = matches!(&append.entry, Entry::Turn { cards, .. } if !cards.is_empty());
    if is_answer && store::takeover::is_taken(transaction, &append.conversation).await? {
        return Err(Error::TakenOver);
    }
    Ok(())
}

async fn write_desk(
    transaction: &mut Transaction<'_, Any>,
    append: &Append,
    rows: &DeskRows,
) -> Result<(), Error> {
    let Append { site, conversation, entry, .. } = append;
    if let Some(ticket) = &rows.ticket {
        store::ticket::insert(transaction, site, conversation, ticket).await?;
    }
    if let Some((reply, ticket)) = &rows.reply {
        let place = (site, conversation);
        store::takeover::add_reply(transaction, place, (reply, *ticket)).await?;
    }
    match &rows.takeover {
        Some(Takeover::Taken(row)) => {
            store::takeover::take(transaction, site, conversation, row).await?;
        }
        Some(Takeover::Released(ticket)) => {
            store::takeover::release(transaction, site, conversation, *ticket).await?;
        }
        None => {}
    }
    if let Some(step) = &rows.step {
        store::ticket::take_step(transaction, site, step).await?;
    }
    for changed in &rows.changed {
        if !store::ticket::change(transaction, site, changed).await? {
            return Err(Error::Stale);
        }
    }
    if let Some((ticket, verdict)) = rows.rating {
        store::takeover::rate(transaction, site, (ticket, verdict, entry.at())).await?;
    }
    if let Some((message_id, ticket)) = &rows.mail {
        let mail = (message_id.as_str(), *ticket, entry.at());
        store::mail_received::insert(transaction, site, mail).await?;
    }
    for message in &rows.announced {
        store::outbox::insert(transaction, message).await?;
    }
    for told in &rows.audit {
        store::audit::insert(transaction, told).await?;
    }
    Ok(())
}

/// A place in the chain that was free a moment ago.
fn raced(error: Error) -> Error {
    if matches!(error, Error::Conflict) { Error::Raced } else { error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use vouch_shared::receipt::ReceiptEntry;

    fn opened(conversation: &str) -> Append {
        Append {
            site: "pk_a".into(),
            conversation: conversation.into(),
            entry: Entry::Opened {
                at: "2026-11-22T10:00:00.000Z".to_owned(),
                site: "pk_a".into(),
                locale: "en".to_owned(),
                cards: Vec::new(),
            },
            request: None,
            beside: Some(Beside::Conversation(store::conversation::NewConversation {
                token_hash: String::new(),
                locale: "en".to_owned(),
                opened_at: "2026-11-22T10:00:00.000Z".to_owned(),
            })),
        }
    }

    fn refusal(conversation: &str, request: &str) -> Append {
        Append {
            entry: Entry::Refusal {
                at: "2026-11-22T10:00:01.000Z".to_owned(),
                card: None,
                reason: request.to_owned(),
            },
            request: Some(RequestKey::new(request, &request)),
            beside: None,
            ..opened(conversation)
        }
    }

    #[tokio::test]
    async fn concurrent_appends_keep_every_chain_whole_and_a_bad_one_harms_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let url = Secret::new(format!("sqlite://{}/v.db", folder.path().display()));
        let store = Store::open(&url).await.unwrap();
        let (ledger, writer) = Ledger::new(store.clone());
        let work = async move {
            for conversation in ["a", "b"] {
                ledger.append(opened(conversation)).await.unwrap();
            }
            let appends = (0..40).flat_map(|n| {
                // Every number comes twice under the same request id: one of the two must lose.
                let id = format!("r{}", n / 2);
                [refusal("a", &id), refusal("b", &id), refusal("nobody", &id)]
            });
            let results =
                futures_util::future::join_all(appends.map(|append| ledger.append(append))).await;
            drop(ledger);
            results
        };
        let ((), results) = tokio::join!(writer, work);
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 40);
        for conversation in ["a", "b"] {
            let rows =
                store::ledger::entries_after(&store, &"pk_a".into(), &conversation.into(), 0)
                    .await
                    .unwrap();
            let entries: Vec<_> = rows
                .into_iter()
                .map(|row| ReceiptEntry {
                    sequence: row.sequence,
                    body: row.body,
                    previous: row.previous,
                    hash: row.hash,
                })
                .collect();
            assert_eq!(entries.len(), 21);
            assert_eq!(crate::ledger::verify_chain(&entries), Ok(()));
        }
    }
}
