//! The audit log: what it holds, who reads it, and that nothing takes it back.

use anyhow::{Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use vouch_demo::SITE;
use vouch_shared::audit::AuditPage;
use vouch_shared::staff::Role;
use vouch_tests::demo::Setup;
use vouch_tests::desk::{Desk, PASSWORD};
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, count, execute, problem};

on_both_databases!(what_staff_do_is_kept_filtered_and_exported, no_entry_is_changed_or_deleted);

async fn what_staff_do_is_kept_filtered_and_exported(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let security = demo.desk(Role::Security).await?;
    let owner = demo.desk(Role::Owner).await?;
    let ann = json!({"email": "ann@shop.example", "name": "Ann", "role": "agent"});
    owner.post(&Desk::on_site("staff"), &ann).await?.json::<Value>(StatusCode::OK)?;
    for email in ["owner@shop.example", "hunter2"] {
        let wrong = json!({"email": email, "password": "a wrong password"});
        problem(&owner.post("/v1/staff/session", &wrong).await?, 401, "wrong-password")?;
    }
    let log = |query: &str| Desk::on_site(&format!("audit?{query}"));
    let page: AuditPage = security.get(&log("actor=owner@shop.example")).await?;
    let mut actions: Vec<_> = page.entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!((actions[0], actions[3]), ("session.refuse", "session.open"), "not newest first");
    actions.sort_unstable();
    assert_eq!(actions, ["session.open", "session.refuse", "staff.add", "staff.link"]);
    let page: AuditPage = security.get(&log("action=staff&actor=owner@shop.example")).await?;
    assert_eq!(page.entries.len(), 2);
    let page: AuditPage = security.get(&log("actor=unknown")).await?;
    ensure!(page.entries.len() == 1 && page.entries[0].subject.is_empty(), "{page:?}");
    let page: AuditPage = security.get(&log("until=2026-01-01T00:00:00Z")).await?;
    ensure!(page.entries.is_empty() && page.more.is_none(), "{page:?}");
    let reply = security.send(Method::GET, &log("from=yesterday"), None::<&()>).await?;
    assert_eq!(problem(&reply, 422, "invalid")?.field.as_deref(), Some("from"));

    let lines = security.send(Method::GET, &Desk::on_site("audit/export"), None::<&()>).await?;
    let lines = lines.text();
    ensure!(!lines.contains("hunter2") && !lines.contains(PASSWORD), "it tells what was typed");
    let entries: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let all = count(&mut connect(&demo).await?, "SELECT COUNT(*) FROM audit_entry").await?;
    assert_eq!(i64::try_from(entries.len())?, all, "the export is not whole");
    assert_eq!(entries[0]["action"], "audit.export");
    let csv = Desk::on_site("audit/export?format=csv&action=staff.add&actor=owner@shop.example");
    let csv = security.send(Method::GET, &csv, None::<&()>).await?;
    ensure!(csv.text().starts_with("id,at,actor,site,action,subject,detail\r\n"), "{}", csv.text());
    assert_eq!(csv.text().lines().count(), 2, "{}", csv.text());
    let odd = Desk::on_site("audit/export?format=xls");
    problem(&security.send(Method::GET, &odd, None::<&()>).await?, 422, "invalid")?;

    // Whoever reads the log of one site sees nobody else's sign-ins.
    demo.add_staff("local@shop.example", Role::Security, Some(SITE))?;
    let local = Desk::sign_in(&demo.url(), "local@shop.example", PASSWORD).await?;
    let page: AuditPage = local.get(&log("actor=unknown")).await?;
    ensure!(page.entries.is_empty(), "{page:?}");
    let page: AuditPage = local.get(&log("actor=local@shop.example&action=session.open")).await?;
    assert_eq!(page.entries.len(), 1);
    Ok(())
}

async fn no_entry_is_changed_or_deleted(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    demo.desk(Role::Owner).await?;
    let mut database = connect(&demo).await?;
    let before = count(&mut database, "SELECT COUNT(*) FROM audit_entry").await?;
    ensure!(before > 0, "there is nothing to keep");
    for sql in ["UPDATE audit_entry SET actor = 'somebody'", "DELETE FROM audit_entry"] {
        let refused = execute(&mut database, sql).await;
        ensure!(
            refused.is_err_and(|it| it.to_string().contains("audit entries are never")),
            "{sql}"
        );
    }
    assert_eq!(count(&mut database, "SELECT COUNT(*) FROM audit_entry").await?, before);
    Ok(())
}
