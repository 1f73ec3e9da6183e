//! The staff's door: who may come to which address, and what every request has to bring.

use anyhow::{Result, ensure};
use reqwest::{Method, StatusCode};
use std::collections::BTreeSet;
use vouch_demo::SITE;
use vouch_server::auth::access::{Access, RULES, Rule};
use vouch_shared::staff::{Me, Permission, Role, SignIn};
use vouch_tests::client::Reply;
use vouch_tests::demo::Setup;
use vouch_tests::desk::{Desk, PASSWORD};
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, execute, problem};

on_both_databases!(
    every_role_finds_open_what_the_table_says_and_nothing_else,
    a_session_ends_when_it_is_ended,
    a_session_ends_when_its_time_is_over,
    nobody_sees_another_shops_desk,
    pages_of_other_sites_sign_nobody_in,
);

/// Every address with every role, and without any.
async fn every_role_finds_open_what_the_table_says_and_nothing_else(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let mut checked = 0;
    for role in Role::ALL {
        let desk = demo.desk(role).await?;
        // Ending the session comes last: the others need it.
        let (last, rest): (Vec<_>, Vec<_>) = RULES.iter().partition(|rule| ends_session(rule));
        for rule in rest.into_iter().chain(last) {
            check(&desk, role, rule).await?;
            checked += 1;
        }
    }
    eprintln!("{checked} pairs of an address and a role are as the table says");
    Ok(())
}

fn ends_session(rule: &Rule) -> bool {
    rule.method == "DELETE" && rule.path == "/v1/staff/session"
}

async fn check(desk: &Desk, role: Role, address: &Rule) -> Result<()> {
    let what = format!("{} {} as {}", address.method, address.path, role.as_str());
    let (method, path) = (Method::from_bytes(address.method.as_bytes())?, concrete(address.path));
    let nobody = desk.signed_out().send(method.clone(), &path, None::<&()>).await?;
    let somebody = desk.send(method, &path, None::<&()>).await?;
    let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
    let may = match address.access {
        Access::Anybody => {
            ensure!(!refused.contains(&nobody.status), "{what}, signed out: {}", nobody.status);
            true
        }
        Access::SignedIn => true,
        Access::OnSite(permission) | Access::Everywhere(permission) => role.may(permission),
    };
    if address.access != Access::Anybody {
        problem(&nobody, 401, "signed-out")?;
    }
    if may {
        ensure!(!refused.contains(&somebody.status), "{what}: {}", somebody.status);
        ensure!(somebody.status.as_u16() < 500, "{what}: {} {}", somebody.status, somebody.text());
    } else {
        problem(&somebody, 403, "forbidden")?;
    }
    Ok(())
}

/// A path with something in its places: the demo's site, and things that are not there.
fn concrete(path: &str) -> String {
    let part = |part: &str| match part {
        "{site}" => SITE.to_owned(),
        named if named.starts_with('{') => "999999".to_owned(),
        plain => plain.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[test]
fn the_table_lists_every_address_that_the_router_has() {
    let api = serde_json::to_value(vouch_server::router::openapi()).unwrap();
    let paths = api["paths"].as_object().unwrap();
    let staff = paths.iter().filter(|(path, _)| path.starts_with("/v1/staff"));
    let routed: BTreeSet<(String, String)> = staff
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys().map(|method| method.to_uppercase());
            methods.map(|method| (method, path.clone()))
        })
        .collect();
    let listed: BTreeSet<_> =
        RULES.iter().map(|rule| (rule.method.to_owned(), rule.path.to_owned())).collect();
    assert_eq!(routed, listed);
    assert_eq!(listed.len(), RULES.len(), "an address is listed twice");
}

async fn a_session_ends_when_it_is_ended(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let desk = demo.desk(Role::Agent).await?;
    let me: Me = desk.get("/v1/staff/me").await?;
    assert_eq!((me.email.as_str(), me.sites[0].role), ("agent@shop.example", Role::Agent));
    let mut forged = desk.clone();
    forged.me.csrf = "0".repeat(64);
    let reply = forged.send(Method::DELETE, "/v1/staff/session", None::<&()>).await?;
    problem(&reply, 403, "forbidden")?;
    let reply = desk.send(Method::DELETE, "/v1/staff/session", None::<&()>).await?;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    let reply = desk.send(Method::GET, "/v1/staff/me", None::<&()>).await?;
    problem(&reply, 401, "signed-out")?;
    for (email, password) in
        [("agent@shop.example", "another password"), ("nobody@x.example", PASSWORD)]
    {
        let wrong = SignIn { email: email.into(), password: password.into(), code: None };
        problem(&desk.post("/v1/staff/session", &wrong).await?, 401, "wrong-password")?;
    }
    Ok(())
}

async fn a_session_ends_when_its_time_is_over(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let desk = demo.desk(Role::Agent).await?;
    desk.get::<Me>("/v1/staff/me").await?;
    let mut database = connect(&demo).await?;
    let over = "UPDATE staff_session SET expires_at = '2026-01-01T00:00:00.000Z'";
    execute(&mut database, over).await?;
    let reply = desk.send(Method::GET, "/v1/staff/me", None::<&()>).await?;
    problem(&reply, 401, "signed-out")?;
    Ok(())
}

async fn nobody_sees_another_shops_desk(setup: Setup) -> Result<()> {
    let other = "pk_other";
    let demo = setup
        .variable("VOUCH_SITE__1__KEY", other)
        .variable("VOUCH_SITE__1__NAME", "Another shop")
        .before_start(&["key", "create", "--site", other])
        .start()?;
    demo.add_staff("own@shop.example", Role::Agent, Some(SITE))?;
    demo.add_staff("other@shop.example", Role::Owner, Some(other))?;
    let sites = async |email: &str| -> Result<Vec<String>> {
        let desk = Desk::sign_in(&demo.url(), email, PASSWORD).await?;
        Ok(desk.me.sites.into_iter().map(|access| access.site.0).collect())
    };
    assert_eq!(sites("own@shop.example").await?, [SITE]);
    assert_eq!(sites("other@shop.example").await?, [other]);
    let owner = demo.desk(Role::Owner).await?;
    assert_eq!(owner.me.sites.len(), 2, "a role on every site is one on each");
    Ok(())
}

/// Other sites' pages may not even try a password.
async fn pages_of_other_sites_sign_nobody_in(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    demo.add_staff("own@shop.example", Role::Agent, None)?;
    let body = SignIn { email: "own@shop.example".into(), password: PASSWORD.into(), code: None };
    let client = demo.client()?;
    let from = async |name: &str, value: &str| {
        let request = client.request(Method::POST, "/v1/staff/session");
        Reply::of(request.header(name, value).json(&body)).await
    };
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        problem(&from(name, value).await?, 403, "forbidden")?;
    }
    for (name, value) in [("origin", demo.url().as_str()), ("sec-fetch-site", "same-origin")] {
        assert_eq!(from(name, value).await?.status, StatusCode::OK, "{name}: {value}");
    }
    Ok(())
}

/// `docs/operations.md` prints the table that the code is.
#[test]
fn the_written_table_of_roles_is_the_one_in_force() {
    let docs = include_str!("../../../../docs/operations.md");
    for permission in Permission::ALL {
        let name = serde_json::to_value(permission).unwrap();
        let name = name.as_str().unwrap().replace('_', " ");
        let cells = Role::ALL.map(|role| if role.may(permission) { " yes |" } else { " |" });
        let row = format!("| {name} |{}", cells.concat());
        assert!(docs.lines().any(|line| line == row), "docs/operations.md lacks: {row}");
    }
}
