//! A member's own account: set-up links, back-off, the second step, sessions.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use vouch_shared::account::{Account, RecoveryCodes, Session, TotpSecret, Welcomed};
use vouch_shared::staff::{Me, Role};
use vouch_tests::client::Reply;
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::desk::{Desk, PASSWORD};
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, count, problem};
use vouch_tests::totp::code_now;

on_both_databases!(
    a_link_lets_its_owner_choose_a_password_once,
    who_guesses_has_to_wait_and_learns_nothing,
    the_second_step_is_asked_of_whoever_switched_it_on,
    sessions_are_listed_and_ended,
);

const NEW: &str = "another password for tests";

async fn post(demo: &Demo, path: &str, body: Value) -> Result<Reply> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    Reply::of(http.post(format!("{}{path}", demo.url())).json(&body)).await
}

async fn sign_in(demo: &Demo, email: &str, password: &str, code: Option<&str>) -> Result<Reply> {
    let body = json!({"email": email, "password": password, "code": code});
    post(demo, "/v1/staff/session", body).await
}

/// The token of the link that a command prints.
fn link(demo: &Demo, arguments: &[&str]) -> Result<String> {
    let printed = demo.run_vouch(&[&["--json", "user"], arguments].concat())?;
    let printed: Value = serde_json::from_str(&printed)?;
    let url = printed["link"].as_str().context("no link")?;
    let (page, token) = url.split_once('#').context("no token")?;
    ensure!(page == format!("{}/console/welcome", demo.url()), "{page}");
    Ok(token.to_owned())
}

async fn a_link_lets_its_owner_choose_a_password_once(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let arguments = ["add", "Ann@shop.example", "--name", "Ann", "--role", "agent"];
    let first = link(&demo, &arguments)?;
    let token = link(&demo, &["link", "ann@shop.example"])?;
    let stored = count(&mut connect(&demo).await?, "SELECT COUNT(*) FROM staff_link").await?;
    ensure!(stored >= 1, "no link is stored");
    let plain = format!("SELECT COUNT(*) FROM staff_link WHERE token_hash = '{token}'");
    assert_eq!(count(&mut connect(&demo).await?, &plain).await?, 0, "a token lies bare");

    let replaced = post(&demo, "/v1/staff/welcome", json!({"token": first})).await?;
    problem(&replaced, 404, "not-found")?;
    let owner: Value =
        post(&demo, "/v1/staff/welcome", json!({"token": token})).await?.json(StatusCode::OK)?;
    assert_eq!(owner, json!({"email": "ann@shop.example", "name": "Ann"}));
    let path = "/v1/staff/welcome/password";
    let short = post(&demo, path, json!({"token": token, "password": "short"})).await?;
    assert_eq!(problem(&short, 422, "invalid")?.field.as_deref(), Some("password"));
    let body = json!({"token": token, "password": PASSWORD});
    let welcomed: Welcomed = post(&demo, path, body.clone()).await?.json(StatusCode::OK)?;
    assert_eq!(welcomed.me.context("not signed in")?.email, "ann@shop.example");
    problem(&post(&demo, path, body).await?, 404, "not-found")?;

    // A link is the way to another password too, and ends what the old one opened.
    let desk = Desk::sign_in(&demo.url(), "ann@shop.example", PASSWORD).await?;
    let token = link(&demo, &["link", "ann@shop.example"])?;
    post(&demo, path, json!({"token": token, "password": NEW}))
        .await?
        .json::<Welcomed>(StatusCode::OK)?;
    problem(&desk.send(Method::GET, "/v1/staff/me", None::<&()>).await?, 401, "signed-out")?;
    problem(&sign_in(&demo, "ann@shop.example", PASSWORD, None).await?, 401, "wrong-password")?;
    Desk::sign_in(&demo.url(), "ann@shop.example", NEW).await?;

    // One that is too old.
    let token = link(&demo, &["link", "ann@shop.example"])?;
    let age = "UPDATE staff_link SET expires_at = '2026-01-01T00:00:00.000Z'";
    vouch_tests::story::execute(&mut connect(&demo).await?, age).await?;
    problem(&post(&demo, "/v1/staff/welcome", json!({"token": token})).await?, 404, "not-found")?;
    let late = post(&demo, path, json!({"token": token, "password": PASSWORD})).await?;
    problem(&late, 404, "not-found")?;
    Ok(())
}

