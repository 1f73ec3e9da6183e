//! A mail server (RFC 5321) on the loopback interface that keeps what it is given, or refuses it.

use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a mail may take to arrive.
const LIMIT: Duration = Duration::from_secs(10);

/// A mail as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    /// Headers and body, lines ending in a line feed.
    pub data: String,
}

/// A running mail server. It ends when this value goes.
#[derive(Debug)]
pub struct Mailbox {
    port: u16,
    shared: Arc<Mutex<Shared>>,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    mails: Vec<Mail>,
    refused: usize,
    refusing: bool,
    ended: bool,
}

impl Mail {
    /// The six digits that stand in a line of their own.
    pub fn code(&self) -> Result<String> {
        let is_code = |line: &&str| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit());
        let code = self.data.lines().find(is_code);
        Ok(code.with_context(|| format!("no code in {}", self.data))?.to_owned())
    }
}

impl Mailbox {
    /// Starts a server that takes every mail.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Mutex::new(Shared::default()));
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self { port, shared, acceptor: Some(acceptor) })
    }

    /// For `[smtp] url`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Refuses mails from now on, or takes them again.
    pub fn refuse(&self, refusing: bool) {
        lock(&self.shared).refusing = refusing;
    }

    /// What arrived so far.
    pub fn mails(&self) -> Vec<Mail> {
        lock(&self.shared).mails.clone()
    }

    /// Waits until that many mails arrived and gives the last of them.
    pub fn wait_for(&self, count: usize) -> Result<Mail> {
        self.until(|shared| shared.mails.len() >= count)?;
        let mails = self.mails();
        anyhow::ensure!(mails.len() == count, "{} mails instead of {count}", mails.len());
        mails.into_iter().last().context("none was waited for")
    }

    /// Waits until that many mails were refused.
    pub fn wait_for_refused(&self, count: usize) -> Result<()> {
        self.until(|shared| shared.refused >= count)
    }

    fn until(&self, done: impl Fn(&Shared) -> bool) -> Result<()> {
        let deadline = Instant::now() + LIMIT;
        while !done(&lock(&self.shared)) {
            anyhow::ensure!(Instant::now() < deadline, "no mail came within {LIMIT:?}");
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        lock(&self.shared).ended = true;
        // Wakes the acceptor; one that is gone already needs no waking.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn accept(listener: &TcpListener, shared: &Arc<Mutex<Shared>>) {
    for stream in listener.incoming().flatten() {
        if lock(shared).ended {
            return;
        }
        let shared = Arc::clone(shared);
        // A client that hangs up in the middle sends nothing more; there is nobody to tell.
        thread::spawn(move || drop(talk(stream, &shared)));
    }
}

/// One connection, from greeting to `QUIT`.
fn talk(stream: TcpStream, shared: &Mutex<Shared>) -> Result<()> {
    stream.set_read_timeout(Some(LIMIT))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let say = |text: &str| (&stream).write_all(format!("{text}\r\n").as_bytes());
    let mut mail = Mail { from: String::new(), to: Vec::new(), data: String::new() };
    say("220 mailbox.test ESMTP")?;
    while let Some(line) = lines.next() {
        let line = line?;
        let address = || line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        match line.to_ascii_uppercase().split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => say("250-mailbox.test\r\n250 8BITMIME")?,
            "MAIL" if lock(shared).refusing => {
                lock(shared).refused += 1;
                say("451 4.3.2 not now")?;
            }
            "MAIL" => {
                mail.from = address();
                say("250 2.1.0 ok")?;
            }
            "RCPT" => {
                mail.to.push(address());
                say("250 2.1.5 ok")?;
            }
            "DATA" => {
                say("354 go on")?;
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    // RFC 5321 section 4.5.2: a dot at the start of a line was doubled.
                    mail.data += line.strip_prefix('.').unwrap_or(&line);
                    mail.data.push('\n');
                }
                lock(shared).mails.push(mail.clone());
                say("250 2.0.0 taken")?;
            }
            "QUIT" => return Ok(say("221 2.0.0 bye")?),
            _ => say("250 2.0.0 ok")?,
        }
    }
    Ok(())
}
