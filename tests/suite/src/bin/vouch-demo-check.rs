//! Asks a running demo its sample questions and orders the way a stranger would, believes only
//! what is signed, and exits 0 only if every answer is the right one. `cargo xtask demo --check`
//! starts the demo and calls this.

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use serde::Deserialize;
use std::fs;
use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use vouch_shared::card::{Card, CardBody, Evidence};
use vouch_shop::{SampleOrder, sample_orders};
use vouch_tests::client::Client;

#[derive(Parser)]
struct Arguments {
    /// The server.
    #[arg(long)]
    url: String,
    #[arg(long)]
    site: String,
    /// The thumbprint of the site's root key.
    #[arg(long)]
    key: String,
    /// Questions with what is expected of them, one JSON object a line.
    #[arg(long)]
    questions: PathBuf,
}

#[derive(Deserialize)]
struct Sample {
    question: String,
    expect: Expectation,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Expectation {
    /// The approved answer of that id.
    Answer(String),
    /// The order flow.
    Order(bool),
    /// The contact form.
    Handoff,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let client = Client::new(&arguments.url, &arguments.site, &arguments.key)?;
    let (mut passed, mut failed) = (0, 0);
    let mut tell = |what: &str, start: Instant, outcome: Result<String>| {
        let time = start.elapsed().as_millis();
        let (word, found) = match outcome {
            Ok(found) => ("right", found),
            Err(error) => ("WRONG", format!("{error:#}")),
        };
        *(if word == "right" { &mut passed } else { &mut failed }) += 1;
        writeln!(stdout(), "{word} {time:>5} ms  {what}  ->  {found}")
    };

    let samples = fs::read_to_string(&arguments.questions).context("cannot read the questions")?;
    for line in samples.lines() {
        let sample: Sample = serde_json::from_str(line).with_context(|| line.to_owned())?;
        let start = Instant::now();
        tell(&sample.question, start, check_question(&client, &sample).await)?;
    }
    for order in sample_orders() {
        let start = Instant::now();
        tell(&format!("order {}", order.number), start, check_order(&client, &order).await)?;
    }
    writeln!(stdout(), "{passed} passed, {failed} failed")?;
    let all_right = passed > 0 && failed == 0;
    Ok(if all_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn check_question(client: &Client, sample: &Sample) -> Result<String> {
    let conversation = client.open().await?;
    let cards = client.ask(&conversation, &sample.question).await?;
    let card = only(&cards)?;
    match (&sample.expect, &card.body, &card.evidence) {
        (Expectation::Answer(wanted), CardBody::Policy { title, .. }, Evidence::Policy(policy)) => {
            let found = format!("{}/{}", policy.document, policy.section);
            ensure!(found == *wanted, "{found} instead of {wanted}");
            Ok(format!("{title:?}, version {}, {}", policy.version, policy.content_hash))
        }
        (Expectation::Order(true), CardBody::OrderForm { .. }, _) => Ok("order form".into()),
        (Expectation::Handoff, CardBody::Handoff { reason, .. }, _) => {
            Ok(format!("contact form, {}", reason.as_str()))
        }
        (_, body, _) => bail!("not what was expected: {body:?}"),
    }
}

async fn check_order(client: &Client, wanted: &SampleOrder) -> Result<String> {
    let conversation = client.open().await?;
    let cards = client.order(&conversation, wanted.number, wanted.email).await?;
    let CardBody::Order { order } = &only(&cards)?.body else {
        bail!("no order: {:?}", cards[0].body)
    };
    ensure!(order.number == wanted.number, "order {} instead", order.number);
    let state = order.state.as_str();
    ensure!(state == wanted.state, "{state} instead of {}", wanted.state);
    Ok(format!("{}, {} parcels", order.state_label, order.parcels.len()))
}

fn only(cards: &[Card]) -> Result<&Card> {
    ensure!(cards.len() == 1, "{} cards instead of one", cards.len());
    Ok(&cards[0])
}