async fn who_guesses_has_to_wait_and_learns_nothing(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    demo.add_staff("ann@shop.example", Role::Agent, None)?;
    let mut told = Vec::new();
    for email in ["ann@shop.example", "nobody@shop.example"] {
        let mut outcomes = Vec::new();
        loop {
            ensure!(outcomes.len() < 12, "{email} may guess for ever: {outcomes:?}");
            let reply = sign_in(&demo, email, "a wrong password", None).await?;
            let mut problem = reply.problem()?;
            problem.request_id = None;
            if problem.status == 429 {
                let wait = reply.headers.get("retry-after").context("no Retry-After")?;
                assert_eq!(wait.to_str()?, problem.retry_after_s.context("no time")?.to_string());
                ensure!(problem.retry_after_s <= Some(6), "{problem:?}");
                break;
            }
            outcomes.push((problem.status, problem.kind, problem.detail));
        }
        ensure!(outcomes.len() >= 5, "a few mistakes are free: {outcomes:?}");
        told.push(outcomes[..5].to_vec());
    }
    assert_eq!(told[0], told[1], "the words tell whether there is an account");
    // The right password waits like any other, and then forgets what failed.
    problem(&sign_in(&demo, "ann@shop.example", PASSWORD, None).await?, 429, "too-many")?;
    tokio::time::sleep(Duration::from_millis(6_500)).await;
    sign_in(&demo, "ann@shop.example", PASSWORD, None).await?.json::<Me>(StatusCode::OK)?;
    for _ in 0..4 {
        let reply = sign_in(&demo, "ann@shop.example", "a wrong password", None).await?;
        problem(&reply, 401, "wrong-password")?;
    }
    Ok(())
}

async fn the_second_step_is_asked_of_whoever_switched_it_on(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let desk = demo.desk(Role::Agent).await?;
    let email = "agent@shop.example";
    let wrong = desk.post("/v1/staff/totp", &json!({"password": "not this one"})).await?;
    problem(&wrong, 401, "wrong-password")?;
    let shown = desk.post("/v1/staff/totp", &json!({"password": PASSWORD})).await?;
    let TotpSecret { secret, uri, svg } = shown.json(StatusCode::OK)?;
    ensure!(uri.contains(&secret) && svg.contains("<svg"), "{uri}");
    // Until a code was shown, it is asked of nobody.
    Desk::sign_in(&demo.url(), email, PASSWORD).await?;
    let confirm = async |code: String| {
        desk.send(Method::PUT, "/v1/staff/totp", Some(&json!({"code": code}))).await
    };
    problem(&confirm("12345".into()).await?, 422, "invalid")?;
    let code = code_now(&secret)?;
    let RecoveryCodes { codes } = confirm(code.clone()).await?.json(StatusCode::OK)?;
    assert_eq!(codes.len(), 10);
    problem(&confirm(code.clone()).await?, 409, "totp-on")?;
    let account: Account = desk.get("/v1/staff/account").await?;
    assert_eq!(account, Account { totp: true, recovery_codes: 10 });

    problem(&sign_in(&demo, email, PASSWORD, None).await?, 401, "code-needed")?;
    problem(&sign_in(&demo, email, "not this one", None).await?, 401, "wrong-password")?;
    // The code that switched it on was used by that.
    problem(&sign_in(&demo, email, PASSWORD, Some(&code)).await?, 401, "wrong-code")?;
    let recovery = codes[3].to_uppercase().replace('-', " ");
    sign_in(&demo, email, PASSWORD, Some(&recovery)).await?.json::<Me>(StatusCode::OK)?;
    problem(&sign_in(&demo, email, PASSWORD, Some(&recovery)).await?, 401, "wrong-code")?;
    let bare = format!("SELECT COUNT(*) FROM staff_recovery WHERE code_hash LIKE '%{}%'", codes[0]);
    assert_eq!(count(&mut connect(&demo).await?, &bare).await?, 0, "a recovery code lies bare");
    let seed = format!("SELECT COUNT(*) FROM staff_totp WHERE seed = '{secret}'");
    assert_eq!(count(&mut connect(&demo).await?, &seed).await?, 0, "the secret lies bare");

    // A link to another password is no way around it.
    let token = link(&demo, &["link", email])?;
    let body = json!({"token": token, "password": NEW});
    let welcomed = post(&demo, "/v1/staff/welcome/password", body).await?;
    ensure!(welcomed.headers.get("set-cookie").is_none(), "signed in without a code");
    assert_eq!(welcomed.json::<Welcomed>(StatusCode::OK)?.me, None);

    // An owner helps whoever lost everything; nobody less does.
    let path = Desk::on_site(&format!("staff/{email}/totp"));
    let owner = demo.desk(Role::Owner).await?;
    let admin = demo.desk(Role::Admin).await?;
    problem(&admin.send(Method::DELETE, &path, None::<&()>).await?, 403, "forbidden")?;
    let off = owner.send(Method::DELETE, &path, None::<&()>).await?;
    assert_eq!(off.status, StatusCode::NO_CONTENT);
    problem(&owner.send(Method::DELETE, &path, None::<&()>).await?, 404, "not-found")?;
    Desk::sign_in(&demo.url(), email, NEW).await?;
    let noted =
        "SELECT COUNT(*) FROM audit_entry WHERE action IN ('staff.totp_on', 'staff.totp_off')";
    assert_eq!(count(&mut connect(&demo).await?, noted).await?, 2);
    Ok(())
}

