//! Setting a site up from the console.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode, header};
use serde_json::json;
use std::time::{Duration, Instant};
use vouch_demo::SITE;
use vouch_shared::setup::{NewSite, OrdersFindings, SiteSetup};
use vouch_shared::site::SiteConfig;
use vouch_shared::staff::Role;
use vouch_tests::client::{Client, Reply};
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::desk::Desk;
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, count, problem};

on_both_databases!(
    a_site_is_added_and_talks_at_once,
    settings_change_for_the_next_shopper_and_survive_a_restart,
    a_change_that_does_not_fit_changes_nothing,
    the_tag_is_seen_where_it_stands,
    orders_are_connected_only_when_nothing_is_wrong,
);

const LOGO: &str = "data:image/svg+xml;base64,PHN2Zy8+";

async fn set(desk: &Desk, setup: &SiteSetup, status: u16) -> Result<SiteSetup> {
    let reply = desk.send(Method::PUT, &Desk::on_site("setup"), Some(&setup.settings)).await?;
    reply.json(StatusCode::from_u16(status)?)
}

async fn shown(desk: &Desk) -> Result<SiteSetup> {
    desk.get(&Desk::on_site("setup")).await
}

/// The thumbprint that a tag pins.
fn pinned(tag: &str) -> Result<&str> {
    let (_, rest) = tag.split_once("data-key=\"").context("no key in the tag")?;
    rest.split('"').next().context("no end of the key")
}

async fn a_site_is_added_and_talks_at_once(setup: Setup) -> Result<()> {
    let mut demo = setup.start()?;
    let desk = demo.desk(Role::Owner).await?;
    let new = NewSite {
        site: "pk_second".into(),
        name: "Second Shop".into(),
        origin: "https://second.example".into(),
    };
    let reply = desk.post("/v1/staff/sites", &new).await?;
    let added: SiteSetup = reply.json(StatusCode::CREATED)?;
    let key = pinned(&added.tag)?.to_owned();
    let talks = async |demo: &Demo| -> Result<()> {
        let client = Client::new(&demo.url(), "pk_second", &key)?;
        let conversation = client.open().await?;
        ensure!(!conversation.cards.is_empty());
        Ok(())
    };
    talks(&demo).await?;
    problem(&desk.post("/v1/staff/sites", &new).await?, 409, "site-taken")?;
    let bad = NewSite { origin: "second.example".into(), site: "pk_third".into(), ..new };
    let refused = problem(&desk.post("/v1/staff/sites", &bad).await?, 422, "invalid")?;
    assert_eq!(refused.field.as_deref(), Some("origins"));
    demo.stop_server()?;
    demo.start_server()?;
    talks(&demo).await
}

/// The picture, as it was given, in a cage of its own: it may hold scripts.
async fn shows_the_logo(demo: &Demo, config: &SiteConfig) -> Result<()> {
    let url = config.logo.as_deref().context("no logo")?;
    let path = url.strip_prefix(&demo.url()).context("elsewhere")?;
    let reply = Reply::of(demo.client()?.request(Method::GET, path)).await?;
    assert_eq!(reply.text(), "<svg/>");
    assert_eq!(reply.headers[header::CONTENT_TYPE], "image/svg+xml");
    let policy = reply.headers[header::CONTENT_SECURITY_POLICY].to_str()?;
    ensure!(policy.contains("default-src 'none'") && policy.ends_with("sandbox"), "{policy}");
    Ok(())
}

