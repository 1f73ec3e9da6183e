//! A private MariaDB from the system's own binaries. The machine's instance is never touched.

use crate::account::{Account, run_as, temporary_folder};
use crate::files::{copy_folder, run};
use crate::template::Template;
use anyhow::Result;
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use vouch_demo::{Process, free_port, mariadb_program};

const START_LIMIT: Duration = Duration::from_secs(30);

// Small files: a data folder is copied for each server.
const SIZES: [&str; 2] = ["--innodb-log-file-size=4M", "--innodb-buffer-pool-size=16M"];

/// A running server. It is killed, and its files are deleted, when this value goes.
#[derive(Debug)]
pub struct MariaDb {
    // Dropped in this order: first the process, then its files.
    _process: Process,
    port: u16,
    _folder: TempDir,
}

impl MariaDb {
    /// Starts a server without any database of ours.
    pub fn start() -> Result<Self> {
        let account = account()?;
        let folder = temporary_folder(account)?;
        let blank = Template { name: "mariadb", version: "1", make: &make_blank };
        blank.copy_to(&folder.path().join("data"), account)?;
        let port = free_port()?;
        let mut command = Command::new(mariadb_program(&["mariadbd", "mysqld"])?);
        run_as(&mut command, account, folder.path());
        command
            .args(["--no-defaults", "--bind-address=127.0.0.1"])
            .args(SIZES)
            .arg(format!("--datadir={}", folder.path().join("data").display()))
            .arg("--innodb-flush-log-at-trx-commit=0")
            .arg(format!("--port={port}"))
            .arg(format!("--socket={}", folder.path().join("socket").display()))
            .arg(format!("--pid-file={}", folder.path().join("pid").display()));
        let log = folder.path().join("mariadb.log");
        let mut process = Process::spawn("mariadbd", &mut command, &log)?;
        process
            .wait_ready(START_LIMIT, || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok())?;
        Ok(Self { _process: process, port, _folder: folder })
    }

    /// Makes a new, empty database and gives its URL.
    pub fn create_database(&self, name: &str) -> Result<String> {
        let mut command = Command::new(mariadb_program(&["mariadb", "mysql"])?);
        command.args(["--no-defaults", "--host=127.0.0.1", "--user=root"]);
        command.arg(format!("--port={}", self.port));
        command.arg(format!("--execute=CREATE DATABASE `{name}`"));
        run(&mut command)?;
        Ok(self.url(name))
    }

    /// The URL of a database on this server.
    pub fn url(&self, database: &str) -> String {
        format!("mysql://root@127.0.0.1:{}/{database}", self.port)
    }
}

fn make_blank(target: &Path) -> Result<()> {
    let install = mariadb_program(&["mariadb-install-db", "mysql_install_db"])?;
    let account = account()?;
    let folder = temporary_folder(account)?;
    let mut command = Command::new(install);
    run_as(&mut command, account, folder.path());
    command
        .args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"])
        .args(SIZES)
        .arg(format!("--datadir={}", folder.path().join("data").display()));
    run(&mut command)?;
    copy_folder(&folder.path().join("data"), target, None)
}

fn account() -> Result<Option<Account>> {
    Account::for_server(&["mysql", "nobody"])
}
