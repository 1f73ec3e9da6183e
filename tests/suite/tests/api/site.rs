//! P8 between tenants: two sites on one server share nothing but the process.

use anyhow::Result;
use reqwest::{Method, StatusCode};
use serde_json::json;
use vouch_shared::card::CardBody;
use vouch_shared::handoff::HandoffReason;
use vouch_tests::client::Client;
use vouch_tests::demo::Setup;
use vouch_tests::keys::thumbprint;
use vouch_tests::on_both_databases;
use vouch_tests::story::{contact_form, handed_off, problem, tickets, turn};

on_both_databases!(two_sites_share_nothing);

async fn two_sites_share_nothing(setup: Setup) -> Result<()> {
    let setup = setup
        .variable("VOUCH_SITE__1__KEY", "pk_other")
        .variable("VOUCH_SITE__1__NAME", "Another shop")
        .variable("VOUCH_SITE__1__QUICK_REPLIES", "[\"returns/how-long\", \"order\"]");
    let demo = setup.before_start(&["key", "create", "--site", "pk_other"]).start()?;
    let ours = demo.client()?;
    let config = Client::new(&demo.url(), "pk_other", "")?.config().await?;
    let theirs = Client::new(&demo.url(), "pk_other", &thumbprint(&config.keys.root))?;
    assert_eq!(config.name, "Another shop");
    assert!(config.quick_replies.is_empty(), "nothing of the other's is offered: {config:?}");

    let (here, there) = (ours.open().await?, theirs.open().await?);
    let cards = ours.choose(&here, "returns/how-long").await?;
    assert!(matches!(cards[0].body, CardBody::Policy { .. }));
    // The other site has published nothing and connected no orders.
    let choice = turn(json!({"choose": "returns/how-long"}));
    problem(&theirs.turn(&there, &choice).await?, 422, "invalid")?;
    let cards = theirs.ask(&there, "How long do I have to return something?").await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::NoKnowledge);
    let cards = theirs.order(&there, "FW-100007", "ingrid.dahl@mail.example").await?;
    assert_eq!(handed_off(&cards)?, HandoffReason::OrdersUnavailable);

    // One site's conversation cannot be reached with a token of the other's, either way.
    for (client, conversation, token) in
        [(&ours, &here, &there.token), (&theirs, &there, &here.token)]
    {
        let path = format!("/v1/conversations/{}", conversation.id);
        let reply = client.send(Method::GET, &path, Some(token), None::<&()>).await?;
        problem(&reply, 401, "unauthorized")?;
    }

    // The same ids on both sites are different requests; tickets stay where they were made.
    let form = contact_form("For the first shop");
    let other =
        vouch_shared::handoff::HandoffRequest { message: "For the other".into(), ..form.clone() };
    ours.hand_off(&here, &form).await?;
    theirs.hand_off(&there, &other).await?;
    for (site, message) in [("pk_demo", "For the first shop"), ("pk_other", "For the other")] {
        let listed = tickets(&demo, site)?;
        assert_eq!(listed.len(), 1, "{listed:?}");
        assert_eq!(listed[0]["details"]["message"], message);
    }
    let number = tickets(&demo, "pk_demo")?.len() + 1000;
    let shown =
        demo.run_vouch(&["ticket", "show", "--site", "pk_other", &format!("V-{number}")])?;
    assert!(!shown.contains("first shop"), "{shown}");

    // Cards of one site mean nothing under the other's keys.
    let say = vouch_shared::conversation::Say::Choose("person".into());
    let reply = ours.reply(&here, "t-1", say.clone()).await?;
    assert!(theirs.keys().await?.card(&reply.cards[0]).is_err());
    theirs.reply(&there, "t-1", say).await?;
    let reply = ours.send(Method::GET, "/v1/sites/pk_nobody/config", None, None::<&()>).await?;
    problem(&reply, 404, "not-found")?;
    let opened = ours
        .send(Method::POST, "/v1/sites/pk_nobody/conversations", None, Some(&json!({})))
        .await?;
    assert_eq!(opened.status, StatusCode::NOT_FOUND);
    Ok(())
}
