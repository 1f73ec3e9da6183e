//! The staff room: who may let whom in, change whom, and remove whom.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::json;
use vouch_demo::SITE;
use vouch_shared::account::SetUpLink;
use vouch_shared::staff::{Me, Role};
use vouch_shared::team::{Invited, Team, TeamDeed};
use vouch_tests::demo::Setup;
use vouch_tests::desk::{Desk, PASSWORD};
use vouch_tests::mailbox::Mailbox;
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, count, problem};

on_both_databases!(
    an_invitation_is_shown_once_and_mailed,
    nobody_reaches_beyond_their_own_role,
    whoever_is_removed_is_out_at_once,
    two_owners_cannot_remove_each_other,
);

fn of(email: &str, rest: &str) -> String {
    Desk::on_site(&format!("staff/{email}{rest}"))
}

async fn an_invitation_is_shown_once_and_mailed(setup: Setup) -> Result<()> {
    let mailbox = Mailbox::start()?;
    let setup = setup.variable("VOUCH_SMTP__URL", &mailbox.url());
    let demo = setup.variable("VOUCH_SMTP__FROM", "Shop <help@shop.example>").start()?;
    let owner = demo.desk(Role::Owner).await?;
    let staff = Desk::on_site("staff");
    let ann = json!({"email": "Ann@shop.example", "name": "Ann", "role": "agent"});
    let Invited { email, link } = owner.post(&staff, &ann).await?.json(StatusCode::OK)?;
    let SetUpLink { url, mailed, .. } = link.context("no link")?;
    assert_eq!((email.as_str(), mailed), ("ann@shop.example", true));
    let mail = mailbox.wait_for(1)?;
    assert_eq!(mail.to, ["ann@shop.example"]);
    // Quoted-printable may break the line, but not the token's start.
    ensure!(mail.data.replace("=\n", "").contains(&url), "{}", mail.data);
    let again = problem(&owner.post(&staff, &ann).await?, 422, "invalid")?;
    assert_eq!(again.field.as_deref(), Some("email"));
    for (field, body) in [
        ("email", json!({"email": "nowhere", "name": "N", "role": "agent"})),
        ("name", json!({"email": "n@shop.example", "name": " ", "role": "agent"})),
        ("role", json!({"email": "n@shop.example", "name": "N", "role": "emperor"})),
    ] {
        let refused = problem(&owner.post(&staff, &body).await?, 422, "invalid")?;
        assert_eq!(refused.field.as_deref(), Some(field));
    }
    let team: Team = owner.get(&staff).await?;
    let ann = team.members.iter().find(|it| it.email == email).context("not listed")?;
    assert_eq!((ann.role, ann.everywhere, ann.ready), (Role::Agent, false, false));
    assert_eq!(ann.may, [TeamDeed::ChangeRole, TeamDeed::MakeLink]);
    let own = team.members.iter().find(|it| it.email == owner.me.email).context("not listed")?;
    ensure!(own.may.is_empty() && own.seen_at.is_some(), "{own:?}");
    Ok(())
}

