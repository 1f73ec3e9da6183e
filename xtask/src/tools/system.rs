//! What tests take from the system's package manager: a browser with its driver, and database
//! servers. Tests start private ones; the machine's own instances are never used.

use super::log;
use crate::house::House;
use crate::step;
use anyhow::{Result, bail};
use std::process::{Command, Stdio};
use vouch_demo::{chromedriver, chromium, mariadb_program, postgres_program};

/// A package manager and its names for what we need.
struct Manager {
    program: &'static str,
    needs_root: bool,
    refresh: &'static [&'static str],
    install: &'static [&'static str],
    browser: &'static [&'static str],
    postgres: &'static str,
    mariadb: &'static str,
}

const MANAGERS: [Manager; 4] = [
    Manager {
        program: "apt-get",
        needs_root: true,
        refresh: &["update"],
        install: &["install", "--yes", "--no-install-recommends"],
        browser: &["chromium", "chromium-driver"],
        postgres: "postgresql",
        mariadb: "mariadb-server",
    },
    Manager {
        program: "dnf",
        needs_root: true,
        refresh: &[],
        install: &["install", "--assumeyes"],
        browser: &["chromium", "chromedriver"],
        postgres: "postgresql-server",
        mariadb: "mariadb-server",
    },
    Manager {
        program: "pacman",
        needs_root: true,
        refresh: &[],
        install: &["-Sy", "--noconfirm", "--needed"],
        browser: &["chromium"],
        postgres: "postgresql",
        mariadb: "mariadb",
    },
    Manager {
        program: "brew",
        needs_root: false,
        refresh: &[],
        install: &["install"],
        browser: &["google-chrome", "chromedriver"],
        postgres: "postgresql@17",
        mariadb: "mariadb",
    },
];

/// Installs what is missing.
pub(super) fn install(house: &House) -> Result<()> {
    let no_browser = chromium().is_err() || chromedriver().is_err();
    let no_postgres =
        ["postgres", "initdb", "createdb"].iter().any(|program| postgres_program(program).is_err());
    let no_mariadb = mariadb_program(&["mariadbd", "mysqld"]).is_err();
    if !(no_browser || no_postgres || no_mariadb) {
        return Ok(());
    }
    let Some(manager) = MANAGERS.iter().find(|manager| answers(manager.program)) else {
        bail!(
            "the tests need Chromium with chromedriver, and the servers of PostgreSQL and MariaDB; \
             this machine has none of apt-get, dnf, pacman and brew to install them with. Put \
             their programs on the PATH and start again"
        )
    };
    let mut packages: Vec<&str> = Vec::new();
    packages.extend(manager.browser.iter().filter(|_| no_browser));
    packages.extend(no_postgres.then_some(manager.postgres));
    packages.extend(no_mariadb.then_some(manager.mariadb));

    if !manager.refresh.is_empty() {
        let mut refresh = manager.command(house)?;
        refresh.args(manager.refresh);
        step::quiet("refreshing the package list", &mut refresh, &log(house, "packages-list"))?;
    }
    let mut install = manager.command(house)?;
    install.args(manager.install).args(&packages);
    let names = packages.join(", ");
    step::quiet(&format!("installing {names}"), &mut install, &log(house, "packages"))
}

impl Manager {
    fn command(&self, house: &House) -> Result<Command> {
        let by_root = Command::new("id").arg("-u").output()?.stdout == b"0\n";
        let mut command = if self.needs_root && !by_root {
            let mut sudo = house.command("sudo")?;
            sudo.arg(self.program);
            sudo
        } else {
            house.command(self.program)?
        };
        command.env("DEBIAN_FRONTEND", "noninteractive");
        Ok(command)
    }
}

fn answers(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