async fn settings_change_for_the_next_shopper_and_survive_a_restart(setup: Setup) -> Result<()> {
    let mut demo = setup.start()?;
    let desk = demo.desk(Role::Admin).await?;
    let before = shown(&desk).await?;
    let mut change = before.clone();
    let answer = before.answers.last().context("no answers")?.choose.clone();
    change.settings.name = "Renamed".into();
    change.settings.accent = "#aa3355".into();
    change.settings.logo = LOGO.into();
    change.settings.position = "left".into();
    change.settings.quick_replies = vec![answer.clone()];
    let after = set(&desk, &change, 200).await?;
    assert!(after.policy.contains("img-src"), "{}", after.policy);
    assert!(after.tag.contains("data-accent=\"#aa3355\" data-position=\"left\""), "{}", after.tag);
    for restarted in [false, true] {
        if restarted {
            demo.stop_server()?;
            demo.start_server()?;
        }
        let config: SiteConfig = demo.client()?.config().await?;
        assert_eq!((config.name.as_str(), config.accent.as_deref()), ("Renamed", Some("#aa3355")));
        shows_the_logo(&demo, &config).await?;
        let offered: Vec<_> = config.quick_replies.iter().map(|offer| &offer.choose).collect();
        assert_eq!(offered, [&answer]);
    }
    let reply = desk.send(Method::PUT, &Desk::on_site("setup"), Some(&change.settings)).await?;
    problem(&reply, 409, "stale-settings")?;
    let mut connection = connect(&demo).await?;
    let sql = "SELECT COUNT(*) FROM audit_entry WHERE action = 'site.change'";
    assert_eq!(count(&mut connection, sql).await?, 1);
    Ok(())
}

async fn a_change_that_does_not_fit_changes_nothing(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let desk = demo.desk(Role::Owner).await?;
    let before = shown(&desk).await?;
    let changed = |change: &dyn Fn(&mut SiteSetup)| {
        let mut setup = before.clone();
        change(&mut setup);
        setup
    };
    for (bad, field) in [
        (changed(&|s| s.settings.accent = "red".into()), "accent"),
        (changed(&|s| s.settings.accent = "\"><script>".into()), "accent"),
        (changed(&|s| s.settings.logo = "https://shop.example/logo.png".into()), "logo"),
        (changed(&|s| s.settings.logo = "data:text/html;base64,PHA+".into()), "logo"),
        (changed(&|s| s.settings.origins = vec!["*".into()]), "origins"),
        (changed(&|s| s.settings.theme = "pink".into()), "theme"),
        (changed(&|s| s.settings.name = "  ".into()), "name"),
        (changed(&|s| s.settings.quick_replies = vec!["made/up".into()]), "quick_replies"),
        (changed(&|s| s.settings.greeting = Some("made/up".into())), "quick_replies"),
    ] {
        let reply = desk.send(Method::PUT, &Desk::on_site("setup"), Some(&bad.settings)).await?;
        assert_eq!(problem(&reply, 422, "invalid")?.field.as_deref(), Some(field));
    }
    assert_eq!(shown(&desk).await?.settings, before.settings);
    Ok(())
}

async fn the_tag_is_seen_where_it_stands(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let desk = demo.desk(Role::Owner).await?;
    let path = format!("/v1/sites/{SITE}/config");
    for origin in ["https://staging.example", "javascript:alert(1)"] {
        let client = demo.client()?;
        let request = client.request(Method::GET, &path).header(header::ORIGIN, origin);
        ensure!(request.send().await?.status().is_success());
    }
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        let seen = shown(&desk).await?.seen;
        if let [page] = &seen[..] {
            assert_eq!((page.origin.as_str(), page.allowed), ("https://staging.example", false));
            return Ok(());
        }
        ensure!(Instant::now() < deadline, "seen: {seen:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn orders_are_connected_only_when_nothing_is_wrong(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let desk = demo.desk(Role::Owner).await?;
    let before = shown(&desk).await?;
    let secret = "postgres://reader:hunter2@127.0.0.1:1/shop";
    let connection = json!({"preset": "medusa", "url": secret});
    for (method, path) in [(Method::POST, "orders/check"), (Method::PUT, "orders")] {
        let reply = desk.send(method, &Desk::on_site(path), Some(&connection)).await?;
        assert!(!reply.text().contains("hunter2"), "{}", reply.text());
        let found: OrdersFindings = reply.json(StatusCode::OK)?;
        assert!(!found.good && found.findings.iter().any(|one| one.subject == "connection"));
    }
    assert_eq!(shown(&desk).await?.orders, before.orders);
    let unknown = json!({"preset": "nosuch", "url": "sqlite::memory:"});
    let reply = desk.send(Method::POST, &Desk::on_site("orders/check"), Some(&unknown)).await?;
    problem(&reply, 422, "invalid")?;
    Ok(())
}
