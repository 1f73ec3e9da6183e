//! P1: every card verifies against the pinned key and against what the server publishes, and no
//! card verifies once any part of it was changed.

use anyhow::{Context, Result};
use reqwest::{Method, StatusCode};
use vouch_shared::card::{Card, Evidence};
use vouch_shared::conversation::{ConversationCreated, OrderClaim, Say};
use vouch_shared::handoff::HandoffReply;
use vouch_shop::sample_orders;
use vouch_tests::client::{Client, Conversation, new_id};
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;
use vouch_tests::story::contact_form;

on_both_databases!(every_card_verifies_and_a_changed_one_does_not, cards_name_what_they_rest_on);

/// A conversation with one card of each kind, as it came over the wire.
async fn one_of_each_kind(client: &Client) -> Result<(Conversation, Vec<String>)> {
    let opened = client
        .send(Method::POST, "/v1/sites/pk_demo/conversations", None, Some(&serde_json::json!({})))
        .await?;
    let ConversationCreated { id, token, mut cards } = opened.json(StatusCode::CREATED)?;
    let conversation = Conversation { id, token, cards: Vec::new() };
    let order = sample_orders()[0];
    let claim = |email: &str| OrderClaim {
        number: order.number.to_owned(),
        email: Some(email.to_owned()),
        postcode: None,
        code: None,
    };
    for say in [
        Say::Choose("returns/how-long".into()),
        Say::Choose("order".into()),
        Say::Order(claim("nobody@mail.example")),
        Say::Order(claim(order.email)),
        Say::Choose("person".into()),
    ] {
        cards.extend(client.reply(&conversation, &new_id("turn"), say).await?.cards);
    }
    let receipt = client.post(&conversation, "handoff", &contact_form("Hello")).await?;
    cards.extend(receipt.json::<HandoffReply>(StatusCode::CREATED)?.cards);
    Ok((conversation, cards))
}

async fn every_card_verifies_and_a_changed_one_does_not(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let (trusted, published) = (client.keys().await?, client.jwks().await?);
    let (_, cards) = one_of_each_kind(&client).await?;
    assert_eq!(cards.len(), 8);
    for jws in &cards {
        assert_eq!(trusted.card(jws)?, published.card(jws)?);
        for at in (0..jws.len()).step_by(5).chain([jws.len() - 1]) {
            let mut changed = jws.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed)?;
            assert!(trusted.card(&changed).is_err(), "byte {at} of {jws}");
        }
    }
    let (first, last) = (&cards[0], cards.last().context("there are cards")?);
    let (payload, signature) =
        (first.rsplit_once('.').unwrap().0, last.rsplit_once('.').unwrap().1);
    assert!(trusted.card(&format!("{payload}.{signature}")).is_err(), "another card's signature");
    assert!(trusted.card(&format!("{payload}.")).is_err(), "no signature");
    Ok(())
}

async fn cards_name_what_they_rest_on(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let (conversation, cards) = one_of_each_kind(&client).await?;
    let cards: Vec<Card> = client.verify(&cards).await?;
    let kind = |card: &Card| {
        let json = serde_json::to_value(card).unwrap();
        let evidence = json["evidence"]["type"].as_str().unwrap().to_owned();
        (json["kind"].as_str().unwrap().to_owned(), evidence)
    };
    let kinds: Vec<_> = cards.iter().map(kind).collect();
    let kinds: Vec<_> = kinds.iter().map(|(kind, evidence)| (&**kind, &**evidence)).collect();
    assert_eq!(
        kinds,
        [
            ("notice", "system"),
            ("greeting", "system"),
            ("policy", "policy"),
            ("order_form", "system"),
            ("order_form", "system"),
            ("order", "order"),
            ("handoff", "system"),
            ("handoff_receipt", "ticket"),
        ]
    );
    for card in &cards {
        assert_eq!((card.site.as_str(), &card.conversation), ("pk_demo", &conversation.id));
        let replies = !matches!(kind(card).0.as_str(), "notice" | "greeting" | "handoff_receipt");
        assert_eq!(card.turn.is_some(), replies, "{card:?}");
    }
    let Evidence::Policy(policy) = &cards[2].evidence else { panic!("{:?}", cards[2]) };
    assert_eq!((policy.document.as_str(), policy.section.as_str()), ("returns", "how-long"));
    assert_eq!((policy.version, policy.effective_from.as_deref()), (1, Some("2026-03-01")));
    let Evidence::Order { source, checks, .. } = &cards[5].evidence else {
        panic!("{:?}", cards[5])
    };
    assert!(source == "custom:sqlite" && !checks.is_empty(), "{source} {checks:?}");
    let (_, resumed) = client.resume(&conversation).await?;
    assert_eq!(resumed, cards, "the ledger keeps the very same cards");
    Ok(())
}
