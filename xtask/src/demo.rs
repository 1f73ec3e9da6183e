//! The demo: the shop Fellward with Vouch on its pages, all on this machine.

use crate::house::House;
use crate::{step, tools, widget};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::io::{Write, stdout};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use vouch_demo::{AGENT, DemoFolder, Endpoints, OWNER, Process, Programs, SITE, STAFF_PASSWORD};

const STOP_LIMIT: Duration = Duration::from_secs(15);
const TICK: Duration = Duration::from_millis(200);

/// The demo's two programs, which end with this value.
struct Running {
    vouch: Process,
    shop: Process,
}

/// Serves the demo until Ctrl-C.
pub(crate) fn serve(house: &House, port: u16) -> Result<()> {
    widget::build(house)?;
    let shop = port.checked_add(1).context("--port must leave room for the next one")?;
    build_programs(house)?;
    let endpoints = Endpoints { vouch: port, shop };
    for port in [endpoints.vouch, endpoints.shop] {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
            format!("port {port} is taken: end what uses it, or choose another with --port")
        })?;
    }
    let folder = demo_folder(house, house.root.join(".demo"), &house.target.join("release"));
    let running = start(&folder, endpoints).with_context(|| {
        format!("if the demo's data is from an older version, delete {}", folder.path.display())
    })?;
    invite(&folder, endpoints)?;
    wait_for_the_end(running)
}

/// Starts the release build of the demo, asks everything, and verifies the answers.
pub(crate) fn check_release(house: &House) -> Result<()> {
    widget::build(house)?;
    build_programs(house)?;
    let mut build = house.cargo(&["build", "--release", "-p", "vouch-tests"])?;
    step::shown("building the checking client", build.args(["--bin", "vouch-demo-check"]))?;
    check(house, &house.target.join("release"))
}

/// The same with the programs that the tests used.
pub(crate) fn check_debug(house: &House) -> Result<()> {
    check(house, &house.target.join("debug"))
}

/// The server, with the widget and the encoder's weights in it, and the shop.
pub(crate) fn build_programs(house: &House) -> Result<()> {
    tools::install_weights(house)?;
    let mut build =
        house.cargo(&["build", "--release", "-p", "vouch-server", "-p", "vouch-shop"])?;
    step::shown("building the server and the shop (some minutes the first time)", &mut build)
}

fn demo_folder(house: &House, path: PathBuf, programs: &Path) -> DemoFolder {
    DemoFolder {
        path,
        source: house.root.join("tests/shop"),
        programs: Programs::built_in(programs),
        environment: Vec::new(),
    }
}

fn start(folder: &DemoFolder, endpoints: Endpoints) -> Result<Running> {
    folder.prepare(endpoints, &mut |what| eprintln!("· {what}"))?;
    step::done("starting the server and the shop", || {
        let vouch = folder.serve_vouch(endpoints)?;
        let shop = folder.serve_shop(endpoints, &endpoints.vouch_url(), &[])?;
        Ok(Running { vouch, shop })
    })
}

fn check(house: &House, programs: &Path) -> Result<()> {
    let path = std::env::temp_dir().join(format!("vouch-demo-check-{}", std::process::id()));
    let outcome = check_in(&demo_folder(house, path.clone(), programs), house, programs);
    let _ = fs::remove_dir_all(path);
    outcome
}

fn check_in(folder: &DemoFolder, house: &House, programs: &Path) -> Result<()> {
    let endpoints = Endpoints::free()?;
    let _running = start(folder, endpoints)?;
    let mut check = house.command(programs.join("vouch-demo-check"))?;
    check.args(["--url", &endpoints.vouch_url(), "--site", SITE, "--key", &folder.key()?]);
    check.arg("--questions").arg(folder.source.join("samples.jsonl"));
    step::shown("asking the demo its sample questions", &mut check)
}

fn invite(folder: &DemoFolder, endpoints: Endpoints) -> Result<()> {
    let mut out = stdout().lock();
    writeln!(
        out,
        "\nThe storefront is at {}. Open the chat there and ask:\n",
        endpoints.shop_url()
    )?;
    let samples = fs::read_to_string(folder.source.join("samples.jsonl"))?;
    for question in samples.lines().filter_map(question) {
        writeln!(out, "  {question}")?;
    }
    writeln!(out, "\nor after one of these orders (number, e-mail, postcode, state):\n")?;
    for order in folder.orders()?.lines().skip(1) {
        writeln!(out, "  {order}")?;
    }
    let console = format!("{}/console", endpoints.vouch_url());
    writeln!(out, "\nThe staff's console is at {console}. Sign in as {OWNER} or {AGENT}")?;
    writeln!(out, "with the password: {STAFF_PASSWORD}")?;
    writeln!(out, "\nLogs and data are in {}. Ctrl-C ends the demo.", folder.path.display())?;
    Ok(())
}

/// The question of a sample line. Samples hold no quotation marks, so no JSON parser is needed.
fn question(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("\"question\": \"")?;
    rest.split('"').next()
}

/// Waits for Ctrl-C or for one of the programs to end by itself, then ends both.
fn wait_for_the_end(mut running: Running) -> Result<()> {
    let (interrupt, interrupted) = channel();
    ctrlc::set_handler(move || {
        let _ = interrupt.send(());
    })?;
    while interrupted.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
        for process in [&mut running.vouch, &mut running.shop] {
            if let Some(status) = process.exit_status()? {
                bail!("the demo ended by itself ({status}); {}", process.log_tail());
            }
        }
    }
    running.shop.terminate(STOP_LIMIT)?;
    let status = running.vouch.terminate(STOP_LIMIT)?;
    ensure!(status.success(), "the server ended badly ({status}); {}", running.vouch.log_tail());
    Ok(writeln!(stdout(), "\nThe demo has ended.")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_has_a_question() {
        let samples = include_str!("../../tests/shop/samples.jsonl");
        for line in samples.lines() {
            assert!(question(line).is_some_and(|question| !question.ends_with('\\')), "{line}");
        }
    }
}
