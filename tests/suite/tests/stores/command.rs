//! The owner's commands on a store: `vouch serve` refuses, `vouch orders` explains.

use crate::shop::Engine;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Output;
use std::time::Duration;
use tempfile::TempDir;
use tokio::process::Command;
use vouch_tests::programs::programs;

/// Longer than any command takes that does not go on for ever.
const LIMIT: Duration = Duration::from_mins(1);

async fn vouch(folder: &Path, arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new(programs()?.vouch);
    command.current_dir(folder).args(arguments).kill_on_drop(true);
    let output = tokio::time::timeout(LIMIT, command.output()).await;
    Ok(output.context("the command goes on")??)
}

/// A configuration of one site with these orders.
fn folder(orders: &str) -> Result<TempDir> {
    let folder = TempDir::new()?;
    let text = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[[site]]\nkey = \"pk_a\"\nname = \"A\"\n\
         [site.orders]\n{orders}"
    );
    std::fs::write(folder.path().join("vouch.toml"), text)?;
    Ok(folder)
}

#[tokio::test]
async fn a_role_that_can_write_keeps_the_server_from_starting() -> Result<()> {
    let engine = Engine::postgres()?;
    let shop = engine.shop("saleor").await?;
    shop.run("GRANT DELETE ON order_order TO saleor_reader").await?;
    let folder = folder(&format!("url = \"{}\"\npreset = \"saleor\"", shop.reader))?;
    let output = vouch(folder.path(), &["serve"]).await?;
    let said = String::from_utf8(output.stderr)?;
    ensure!(!output.status.success());
    for part in [
        "the orders of site `pk_a`: the database role can write: DELETE on public.order_order.",
        "GRANT SELECT ON \"order_order\", ",
        "REVOKE DELETE ON public.order_order FROM saleor_reader",
        "allow_writable_role = ",
    ] {
        ensure!(said.contains(part), "{part}: {said}");
    }
    let output = vouch(folder.path(), &["orders", "check", "--site", "pk_a"]).await?;
    let said = String::from_utf8(output.stdout)?;
    ensure!(!output.status.success());
    ensure!(said.contains("WRONG  role: the database role can write: DELETE on"), "{said}");
    ensure!(said.contains("ok     state \"partially fulfilled\": means partly_shipped"), "{said}");
    Ok(())
}

#[tokio::test]
async fn one_order_is_explained_without_being_shown() -> Result<()> {
    let engine = Engine::sqlite()?;
    let shop = engine.shop("vendure").await?;
    let number = crate::shop::expected("vendure", &engine)?
        .into_iter()
        .find(|order| order.expect_state.as_deref() == Some("delivered"))
        .context("a delivered order")?
        .number;
    let folder = folder(&format!("url = \"{}\"\npreset = \"vendure\"", shop.reader))?;
    let arguments = ["orders", "check", "--site", "pk_a", "--number", &number];
    let output = vouch(folder.path(), &arguments).await?;
    let said = String::from_utf8(output.stdout)?;
    ensure!(output.status.success(), "{said}");
    for part in ["ok     schema: \"Vendure\"", "index on order.code: there is one"] {
        ensure!(said.contains(part), "{part}: {said}");
    }
    ensure!(said.contains("ok     state_agrees_with_times: holds"), "{said}");
    ensure!(!said.contains("mail.example") && !said.contains("jacket"), "{said}");
    Ok(())
}

#[tokio::test]
async fn the_template_needs_no_configuration() -> Result<()> {
    let output = vouch(TempDir::new()?.path(), &["orders", "template"]).await?;
    let said = String::from_utf8(output.stdout)?;
    ensure!(output.status.success() && said.contains("preset = \"custom\""), "{said}");
    Ok(())
}
