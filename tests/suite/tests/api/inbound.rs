//! Answers by mail: what may go into a conversation, and what may not.

use anyhow::{Context, Result};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::time::Duration;
use vouch_shared::reply::{InboundTaken, ReplyCards};
use vouch_shared::staff::Role;
use vouch_tests::client::{Client, Reply};
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::desk::Desk;
use vouch_tests::identity::seconds_from_now;
use vouch_tests::on_both_databases;
use vouch_tests::smtp::Smtp;
use vouch_tests::story::{connect, contact_form, count, problem, tickets};
use vouch_tests::webhook::signature;

on_both_databases!(
    an_answer_goes_into_its_conversation_once,
    strangers_open_tickets_of_their_own,
    machines_and_forgers_are_refused,
);

const KEY: &str = "0123456789abcdef0123456789abcdef";
const PATH: &str = "/v1/inbound/pk_demo";
const SHOP: &str = "help@fellward.example";
const LIMIT: Duration = Duration::from_secs(15);

fn with_mail(setup: Setup, smtp: &Smtp) -> Setup {
    setup
        .variable("VOUCH_SMTP__URL", &smtp.url())
        .variable("VOUCH_SMTP__FROM", "Fellward <chat@fellward.example>")
        .variable("VOUCH_SITE__0__HANDOFF__MAIL_AFTER_SECONDS", "0")
        .variable("VOUCH_SITE__0__HANDOFF__REPLY_TO", "support@fellward.example")
        .variable("VOUCH_SITE__0__HANDOFF__INBOUND_KEY", KEY)
}

async fn hand_in(client: &Client, mail: &str, key: &str, late_s: i64) -> Result<Reply> {
    let timestamp = seconds_from_now(-late_s).to_string();
    let signature = signature(key, &timestamp, PATH, mail.as_bytes())?;
    let request = client.request(Method::POST, PATH).header("content-type", "message/rfc822");
    let request = request.header("vouch-timestamp", timestamp).header("vouch-signature", signature);
    Reply::of(request.body(mail.to_owned())).await
}

async fn taken(client: &Client, mail: &str) -> Result<InboundTaken> {
    hand_in(client, mail, KEY, 0).await?.json(StatusCode::OK)
}

fn mail(from: &str, to: &str, id: &str, more: &str) -> String {
    format!(
        "From: Ann Shopper <{from}>\r\nTo: {to}\r\nMessage-ID: <{id}@mail.example>\r\n{more}\
         Subject: Re: your ticket\r\n\r\nIt came, thank you.\r\n\r\n\
         On Sunday, Sam wrote:\r\n> Has it come?\r\n"
    )
}

/// A ticket that was answered by mail: its number, its address, and the mail's id.
async fn answered(demo: &Demo, smtp: &Smtp) -> Result<(Client, String, String, String)> {
    let client = demo.client()?;
    let conversation = client.open().await?;
    let ticket = client.hand_off(&conversation, &contact_form("The zip broke")).await?.0.ticket.0;
    let desk = demo.desk(Role::Agent).await?;
    let path = Desk::on_site(&format!("tickets/{ticket}/replies"));
    let body = json!({"reply_id": "r1", "text": "Has it come?"});
    desk.post(&path, &body).await?.json::<ReplyCards>(StatusCode::OK)?;
    let letter = smtp.wait_for("ann@mail.example", 1, LIMIT).await?;
    let address = letter.header("Reply-To").context("a Reply-To")?.to_owned();
    let id = letter.header("Message-ID").context("a Message-ID")?.to_owned();
    Ok((client, ticket, address, id))
}

async fn an_answer_goes_into_its_conversation_once(setup: Setup) -> Result<()> {
    let smtp = Smtp::start()?;
    let demo = with_mail(setup, &smtp).start()?;
    let (client, ticket, address, id) = answered(&demo, &smtp).await?;
    let by_address = mail("Ann@Mail.example", &address, "a1", "");
    let expected = InboundTaken::Answer(ticket.as_str().into());
    assert_eq!(taken(&client, &by_address).await?, expected);
    assert_eq!(taken(&client, &by_address).await?, expected, "the same again");
    let reply_to = format!("In-Reply-To: {id}\r\n");
    let by_id = mail("ann@mail.example", "support@fellward.example", "a2", &reply_to);
    assert_eq!(taken(&client, &by_id).await?, expected);
    let mut connection = connect(&demo).await?;
    let entries = "SELECT COUNT(*) FROM ledger_entry WHERE kind = 'shopper_mail' \
                   AND body LIKE '%It came, thank you.%' AND body LIKE '%Has it come?%'";
    assert_eq!(count(&mut connection, entries).await?, 2);
    // The shop hears of the ticket and of both answers, without what they quote.
    let letter = smtp.wait_for(SHOP, 3, LIMIT).await?;
    assert!(letter.raw.contains("It came, thank you.") && !letter.raw.contains("Has it come?"));
    assert_eq!(tickets(&demo, "pk_demo")?.len(), 1);
    Ok(())
}

async fn strangers_open_tickets_of_their_own(setup: Setup) -> Result<()> {
    let smtp = Smtp::start()?;
    let demo = with_mail(setup, &smtp).start()?;
    let (client, ticket, address, id) = answered(&demo, &smtp).await?;
    let forged = address.replace(&ticket, "V-1");
    let reply_to = format!("In-Reply-To: {id}\r\n");
    let root = format!("In-Reply-To: <{ticket}.pk_demo@fellward.example>\r\n");
    let cases = [
        mail("eve@evil.example", &address, "e1", &reply_to),
        mail("ann@mail.example", &forged, "e2", ""),
        // The thread's first id can be guessed, so it proves nothing.
        mail("ann@mail.example", "support@fellward.example", "e3", &root),
        mail("new@mail.example", "support@fellward.example", "e4", ""),
    ];
    for (at, case) in cases.iter().enumerate() {
        let first = taken(&client, case).await?;
        let InboundTaken::Opened(number) = &first else { anyhow::bail!("{case}: {first:?}") };
        assert_ne!(number.as_str(), ticket);
        assert_eq!(taken(&client, case).await?, first, "the same again");
        assert_eq!(tickets(&demo, "pk_demo")?.len(), at + 2);
    }
    let mut connection = connect(&demo).await?;
    let entries = "SELECT COUNT(*) FROM ledger_entry WHERE kind = 'shopper_mail'";
    assert_eq!(count(&mut connection, entries).await?, 0, "none in anybody's conversation");
    Ok(())
}

async fn machines_and_forgers_are_refused(setup: Setup) -> Result<()> {
    let smtp = Smtp::start()?;
    let demo = with_mail(setup, &smtp).start()?;
    let client = demo.client()?;
    let plain = mail("ann@mail.example", "support@fellward.example", "m1", "");
    let other = "another key of thirty-two bytes..";
    problem(&hand_in(&client, &plain, other, 0).await?, 403, "forbidden")?;
    problem(&hand_in(&client, &plain, KEY, 301).await?, 403, "forbidden")?;
    problem(&hand_in(&client, "no mail at all", KEY, 0).await?, 422, "invalid")?;
    for header in ["Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <a.b>"] {
        let note =
            mail("ann@mail.example", "support@fellward.example", "m2", &format!("{header}\r\n"));
        let taken = taken(&client, &note).await?;
        assert!(matches!(taken, InboundTaken::Refused(_)), "{header}: {taken:?}");
    }
    assert!(tickets(&demo, "pk_demo")?.is_empty());
    Ok(())
}
