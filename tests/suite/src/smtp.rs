//! A real mail server (aiosmtpd, which `cargo xtask test` installs) that keeps what it is given.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use vouch_demo::{Process, free_port};

const START_LIMIT: Duration = Duration::from_secs(30);

/// A running mail server. It ends when this value goes.
#[derive(Debug)]
pub struct Smtp {
    _process: Process,
    port: u16,
    folder: TempDir,
}

/// A mail as it arrived, with its headers unfolded.
#[derive(Clone, Debug)]
pub struct Letter {
    pub raw: String,
    headers: Vec<(String, String)>,
}

impl Smtp {
    /// Starts a server that takes every mail.
    pub fn start() -> Result<Self> {
        Self::failing(0.0)
    }

    /// Starts a server that refuses this share of the mails.
    pub fn failing(share: f64) -> Result<Self> {
        let (folder, port) = (TempDir::new()?, free_port()?);
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/smtp_server.py");
        let mut command = Command::new(python()?);
        command.arg(script).arg(port.to_string()).arg(folder.path()).arg(share.to_string());
        let log = folder.path().join("smtp.log");
        let mut process = Process::spawn("aiosmtpd", &mut command, &log)?;
        process
            .wait_ready(START_LIMIT, || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok())?;
        Ok(Self { _process: process, port, folder })
    }

    /// For `[smtp] url`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What arrived so far, oldest first.
    pub fn letters(&self) -> Result<Vec<Letter>> {
        let mut names: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(self.folder.path())? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "eml") {
                names.push(path);
            }
        }
        names.sort();
        names.iter().map(|name| Letter::read(&fs::read(name)?)).collect()
    }

    /// Waits for so many mails to that address and gives the last of them.
    pub async fn wait_for(&self, to: &str, count: usize, limit: Duration) -> Result<Letter> {
        let deadline = Instant::now() + limit;
        loop {
            let mut found = self.letters()?;
            found.retain(|letter| letter.header("X-Envelope-To") == Some(to));
            if found.len() >= count {
                ensure!(found.len() == count, "{} mails to {to} instead of {count}", found.len());
                return found.pop().context("none was waited for");
            }
            ensure!(Instant::now() < deadline, "{} mails to {to} of {count}", found.len());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Letter {
    fn read(bytes: &[u8]) -> Result<Self> {
        let raw = String::from_utf8(bytes.to_vec())?.replace("\r\n", "\n");
        let (head, _) = raw.split_once("\n\n").context("a mail without an empty line")?;
        let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
        let pairs = unfolded.lines().filter_map(|line| line.split_once(": "));
        let headers = pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        Ok(Self { headers: headers.collect(), raw })
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The Python of the tools folder.
pub fn python() -> Result<PathBuf> {
    let tools = match std::env::var_os("VOUCH_TOOLS") {
        Some(folder) => PathBuf::from(folder),
        None => {
            PathBuf::from(std::env::var_os("HOME").context("no HOME")?).join(".cache/vouch/tools")
        }
    };
    let python = tools.join("mail/bin/python");
    ensure!(python.is_file(), "{} is missing; run `cargo xtask test`", python.display());
    Ok(python)
}
