//! The staff's door: who may come to which address, and what every request has to bring.

use anyhow::{Result, ensure};
use reqwest::{Method, StatusCode};
use std::collections::BTreeSet;
use vouch_demo::SITE;
use vouch_server::auth::access::{Access, RULES, Rule};
use vouch_shared::staff::{Me, Role, SignIn};
use vouch_tests::demo::Setup;
use vouch_tests::desk::{Desk, PASSWORD};
use vouch_tests::on_both_databases;
use vouch_tests::story::problem;

on_both_databases!(
    every_role_finds_open_what_the_table_says_and_nothing_else,
    a_session_ends_when_it_is_ended,
    nobody_sees_another_shops_desk,
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
        let wrong = SignIn { email: email.into(), password: password.into() };
        problem(&desk.post("/v1/staff/session", &wrong).await?, 401, "wrong-password")?;
    }
    Ok(())
}

async fn nobody_sees_another_shops_desk(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    demo.run_vouch(&[
        "user",
        "add",
        "x@shop.example",
        "--name",
        "X",
        "--role",
        "owner",
        "--site",
        SITE,
    ])?;
    demo.add_staff("own@shop.example", Role::Agent, Some(SITE))?;
    let desk = Desk::sign_in(&demo.url(), "own@shop.example", PASSWORD).await?;
    assert_eq!(desk.me.sites.len(), 1);
    assert_eq!(desk.me.sites[0].site.as_str(), SITE);
    Ok(())
}
