//! `demo-shop serve` shows the storefront; `demo-shop seed` writes its orders.

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use vouch_shop::{StorefrontOptions, orders, router, sample_orders};

/// Fellward, the demo shop of Vouch.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the storefront until it is interrupted.
    Serve {
        /// The address to listen on; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8788")]
        listen: SocketAddr,
        #[command(flatten)]
        options: StorefrontOptions,
    },
    /// Writes the database of orders, in place of any that is there, and prints orders to try.
    Seed {
        /// The SQLite file.
        #[arg(long)]
        database: PathBuf,
        /// The moment that the orders are told from, RFC 3339; now by default.
        #[arg(long, value_parser = moment)]
        now: Option<OffsetDateTime>,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Serve { listen, options } => serve(listen, options).await,
        Command::Seed { database, now } => seed(database, now.unwrap_or_else(current)).await,
    }
}

async fn serve(listen: SocketAddr, options: StorefrontOptions) -> Result<()> {
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; choose another with --listen"))?;
    writeln!(std::io::stdout(), "Storefront at http://{}", listener.local_addr()?)?;
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    axum::serve(listener, router(options)).with_graceful_shutdown(stop).await?;
    Ok(())
}

async fn seed(database: PathBuf, now: OffsetDateTime) -> Result<()> {
    let seeded = orders::seed(&database, now).await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} orders in {}", seeded.orders, database.display())?;
    for sample in sample_orders() {
        writeln!(
            out,
            "{}  {:<30} {:<9} {}",
            sample.number, sample.email, sample.postcode, sample.state
        )?;
    }
    Ok(())
}

fn moment(text: &str) -> Result<OffsetDateTime, String> {
    OffsetDateTime::parse(text, &Rfc3339)
        .map_err(|error| format!("{error}; write it as 2026-11-22T10:00:00Z"))
}

#[expect(clippy::disallowed_methods, reason = "the one place where the shop reads the clock")]
fn current() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}
