//! The command line. Each command is a file; all of them read the same configuration and talk to
//! the same services as the server does.

mod ask;
mod calibrate;
mod cases;
mod check;
mod eval;
mod init;
mod key;
mod knowledge;
mod orders;
mod outbox;
mod output;
mod serve;
mod ticket;
mod user;
mod verify;

use self::orders::Orders;
use crate::clock::Clock;
use crate::config::{Config, Site};
use crate::knowledge::library::Library;
use crate::store::Store;
use crate::weights::Weights;
use anyhow::Context as _;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Storefront chat that only says what the store can vouch for.
#[derive(Debug, Parser)]
#[command(name = "vouch", version)]
pub struct Arguments {
    /// The configuration file.
    #[arg(long, global = true, env = "VOUCH_CONFIG", default_value = "vouch.toml")]
    config: PathBuf,
    /// Print JSON where a program may read the output.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the widget and its API.
    Serve,
    /// Write a configuration, keys, a first site and its owner.
    Init(init::Init),
    /// Import, approve and publish approved text.
    #[command(subcommand)]
    Knowledge(knowledge::Knowledge),
    /// Look at the connection to the store's orders.
    #[command(subcommand)]
    Orders(Orders),
    /// Ask the engine as a shopper would, without a conversation.
    Ask(ask::Ask),
    /// Measure the engine on cases with known answers.
    Eval(eval::Eval),
    /// Let a site's engine learn from reviewed cases how sure it may be.
    Calibrate(calibrate::Calibrate),
    /// Read tickets.
    #[command(subcommand)]
    Ticket(ticket::Ticket),
    /// See what goes out to mail and other systems, and send it again.
    #[command(subcommand)]
    Outbox(outbox::Outbox),
    /// Add and list staff.
    #[command(subcommand)]
    User(user::User),
    /// Make, rotate and list a site's keys.
    #[command(subcommand)]
    Key(key::Key),
    /// Check a receipt without a network.
    Verify(verify::Verify),
}

/// What commands work with.
struct Context {
    config: Config,
    config_file: PathBuf,
    json: bool,
    clock: Clock,
}

impl Context {
    async fn store(&self) -> anyhow::Result<Store> {
        Ok(Store::open(&self.config.database_url()).await?)
    }

    fn site(&self, key: &str) -> anyhow::Result<&Site> {
        let known: Vec<&str> = self.config.site.iter().map(|site| site.key.as_str()).collect();
        self.config.site(key).with_context(|| {
            let file = self.config_file.display();
            format!("{file} has no site `{key}`; it has: {}", known.join(", "))
        })
    }
}

impl Context {
    /// What a site has published, learnt as its server does.
    async fn library(&self, store: &Store, site: &Site) -> anyhow::Result<Library> {
        let weights = Weights::load(&self.config.engine);
        output::warn_of(&weights);
        let library = Library::new(weights);
        library.refresh(store, &[site], &self.today()).await?;
        Ok(library)
    }

    /// The day, as effective dates write it.
    fn today(&self) -> String {
        self.clock.now().date().to_string()
    }
}

fn nothing_published(site: &Site) -> String {
    format!("`{}` has published nothing; see `vouch knowledge`", site.key)
}

/// A share of wrong answers that may be accepted.
fn risk(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(risk) if risk > 0.0 && risk < 0.5 => Ok(risk),
        _ => Err("write a share between 0 and 0.5, such as 0.005 for 0.5 %".to_owned()),
    }
}

/// Runs a command. The exit code is 0 when it did what was asked.
pub async fn run(arguments: Arguments) -> ExitCode {
    match Box::pin(dispatch(arguments)).await {
        Ok(code) => code,
        Err(error) => {
            output::complain(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { config: config_file, json, command } = arguments;
    match command {
        Command::Init(init) => return init.run(&config_file, json).await,
        Command::Verify(verify) => return verify.run(json),
        Command::Orders(Orders::Template) => return Ok(orders::template()),
        Command::Eval(eval) if eval.is_without_site() => return eval.run_alone(json),
        _ => {}
    }
    let config = crate::config::load(&config_file)?;
    let context = Context { config, config_file, json, clock: Clock::System };
    match command {
        Command::Serve => serve::run(context).await,
        Command::Knowledge(command) => command.run(&context).await,
        Command::Orders(Orders::Check(check)) => check.run(&context).await,
        Command::Ask(command) => command.run(&context).await,
        Command::Eval(command) => command.run(&context).await,
        Command::Calibrate(command) => command.run(&context).await,
        Command::Ticket(command) => command.run(&context).await,
        Command::Outbox(command) => command.run(&context).await,
        Command::User(command) => command.run(&context).await,
        Command::Key(command) => command.run(&context).await,
        Command::Init(_) | Command::Verify(_) | Command::Orders(Orders::Template) => {
            unreachable!("handled before the configuration")
        }
    }
}
