//! The demo's folder: configuration, the shop's database, Vouch's data, keys and logs.

use crate::fingerprint::fingerprint;
use crate::{Process, free_port, get_status};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The demo's site key.
pub const SITE: &str = "pk_demo";
/// Who imports the demo's policies.
pub const WRITER: &str = "writer@demo.example";
/// Who approves and publishes them: never the same person (P9).
pub const REVIEWER: &str = "reviewer@demo.example";

/// Who owns the demo's site.
pub const OWNER: &str = "owner@demo.example";
/// Who answers its tickets.
pub const AGENT: &str = "agent@demo.example";
/// What the demo's staff sign in with. The demo listens on this machine alone.
pub const STAFF_PASSWORD: &str = "a demo password";

/// The engine learns at start, which takes seconds on a machine that has nothing else to do.
const START_LIMIT: Duration = Duration::from_mins(2);

// What `tests/shop/vouch.toml` holds where a started demo has its own values.
const CONFIG_VOUCH: &str = ":8787\"";
const CONFIG_SHOP: &str = ":8788\"";
const CONFIG_FOLDER: &str = "target/demo";

/// Where the two programs of the demo are.
#[derive(Clone, Debug)]
pub struct Programs {
    pub vouch: PathBuf,
    pub shop: PathBuf,
}

impl Programs {
    /// Both as cargo leaves them in `target/<profile>`.
    pub fn built_in(profile_folder: &Path) -> Self {
        let program =
            |name| profile_folder.join(name).with_extension(std::env::consts::EXE_EXTENSION);
        Self { vouch: program("vouch"), shop: program("demo-shop") }
    }
}

/// The loopback ports of the two programs.
#[derive(Clone, Copy, Debug)]
pub struct Endpoints {
    pub vouch: u16,
    pub shop: u16,
}

impl Endpoints {
    /// Two free ports.
    pub fn free() -> Result<Self> {
        Ok(Self { vouch: free_port()?, shop: free_port()? })
    }

    /// Where the server is.
    pub fn vouch_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.vouch)
    }

    /// Where the storefront is.
    pub fn shop_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.shop)
    }
}

/// A folder in which the demo runs.
#[derive(Clone, Debug)]
pub struct DemoFolder {
    /// Absolute.
    pub path: PathBuf,
    /// The folder `tests/shop`.
    pub source: PathBuf,
    pub programs: Programs,
    /// Variables that overrule the configuration, such as `VOUCH_DATABASE__URL`.
    pub environment: Vec<(String, String)>,
}

impl DemoFolder {
    /// Brings the folder up to date: configuration, the shop's orders, keys, approved policies.
    /// What is up to date already is kept; each step that does something is told to `say`.
    pub fn prepare(&self, endpoints: Endpoints, say: &mut dyn FnMut(&str)) -> Result<()> {
        fs::create_dir_all(&self.path)
            .with_context(|| format!("cannot make {}", self.path.display()))?;
        self.write_config(endpoints)?;
        self.once("shop-seeded", &["src"], || {
            say("seeding the shop's orders");
            self.seed_shop()
        })?;
        self.once("key-created", &[], || {
            say("creating the site's keys");
            self.create_key()
        })?;
        self.once("staff-added", &[], || self.add_staff())?;
        self.once("knowledge-published", &["policies"], || {
            say("importing, approving and publishing the policies");
            self.publish_knowledge()
        })
    }

    /// Writes `vouch.toml` for these ports.
    pub fn write_config(&self, endpoints: Endpoints) -> Result<()> {
        let template = self.source.join("vouch.toml");
        let mut config = fs::read_to_string(&template)
            .with_context(|| format!("cannot read {}", template.display()))?;
        let folder = self.path.to_str().context("the demo's folder has an unreadable name")?;
        for (from, to) in [
            (CONFIG_VOUCH, format!(":{}\"", endpoints.vouch)),
            (CONFIG_SHOP, format!(":{}\"", endpoints.shop)),
            (CONFIG_FOLDER, folder.to_owned()),
        ] {
            ensure!(config.contains(from), "{} no longer names {from}", template.display());
            config = config.replace(from, &to);
        }
        fs::write(self.config(), config)?;
        Ok(())
    }

