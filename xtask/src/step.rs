//! Long steps: what is being done, and how long it took.

use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File};
use std::io::{IsTerminal, Write, stderr};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const TICK: Duration = Duration::from_millis(200);
const LOG_TAIL_LINES: usize = 30;

/// Runs a program whose own output would only distract. It goes to a file, and its end is shown
/// when the program fails.
pub(crate) fn quiet(what: &str, command: &mut Command, log: &Path) -> Result<()> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    let output = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
    let start = Instant::now();
    begin(what);
    let status = watch(what, spawn(command)?, start)?;
    end(what, start, status.success());
    ensure!(status.success(), "{what}: {status}\n{}\nwhole output: {}", tail(log)?, log.display());
    Ok(())
}

/// Runs a program that shows its own progress, such as cargo.
pub(crate) fn shown(what: &str, command: &mut Command) -> Result<()> {
    let start = Instant::now();
    eprintln!("· {what}");
    let status = spawn(command)?.wait()?;
    end(what, start, status.success());
    if !status.success() {
        bail!("{what}: {status}");
    }
    Ok(())
}

/// Does something of our own.
pub(crate) fn done<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    begin(what);
    let outcome = work();
    end(what, start, outcome.is_ok());
    outcome
}

fn spawn(command: &mut Command) -> Result<Child> {
    let name = command.get_program().display().to_string();
    command.spawn().with_context(|| format!("cannot start {name}"))
}

fn begin(what: &str) {
    if stderr().is_terminal() {
        eprint!("· {what} …");
        let _ = stderr().flush();
    } else {
        eprintln!("· {what} …");
    }
}

/// Waits for the program; on a terminal the line counts the seconds meanwhile.
fn watch(what: &str, mut child: Child, start: Instant) -> Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        thread::sleep(TICK);
        if stderr().is_terminal() {
            eprint!("\r· {what} … {}", seconds(start.elapsed()));
            let _ = stderr().flush();
        }
    }
}

fn end(what: &str, start: Instant, well: bool) {
    let word = if well { "done" } else { "FAILED" };
    let back = if stderr().is_terminal() { "\r" } else { "" };
    eprintln!("{back}· {what}: {word} in {}", seconds(start.elapsed()));
}

fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        short @ 10..60 => format!("{short} s"),
        long => format!("{} min {:02} s", long / 60, long % 60),
    }
}

fn tail(log: &Path) -> Result<String> {
    let text = fs::read(log)?;
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<_> = text.lines().collect();
    Ok(lines[lines.len().saturating_sub(LOG_TAIL_LINES)..].join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_easy_to_read() {
        assert_eq!(seconds(Duration::from_millis(840)), "0.8 s");
        assert_eq!(seconds(Duration::from_secs(59)), "59 s");
        assert_eq!(seconds(Duration::from_secs(175)), "2 min 55 s");
    }

    #[test]
    fn a_failing_program_shows_its_words() {
        let log = std::env::temp_dir().join(format!("xtask-step-{}.log", std::process::id()));
        let mut command = Command::new("sh");
        let error = quiet("x", command.args(["-c", "echo disk full; exit 1"]), &log).unwrap_err();
        assert!(error.to_string().contains("disk full"), "{error}");
        fs::remove_file(log).unwrap();
    }
}
