//! The whole order turn as a shopper's browser makes it: a request to the running server, whose
//! reply is signed and durable before it leaves, beside the same bare queries in the same run.

use crate::bare::Bare;
use crate::shop::{Shop, email, number};
use crate::{ROUNDS, WARM_UP, median, some_order, timed};
use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write as _;
use vouch_tests::client::Conversation;
use vouch_tests::demo::{Database, Demo};
use vouch_tests::story::{turn, unhurried};

/// A running server with its own tables in one kind of database, and the times in microseconds.
pub(crate) struct Turns {
    ledger: Database,
    demo: Demo,
    http: reqwest::Client,
    conversation: Conversation,
    bare: Bare,
    orders: u64,
    times: Times,
}

#[derive(Default)]
struct Times {
    /// The order turn.
    order: Vec<f64>,
    /// A turn that reads no order: request, session, signature, ledger.
    plain: Vec<f64>,
    /// A request that does nothing.
    request: Vec<f64>,
    /// The three queries.
    bare: Vec<f64>,
    /// One small write that reaches the disk.
    sync: Vec<f64>,
}

impl Turns {
    pub(crate) async fn new(shop: &Shop, orders: u64, ledger: Database) -> Result<Self> {
        let setup = unhurried(ledger).durable();
        let demo = setup.store(format!("[site.orders]\n{}", shop.settings())).start()?;
        let conversation = demo.client()?.open().await?;
        let http = reqwest::Client::builder().no_proxy().build()?;
        let bare = Bare::connect(shop).await?;
        Ok(Self { ledger, demo, http, conversation, bare, orders, times: Times::default() })
    }

    pub(crate) async fn measure(&mut self) -> Result<()> {
        for round in 0..WARM_UP + ROUNDS {
            self.round(round).await.with_context(|| format!("round {round}"))?;
        }
        Ok(())
    }

    async fn round(&mut self, round: u64) -> Result<()> {
        let [order, other] = some_order(round, self.orders);
        let claim = json!({"order": {"number": number(order), "email": email(order)}});
        let (order_us, reply) = timed(self.say(claim)).await;
        let kind = kind(&reply?)?;
        ensure!(kind == "order", "a card of the kind {kind}");
        let (plain_us, reply) = timed(self.say(json!({"choose": "person"}))).await;
        reply?;
        let (request_us, reply) = timed(self.request()).await;
        reply?;
        let number = number(other);
        let (bare_us, done) = timed(self.bare.ask(&number)).await;
        done?;
        let file = self.demo.folder().path.join("synced");
        let (sync_us, done) = timed(async { sync(&file) }).await;
        done?;
        if round >= WARM_UP {
            self.times.order.push(order_us);
            self.times.plain.push(plain_us);
            self.times.request.push(request_us);
            self.times.bare.push(bare_us);
            self.times.sync.push(sync_us);
        }
        Ok(())
    }

    async fn say(&self, say: Value) -> Result<Value> {
        let url = format!("{}/v1/conversations/{}/turns", self.demo.url(), self.conversation.id);
        let request = self.http.post(url).bearer_auth(&self.conversation.token).json(&turn(say));
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    async fn request(&self) -> Result<()> {
        let request = self.http.get(format!("{}/healthz", self.demo.url()));
        request.send().await?.error_for_status()?.bytes().await?;
        Ok(())
    }

    /// A line of the table.
    pub(crate) fn line(&mut self) -> String {
        let Times { order, plain, request, bare, sync } = &mut self.times;
        let [order, plain, request, bare, sync] =
            [order, plain, request, bare, sync].map(|times| median(times));
        format!(
            "{:<10} {:>9} orders, ledger on {:?}: order turn over HTTP {order:>6.0} us, {:.2} times \
             bare ({bare:.0} us); turn without an order {plain:.0} us, empty request {request:.0} us, \
             one write to the disk {sync:.0} us\n",
            "",
            self.orders,
            self.ledger,
            order / bare,
        )
    }
}

/// What kind of card the reply's first is. Whether its signature holds is not for a benchmark.
fn kind(reply: &Value) -> Result<String> {
    let card = reply["cards"][0].as_str().context("no card")?;
    let payload = card.split('.').nth(1).context("no payload")?;
    let card: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload)?)?;
    Ok(card["kind"].as_str().context("no kind")?.to_owned())
}

fn sync(path: &std::path::Path) -> Result<()> {
    let mut file = File::options().create(true).append(true).open(path)?;
    file.write_all(&[0; 4096])?;
    Ok(file.sync_data()?)
}