    /// The thumbprint of the site's root key, for `data-key`.
    pub fn key(&self) -> Result<String> {
        let path = self.path.join("key.txt");
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    /// Orders to try, as the shop told them when it was seeded.
    pub fn orders(&self) -> Result<String> {
        let path = self.path.join("orders.txt");
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    /// The configuration that both the server and the commands read.
    pub fn config(&self) -> PathBuf {
        self.path.join("vouch.toml")
    }

    /// The shop's own database.
    pub fn shop_database(&self) -> PathBuf {
        self.path.join("shop.sqlite")
    }

    /// A `vouch` command in this folder.
    pub fn vouch(&self) -> Command {
        let mut command = Command::new(&self.programs.vouch);
        command.arg("--config").arg(self.config());
        command.envs(self.environment.iter().cloned());
        command
    }

    /// Starts the server and waits until it is ready.
    pub fn serve_vouch(&self, endpoints: Endpoints) -> Result<Process> {
        self.start("vouch", self.vouch().arg("serve"), endpoints.vouch, "/readyz")
    }

    /// Starts the storefront, whose pages load the widget from `vouch_url`, and waits until it
    /// answers.
    pub fn serve_shop(
        &self,
        endpoints: Endpoints,
        vouch_url: &str,
        arguments: &[String],
    ) -> Result<Process> {
        let mut command = Command::new(&self.programs.shop);
        command
            .arg("serve")
            .args(["--listen", &format!("127.0.0.1:{}", endpoints.shop)])
            .args(["--vouch-url", vouch_url])
            .args(["--vouch-site", SITE])
            .args(["--vouch-key", &self.key()?])
            .args(arguments)
            // The launcher is drawn before the site's own settings are known. Last, because of
            // two attributes of a name HTML takes the first.
            .args(["--vouch-attr", "data-accent=#1f3b34"]);
        self.start("demo-shop", &mut command, endpoints.shop, "/")
    }

    fn start(&self, name: &str, command: &mut Command, port: u16, path: &str) -> Result<Process> {
        let log = self.path.join(format!("{name}.log"));
        let mut process = Process::spawn(name, command, &log)?;
        process.wait_ready(START_LIMIT, || get_status(port, path) == Some(200))?;
        Ok(process)
    }

    /// Does `work` unless it was done here before with the same sources.
    fn once(&self, name: &str, sources: &[&str], work: impl FnOnce() -> Result<()>) -> Result<()> {
        let sources: Vec<_> = sources.iter().map(|source| self.source.join(source)).collect();
        let wanted = fingerprint(&sources)?;
        let mark = self.path.join(format!("{name}.mark"));
        if fs::read_to_string(&mark).is_ok_and(|done| done == wanted) {
            return Ok(());
        }
        work()?;
        Ok(fs::write(mark, wanted)?)
    }

    fn seed_shop(&self) -> Result<()> {
        let mut command = Command::new(&self.programs.shop);
        let orders = output(command.arg("seed").arg("--database").arg(self.shop_database()))?;
        Ok(fs::write(self.path.join("orders.txt"), orders)?)
    }

    fn create_key(&self) -> Result<()> {
        let thumbprint = output(self.vouch().args(["key", "create", "--site", SITE]))?;
        Ok(fs::write(self.path.join("key.txt"), thumbprint.trim())?)
    }

    fn add_staff(&self) -> Result<()> {
        for (email, name, role) in [
            (WRITER, "Demo writer", "editor"),
            (REVIEWER, "Demo reviewer", "editor"),
            (OWNER, "Robin Demo", "owner"),
            (AGENT, "Sam Demo", "agent"),
        ] {
            output(self.vouch().args(["user", "add", email, "--name", name, "--role", role]))?;
            self.set_password(email)?;
        }
        Ok(())
    }

    fn set_password(&self, email: &str) -> Result<()> {
        let mut command = self.vouch();
        command.args(["user", "password", email]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut running = command.spawn()?;
        running.stdin.take().context("no input")?.write_all(STAFF_PASSWORD.as_bytes())?;
        ensure!(running.wait()?.success(), "the password of {email} was not set");
        Ok(())
    }

    fn publish_knowledge(&self) -> Result<()> {
        let policies = self.source.join("policies");
        output(self.knowledge("import", WRITER).arg(policies))?;
        output(&mut self.knowledge("approve", REVIEWER))?;
        output(&mut self.knowledge("publish", REVIEWER))?;
        Ok(())
    }

    fn knowledge(&self, verb: &str, who: &str) -> Command {
        let mut command = self.vouch();
        command.args(["knowledge", verb, "--site", SITE, "--as", who]);
        command
    }
}

/// Runs a command to its end and gives what it printed; what it complained of, when it fails.
fn output(command: &mut Command) -> Result<String> {
    let done = command
        .output()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    if !done.status.success() {
        bail!("{command:?} failed ({}):\n{}", done.status, String::from_utf8_lossy(&done.stderr));
    }
    String::from_utf8(done.stdout).context("it printed something that is not text")
}
