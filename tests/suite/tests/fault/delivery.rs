//! P7 to the outside: 1,000 tickets while the server is killed fifty times, and mail server and
//! webhook fail half of the time. Each arrives, none is unknown, and repetitions can be told.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use vouch_shared::handoff::HandoffRequest;
use vouch_tests::client::Client;
use vouch_tests::demo::{Database, Demo};
use vouch_tests::receiver::Receiver;
use vouch_tests::smtp::Smtp;
use vouch_tests::story::{connect, contact_form, count};

const TICKETS: usize = 1_000;
const KILLS: usize = 50;
const SHOPPERS: usize = 8;
/// A message that a killed server held is another's after a minute.
const SETTLE_LIMIT: Duration = Duration::from_mins(5);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tickets_survive_fifty_kills_on_the_way_out() -> Result<()> {
    let (receiver, smtp) = (Receiver::start().await?, Smtp::failing(0.5)?);
    receiver.fail(503, 2);
    let mut demo = start(&receiver, &smtp)?;
    let client = demo.client()?;
    let done = Arc::new(AtomicUsize::new(0));
    let mut shoppers = JoinSet::new();
    for shopper in 0..SHOPPERS {
        shoppers.spawn(shop(client.clone(), shopper, Arc::clone(&done)));
    }
    let mut kills = 0;
    while done.load(Ordering::Relaxed) < TICKETS {
        // The next kill comes a random few tickets later, wherever the server then is.
        let next = (kills + 1) * TICKETS / (KILLS + 1) + random(kills) % 8;
        while done.load(Ordering::Relaxed) < next.min(TICKETS) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        if kills < KILLS {
            tokio::time::sleep(Duration::from_millis(u64::try_from(random(kills) % 100)?)).await;
            demo.kill_server();
            demo.start_server()?;
            kills += 1;
        }
    }
    let mut accepted = BTreeSet::new();
    while let Some(shopper) = shoppers.join_next().await {
        accepted.extend(shopper??);
    }
    assert_eq!((accepted.len(), kills), (TICKETS, KILLS));
    let waited = settle(&demo).await?;

    let hooks = by_ticket(receiver.received().iter().map(|received| {
        let body = received.json()?;
        let ticket = body["ticket"].as_str().context("a ticket")?.to_owned();
        Ok((ticket, received.header("idempotency-key").to_owned()))
    }))?;
    let mails = by_ticket(smtp.letters()?.iter().map(|letter| {
        let subject = letter.header("Subject").context("a subject")?;
        let ticket = subject.split([' ', ']']).find(|word| word.starts_with("V-"));
        let id = letter.header("Message-ID").context("a Message-ID")?;
        Ok((ticket.context("a ticket")?.to_owned(), id.to_owned()))
    }))?;
    for (target, arrived) in [("webhook", &hooks), ("mail", &mails)] {
        let known: BTreeSet<String> = arrived.keys().cloned().collect();
        assert_eq!(known, accepted, "{target}: all of them, and nothing else");
        let total: usize = arrived.values().map(Vec::len).sum();
        for (ticket, keys) in arrived {
            let same = keys.iter().collect::<BTreeSet<_>>().len();
            assert_eq!(same, 1, "{target} {ticket} under several keys: {keys:?}");
        }
        println!(
            "{target}: {TICKETS} tickets accepted, {} arrived, {total} deliveries, {} of them \
             repetitions under the same key, {KILLS} kills, settled {waited:?} after the last ticket",
            known.len(),
            total - known.len(),
        );
    }
    Ok(())
}

fn start(receiver: &Receiver, smtp: &Smtp) -> Result<Demo> {
    let limits = ["TURNS_PER_MINUTE_PER_ADDRESS", "CONVERSATIONS_PER_MINUTE_PER_ADDRESS"];
    let setup = limits.iter().fold(Demo::setup().database(Database::Sqlite), |setup, limit| {
        setup.variable(&format!("VOUCH_LIMITS__{limit}"), "1000000")
    });
    setup
        .variable("VOUCH_SMTP__URL", &smtp.url())
        .variable("VOUCH_SMTP__FROM", "Fellward <chat@fellward.example>")
        .variable("VOUCH_SITE__0__HANDOFF__WEBHOOK", &receiver.url("/"))
        .variable("VOUCH_SITE__0__HANDOFF__WEBHOOK_KEY", "0123456789abcdef0123456789abcdef")
        .variable("VOUCH_SITE__0__HANDOFF__WEBHOOK_PRIVATE", "a test")
        .variable("VOUCH_DELIVERY__FIRST_RETRY_MS", "100")
        .variable("VOUCH_DELIVERY__LONGEST_RETRY_MS", "1000")
        .start()
}

/// One shopper hands off again and again, each form until it is accepted. The tickets' numbers.
async fn shop(client: Client, shopper: usize, done: Arc<AtomicUsize>) -> Result<BTreeSet<String>> {
    let mut tickets = BTreeSet::new();
    for number in 0..TICKETS / SHOPPERS {
        let form = contact_form(&format!("Message {number} of shopper {shopper}"));
        tickets.insert(until_accepted(&client, &form).await?);
        done.fetch_add(1, Ordering::Relaxed);
    }
    Ok(tickets)
}

/// As a device does that keeps its form: the same one, until there is a ticket.
async fn until_accepted(client: &Client, form: &HandoffRequest) -> Result<String> {
    let deadline = Instant::now() + Duration::from_mins(3);
    loop {
        let sent = async {
            let conversation = client.open().await?;
            client.hand_off(&conversation, form).await
        };
        match sent.await {
            Ok(reply) => return Ok(reply.0.ticket.0),
            Err(error) if Instant::now() > deadline => return Err(error),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

/// Waits until nothing waits any more.
async fn settle(demo: &Demo) -> Result<Duration> {
    let begun = Instant::now();
    let mut connection = connect(demo).await?;
    let waiting = "SELECT COUNT(*) FROM outbox WHERE state <> 'sent'";
    while count(&mut connection, waiting).await? > 0 {
        anyhow::ensure!(
            begun.elapsed() < SETTLE_LIMIT,
            "{} wait",
            count(&mut connection, waiting).await?
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(begun.elapsed())
}

fn by_ticket(
    pairs: impl Iterator<Item = Result<(String, String)>>,
) -> Result<BTreeMap<String, Vec<String>>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in pairs {
        let (ticket, key) = pair?;
        found.entry(ticket).or_default().push(key);
    }
    Ok(found)
}

/// The same sequence in every run, so that a failure can be had again.
fn random(step: usize) -> usize {
    let mixed = (step as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(mixed >> 40).unwrap_or_default()
}