async fn nobody_reaches_beyond_their_own_role(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let (owner, admin) = (demo.desk(Role::Owner).await?, demo.desk(Role::Admin).await?);
    demo.add_staff("local@shop.example", Role::Admin, Some(SITE))?;
    let local = Desk::sign_in(&demo.url(), "local@shop.example", PASSWORD).await?;
    demo.add_staff("everywhere@shop.example", Role::Agent, None)?;
    let role = |role: &str, everywhere: bool| json!({"role": role, "everywhere": everywhere});
    let put = async |desk: &Desk, email: &str, body| {
        desk.send(Method::PUT, &of(email, ""), Some(&body)).await
    };
    // Nobody but an owner makes or unmakes one; nobody changes themselves.
    for (desk, email, body) in [
        (&admin, "local@shop.example", role("owner", false)),
        (&admin, "owner@shop.example", role("agent", false)),
        (&admin, "admin@shop.example", role("agent", false)),
        (&owner, "owner@shop.example", role("admin", true)),
        // Whoever works for one site does not reach roles on every site.
        (&local, "everywhere@shop.example", role("editor", false)),
        (&local, "admin@shop.example", role("agent", false)),
    ] {
        problem(&put(desk, email, body).await?, 403, "forbidden")?;
    }
    let own_invite =
        json!({"email": "x@shop.example", "name": "X", "role": "agent", "everywhere": true});
    problem(&local.post(&Desk::on_site("staff"), &own_invite).await?, 403, "forbidden")?;
    let owners_invite = json!({"email": "x@shop.example", "name": "X", "role": "owner"});
    problem(&admin.post(&Desk::on_site("staff"), &owners_invite).await?, 403, "forbidden")?;
    // A link would be the way into somebody's account.
    for (desk, email) in [
        (&admin, "owner@shop.example"),
        (&local, "everywhere@shop.example"),
        (&local, "admin@shop.example"),
        (&owner, "owner@shop.example"),
    ] {
        problem(&desk.post(&of(email, "/link"), &()).await?, 403, "forbidden")?;
        problem(
            &desk.send(Method::DELETE, &of(email, "/totp"), None::<&()>).await?,
            403,
            "forbidden",
        )?;
        problem(&desk.send(Method::DELETE, &of(email, ""), None::<&()>).await?, 403, "forbidden")?;
    }
    problem(&owner.post(&of("nobody@shop.example", "/link"), &()).await?, 404, "not-found")?;
    // And what is allowed is done.
    let done = put(&admin, "local@shop.example", role("editor", false)).await?;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.text());
    let done = put(&owner, "admin@shop.example", role("owner", true)).await?;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.text());
    let me: Me = local.get("/v1/staff/me").await?;
    assert_eq!(me.sites[0].role, Role::Editor);
    problem(
        &local.send(Method::GET, &Desk::on_site("staff"), None::<&()>).await?,
        403,
        "forbidden",
    )?;
    Ok(())
}

async fn whoever_is_removed_is_out_at_once(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let owner = demo.desk(Role::Owner).await?;
    let agent = demo.desk(Role::Agent).await?;
    let path = of("agent@shop.example", "");
    let gone = owner.send(Method::DELETE, &path, None::<&()>).await?;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text());
    problem(&agent.send(Method::GET, "/v1/staff/me", None::<&()>).await?, 401, "signed-out")?;
    problem(&owner.send(Method::DELETE, &path, None::<&()>).await?, 404, "not-found")?;
    let body = json!({"email": "agent@shop.example", "password": PASSWORD});
    problem(&agent.post("/v1/staff/session", &body).await?, 401, "wrong-password")?;
    let noted = "SELECT COUNT(*) FROM audit_entry WHERE action = 'staff.remove' \
                 AND actor = 'owner@shop.example' AND subject = 'agent@shop.example'";
    assert_eq!(count(&mut connect(&demo).await?, noted).await?, 1);
    Ok(())
}

/// Each removes the other at the same moment, again and again: one owner is left each time.
async fn two_owners_cannot_remove_each_other(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    // The demo's own owner would be a third.
    demo.add_staff("a@shop.example", Role::Owner, None)?;
    demo.run_vouch(&["user", "remove", "owner@demo.example"])?;
    let refused = demo.vouch().args(["user", "remove", "a@shop.example"]).output()?;
    ensure!(!refused.status.success(), "the last owner was removed");
    let refused = demo.vouch().args(["user", "role", "a@shop.example", "agent"]).output()?;
    ensure!(!refused.status.success(), "the last owner was demoted");
    for _ in 0..5 {
        for email in ["a@shop.example", "b@shop.example"] {
            let left = format!("SELECT COUNT(*) FROM staff_role WHERE email = '{email}'");
            if count(&mut connect(&demo).await?, &left).await? == 0 {
                demo.add_staff(email, Role::Owner, None)?;
            }
        }
        let a = Desk::sign_in(&demo.url(), "a@shop.example", PASSWORD).await?;
        let b = Desk::sign_in(&demo.url(), "b@shop.example", PASSWORD).await?;
        let (one, two) = (of("b@shop.example", ""), of("a@shop.example", ""));
        let (one, two) = tokio::join!(
            a.send(Method::DELETE, &one, None::<&()>),
            b.send(Method::DELETE, &two, None::<&()>)
        );
        let owners = "SELECT COUNT(*) FROM staff_role WHERE role = 'owner' AND site = '*'";
        let owners = count(&mut connect(&demo).await?, owners).await?;
        ensure!(owners == 1, "{owners} owners after {} and {}", one?.status, two?.status);
    }
    Ok(())
}
