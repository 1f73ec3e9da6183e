//! A program that runs beside us and never outlives us.

use crate::wait_until;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

const LOG_TAIL_LINES: usize = 20;

/// A child process that is killed when this value goes, also when a test panics.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `command` without input; what it prints is added to the file `log`.
    pub fn spawn(name: &str, command: &mut Command, log: &Path) -> Result<Self> {
        let output = File::options()
            .create(true)
            .append(true)
            .open(log)
            .with_context(|| format!("cannot write {}", log.display()))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        Ok(Self { name: name.to_owned(), child, log: log.to_owned() })
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it has.
    pub fn exit_status(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Waits until `ready` says yes. Fails with the end of the log when the process ends instead
    /// or when `limit` has passed.
    pub fn wait_ready(&mut self, limit: Duration, mut ready: impl FnMut() -> bool) -> Result<()> {
        let what = format!("{} to be ready", self.name);
        let outcome = wait_until(limit, &what, || match self.exit_status()? {
            Some(status) => bail!("{} ended at its start: {status}", self.name),
            None => Ok(ready().then_some(())),
        });
        outcome.with_context(|| self.log_tail())
    }

    /// Asks it to end (SIGTERM) and waits for that.
    pub fn terminate(&mut self, limit: Duration) -> Result<ExitStatus> {
        if let Some(status) = self.exit_status()? {
            return Ok(status);
        }
        Command::new("kill").arg("-TERM").arg(self.id().to_string()).status()?;
        let what = format!("{} to end", self.name);
        wait_until(limit, &what, || self.exit_status()).with_context(|| self.log_tail())
    }

    /// Ends it at once (SIGKILL), as a power cut would.
    pub fn kill(&mut self) {
        // Both fail only when it is gone already, which is what was asked for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The last lines that it printed.
    pub fn log_tail(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<_> = text.lines().collect();
        let tail = lines[lines.len().saturating_sub(LOG_TAIL_LINES)..].join("\n");
        format!("the end of {}:\n{tail}", self.log.display())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(5);

    fn log_file(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("vouch-{name}-{}.log", std::process::id()))
    }

    #[test]
    fn a_program_that_fails_at_its_start_is_told_with_its_words() {
        let log = log_file("fails");
        let mut command = Command::new("sh");
        let mut process =
            Process::spawn("shell", command.args(["-c", "echo no disk; exit 3"]), &log).unwrap();
        let error = format!("{:?}", process.wait_ready(LIMIT, || false).unwrap_err());
        assert!(error.contains("exit status: 3") && error.contains("no disk"), "{error}");
        fs::remove_file(log).unwrap();
    }

    #[test]
    fn terminate_ends_it() {
        let log = log_file("ends");
        let mut process = Process::spawn("sleep", Command::new("sleep").arg("60"), &log).unwrap();
        assert!(process.exit_status().unwrap().is_none());
        assert!(!process.terminate(LIMIT).unwrap().success());
        fs::remove_file(log).unwrap();
    }
}