async fn sessions_are_listed_and_ended(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let here = demo.desk(Role::Agent).await?;
    let email = "agent@shop.example";
    let there = Desk::sign_in(&demo.url(), email, PASSWORD).await?;
    let third = Desk::sign_in(&demo.url(), email, PASSWORD).await?;
    let stranger = demo.desk(Role::Owner).await?;
    let sessions: Vec<Session> = here.get("/v1/staff/sessions").await?;
    assert_eq!((sessions.len(), sessions.iter().filter(|it| it.this).count()), (3, 1));
    let listed: Vec<Session> = there.get("/v1/staff/sessions").await?;
    let theirs = &listed.iter().find(|it| it.this).context("not listed")?.id;
    let path = format!("/v1/staff/sessions/{theirs}");
    problem(&stranger.send(Method::DELETE, &path, None::<&()>).await?, 404, "not-found")?;
    assert_eq!(here.send(Method::DELETE, &path, None::<&()>).await?.status, StatusCode::NO_CONTENT);
    problem(&there.send(Method::GET, "/v1/staff/me", None::<&()>).await?, 401, "signed-out")?;

    let change = json!({"password": "not this one", "new_password": NEW});
    let refused = here.send(Method::PUT, "/v1/staff/password", Some(&change)).await?;
    problem(&refused, 401, "wrong-password")?;
    let change = json!({"password": PASSWORD, "new_password": NEW});
    let changed = here.send(Method::PUT, "/v1/staff/password", Some(&change)).await?;
    assert_eq!(changed.status, StatusCode::NO_CONTENT);
    problem(&third.send(Method::GET, "/v1/staff/me", None::<&()>).await?, 401, "signed-out")?;
    here.get::<Me>("/v1/staff/me").await?;
    let other = Desk::sign_in(&demo.url(), email, NEW).await?;
    here.send(Method::DELETE, "/v1/staff/sessions", None::<&()>).await?;
    problem(&other.send(Method::GET, "/v1/staff/me", None::<&()>).await?, 401, "signed-out")?;
    assert_eq!(here.get::<Vec<Session>>("/v1/staff/sessions").await?.len(), 1);
    Ok(())
}
