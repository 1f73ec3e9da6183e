//! A private PostgreSQL from the system's own binaries. The machine's instance is never touched.

use crate::account::{Account, run_as, temporary_folder};
use crate::files::{self, copy_folder};
use crate::template::Template;
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use vouch_demo::{Process, free_port, postgres_program};

const START_LIMIT: Duration = Duration::from_secs(30);
const USER: &str = "vouch";
/// What a power cut would lose is of no interest to tests: files go with them.
const CARELESS: &[&str] = &["fsync=off", "full_page_writes=off", "shared_buffers=16MB"];

/// A running server. It is killed, and its files are deleted, when this value goes.
#[derive(Debug)]
pub struct Postgres {
    // Dropped in this order: first the process, then its files.
    process: Process,
    port: u16,
    settings: &'static [&'static str],
    folder: TempDir,
}

impl Postgres {
    /// Starts a server without any database of ours.
    pub fn start() -> Result<Self> {
        let blank = Template { name: "postgres", version: "1", make: &make_blank };
        Self::start_from(CARELESS, &|data, account| blank.copy_to(data, account))
    }

    /// The settings of a server whose commits reach the disk, for measuring; or of one for tests.
    pub(crate) fn settings(durable: bool) -> &'static [&'static str] {
        if durable { &[] } else { CARELESS }
    }

    /// Starts a server on the data folder that `lay_out` makes for its account.
    pub(crate) fn start_from(
        settings: &'static [&'static str],
        lay_out: &dyn Fn(&Path, Option<Account>) -> Result<()>,
    ) -> Result<Self> {
        let account = account()?;
        let folder = temporary_folder(account)?;
        lay_out(&folder.path().join("data"), account)?;
        let port = free_port()?;
        let process = run(account, folder.path(), port, settings)?;
        Ok(Self { process, port, settings, folder })
    }

    /// Starts the server again after [`Postgres::kill`], on the same port and the same data.
    pub fn restart(&mut self) -> Result<()> {
        self.kill();
        // The server that was killed left its mark behind, which would look like a live one.
        let _ = fs::remove_file(self.folder.path().join("data/postmaster.pid"));
        self.process = run(account()?, self.folder.path(), self.port, self.settings)?;
        Ok(())
    }

    /// Makes a new, empty database and gives its URL.
    pub fn create_database(&self, name: &str) -> Result<String> {
        let mut command = Command::new(postgres_program("createdb")?);
        command.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", USER, name]);
        files::run(&mut command)?;
        Ok(self.url(name))
    }

    /// The URL of a database on this server.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Stops the server in good order and copies its data folder to `target`.
    pub(crate) fn stop_into(mut self, target: &Path) -> Result<()> {
        self.process.terminate(START_LIMIT)?;
        copy_folder(&self.folder.path().join("data"), target, None)
    }

    /// Ends the server at once, as a crash would.
    pub fn kill(&mut self) {
        self.process.kill();
    }
}

/// Starts the server in `folder` and waits until it takes connections.
fn run(account: Option<Account>, folder: &Path, port: u16, settings: &[&str]) -> Result<Process> {
    let mut command = Command::new(postgres_program("postgres")?);
    run_as(&mut command, account, folder);
    command.args(["-D", "data", "-h", "127.0.0.1", "-k", "", "-p", &port.to_string()]);
    for setting in settings {
        command.args(["-c", setting]);
    }
    let mut process = Process::spawn("postgres", &mut command, &folder.join("postgres.log"))?;
    let ready = folder.join("data/postmaster.pid");
    process.wait_ready(START_LIMIT, || {
        fs::read_to_string(&ready).is_ok_and(|status| status.contains("ready"))
    })?;
    Ok(process)
}

fn make_blank(target: &Path) -> Result<()> {
    let account = account()?;
    let folder = temporary_folder(account)?;
    let mut command = Command::new(postgres_program("initdb")?);
    run_as(&mut command, account, folder.path());
    command.args(["-D", "data", "-U", USER, "--auth=trust", "--no-sync"]);
    command.args(["--encoding=UTF8", "--locale=C"]);
    files::run(&mut command)?;
    copy_folder(&folder.path().join("data"), target, None)
}

fn account() -> Result<Option<Account>> {
    Account::for_server(&["postgres", "nobody"])
}
