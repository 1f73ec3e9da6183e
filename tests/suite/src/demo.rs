//! The demo for tests: the real server with the demo shop's data, and its storefront where a test
//! wants one. Seeding and publishing happen once; each test runs on a copy.

use crate::client::Client;
use crate::postgres::Postgres;
use crate::programs::programs;
use crate::proxy::Proxy;
use crate::template::{Make, Template};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Duration;
use tempfile::TempDir;
use vouch_demo::{DemoFolder, Endpoints, Process, Programs, SITE, fingerprint};

const STOP_LIMIT: Duration = Duration::from_secs(30);
const DATABASE: &str = "vouch";

/// Which database Vouch keeps its own tables in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Database {
    #[default]
    Sqlite,
    Postgres,
}

/// What a test wants of its demo beyond the server itself.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    database: Database,
    durable: bool,
    storefront: Option<Vec<String>>,
    proxy: bool,
    environment: Vec<(String, String)>,
    edits: Vec<(String, String)>,
    store: Option<String>,
    commands: Vec<Vec<String>>,
}

/// A running demo. Its programs end, and its files are deleted, when this value goes.
#[derive(Debug)]
pub struct Demo {
    // Dropped in this order: programs first, then the database, then the files.
    server: Option<Process>,
    shop: Option<Process>,
    proxy: Option<Proxy>,
    postgres: Option<Postgres>,
    folder: DemoFolder,
    endpoints: Endpoints,
    _files: TempDir,
}

impl Setup {
    /// Keeps Vouch's tables there.
    #[must_use]
    pub fn database(mut self, database: Database) -> Self {
        self.database = database;
        self
    }

    /// Makes every commit reach the disk, as in the shops' own servers; `SQLite`'s always do.
    #[must_use]
    pub fn durable(mut self) -> Self {
        self.durable = true;
        self
    }

    /// Serves the storefront too.
    #[must_use]
    pub fn storefront(self) -> Self {
        self.storefront_with(&[])
    }

    /// Serves the storefront too, with these further arguments to `demo-shop serve`.
    #[must_use]
    pub fn storefront_with(mut self, arguments: &[&str]) -> Self {
        self.storefront = Some(arguments.iter().map(ToString::to_string).collect());
        self
    }

    /// Puts a proxy between the storefront's pages and the server.
    #[must_use]
    pub fn behind_proxy(mut self) -> Self {
        self.proxy = true;
        self
    }

    /// Overrules one setting, by its variable: `VOUCH_SERVER__LISTEN`, for example.
    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Replaces text in `vouch.toml`, which must hold it.
    #[must_use]
    pub fn edit(mut self, from: &str, to: &str) -> Self {
        self.edits.push((from.to_owned(), to.to_owned()));
        self
    }

    /// Reads orders as this `[site.orders]` says, instead of the demo shop's.
    #[must_use]
    pub fn store(mut self, orders: String) -> Self {
        self.store = Some(orders);
        self
    }

    /// Runs a `vouch` command once everything is laid out, before the server starts.
    #[must_use]
    pub fn before_start(mut self, arguments: &[&str]) -> Self {
        self.commands.push(arguments.iter().map(ToString::to_string).collect());
        self
    }

    /// Starts it all and waits until everything is ready.
    pub fn start(self) -> Result<Demo> {
        let files = TempDir::new()?;
        let mut folder = demo_folder(files.path().join("demo"))?;
        folder.environment = self.environment;
        let postgres = match self.database {
            Database::Sqlite => {
                template(Database::Sqlite, &folder, &|template| {
                    template.copy_to(&folder.path, None)
                })?;
                None
            }
            Database::Postgres => Some(lay_out_postgres(&mut folder, self.durable)?),
        };
        let endpoints = Endpoints::free()?;
        folder.write_config(endpoints)?;
        edit_config(&folder.config(), &self.edits)?;
        if let Some(orders) = &self.store {
            replace_orders(&folder.config(), orders)?;
        }
        let mut demo = Demo {
            server: None,
            shop: None,
            proxy: None,
            postgres,
            folder,
            endpoints,
            _files: files,
        };
        for arguments in &self.commands {
            demo.run_vouch(&arguments.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        demo.start_server()?;
        if self.proxy {
            demo.proxy = Some(Proxy::start(endpoints.vouch)?);
        }
        if let Some(arguments) = self.storefront {
            demo.shop = Some(demo.folder.serve_shop(endpoints, &demo.url(), &arguments)?);
        }
        Ok(demo)
    }
}

impl Demo {
    /// The server alone, on SQLite.
    pub fn start() -> Result<Self> {
        Setup::default().start()
    }

    /// What else a test wants; end with [`Setup::start`].
    pub fn setup() -> Setup {
        Setup::default()
    }

    /// Where pages and clients find the server: the proxy, if there is one.
    pub fn url(&self) -> String {
        self.proxy.as_ref().map_or_else(|| self.endpoints.vouch_url(), Proxy::url)
    }

    /// Where the storefront is.
    pub fn shop_url(&self) -> String {
        self.endpoints.shop_url()
    }

    /// A shopper's client of the demo's site.
    pub fn client(&self) -> Result<Client> {
        Client::new(&self.url(), SITE, &self.folder.key()?)
    }

    /// The demo's files: `vouch.toml`, `shop.sqlite`, the policies' source, logs.
    pub fn folder(&self) -> &DemoFolder {
        &self.folder
    }

    /// The proxy of [`Setup::behind_proxy`].
    pub fn proxy(&self) -> Result<&Proxy> {
        self.proxy.as_ref().context("this demo was set up without a proxy")
    }

    /// The server of [`Database::Postgres`].
    pub fn postgres(&mut self) -> Result<&mut Postgres> {
        self.postgres.as_mut().context("this demo was set up on SQLite")
    }

    /// Which database Vouch keeps its own tables in.
    pub fn database(&self) -> Database {
        if self.postgres.is_some() { Database::Postgres } else { Database::Sqlite }
    }

    /// The URL of the database that Vouch keeps its own tables in.
    pub fn database_url(&self) -> String {
        let file = || format!("sqlite://{}", self.folder.path.join("vouch.sqlite").display());
        self.postgres.as_ref().map_or_else(file, |postgres| postgres.url(DATABASE))
    }

    /// A `vouch` command with the demo's configuration: `demo.vouch().args(["ticket", "list"])`.
    pub fn vouch(&self) -> Command {
        self.folder.vouch()
    }

    /// Runs a `vouch` command and gives what it printed; fails when it does.
    pub fn run_vouch(&self, arguments: &[&str]) -> Result<String> {
        let done = self.vouch().args(arguments).output()?;
        let complaint = String::from_utf8_lossy(&done.stderr);
        anyhow::ensure!(done.status.success(), "vouch {arguments:?}: {}: {complaint}", done.status);
        Ok(String::from_utf8(done.stdout)?)
    }

    /// Ends the server at once (SIGKILL), as a power cut would.
    pub fn kill_server(&mut self) {
        self.server = None;
    }

    /// Asks the server to end (SIGTERM) and waits until it has.
    pub fn stop_server(&mut self) -> Result<ExitStatus> {
        let mut server = self.server.take().context("the server does not run")?;
        server.terminate(STOP_LIMIT)
    }

    /// Starts the server again, on the same port and the same data.
    pub fn start_server(&mut self) -> Result<()> {
        self.server = None;
        self.server = Some(self.folder.serve_vouch(self.endpoints)?);
        Ok(())
    }

    /// Everything that the server printed, over all its starts.
    pub fn server_log(&self) -> Result<String> {
        Ok(fs::read_to_string(self.folder.path.join("vouch.log"))?)
    }
}

fn demo_folder(path: PathBuf) -> Result<DemoFolder> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shop").canonicalize()?;
    Ok(DemoFolder { path, source, programs: programs()?, environment: Vec::new() })
}

fn edit_config(config: &Path, edits: &[(String, String)]) -> Result<()> {
    let mut text = fs::read_to_string(config)?;
    for (from, to) in edits {
        anyhow::ensure!(text.contains(from.as_str()), "vouch.toml does not hold {from}");
        text = text.replace(from.as_str(), to);
    }
    Ok(fs::write(config, text)?)
}

/// Puts another `[site.orders]` into `vouch.toml`, which ends with the demo shop's.
fn replace_orders(config: &Path, orders: &str) -> Result<()> {
    let text = fs::read_to_string(config)?;
    let (rest, _) = text.split_once("[site.orders]").context("vouch.toml has no [site.orders]")?;
    Ok(fs::write(config, format!("{rest}{orders}"))?)
}

/// Copies the template's demo folder and starts PostgreSQL on a copy of its data folder.
fn lay_out_postgres(folder: &mut DemoFolder, durable: bool) -> Result<Postgres> {
    let whole = folder.path.with_extension("template");
    template(Database::Postgres, folder, &|template| template.copy_to(&whole, None))?;
    fs::rename(whole.join("demo"), &folder.path)?;
    let postgres = Postgres::start_from(Postgres::settings(durable), &|data, account| {
        crate::files::copy_folder(&whole.join("postgres"), data, account)
    })?;
    fs::remove_dir_all(whole)?;
    folder.environment.push(database_variable(postgres.url(DATABASE)));
    Ok(postgres)
}

fn database_variable(url: String) -> (String, String) {
    ("VOUCH_DATABASE__URL".to_owned(), url)
}

/// Hands the template of a prepared demo to `job`. It is as new as the programs and the shop.
fn template(
    database: Database,
    folder: &DemoFolder,
    job: &dyn Fn(&Template<'_>) -> Result<()>,
) -> Result<()> {
    let Programs { vouch, shop } = &folder.programs;
    let made_from = ["policies", "vouch.toml"].map(|name| folder.source.join(name));
    let version = format!("{} {} {}", fingerprint(&made_from)?, age(vouch)?, age(shop)?);
    let (name, make): (_, Make<'_>) = match database {
        Database::Sqlite => ("demo-sqlite", &make_on_sqlite),
        Database::Postgres => ("demo-postgres", &make_on_postgres),
    };
    job(&Template { name, version: &version, make })
}

/// When a program was linked, in nanoseconds.
fn age(program: &Path) -> Result<u128> {
    let linked = fs::metadata(program)?.modified()?;
    Ok(linked.duration_since(std::time::UNIX_EPOCH)?.as_nanos())
}

fn make_on_sqlite(target: &Path) -> Result<()> {
    demo_folder(target.to_owned())?.prepare(Endpoints::free()?, &mut |_| {})
}

fn make_on_postgres(target: &Path) -> Result<()> {
    let postgres = Postgres::start()?;
    let mut folder = demo_folder(target.join("demo"))?;
    folder.environment.push(database_variable(postgres.create_database(DATABASE)?));
    folder.prepare(Endpoints::free()?, &mut |_| {})?;
    postgres.stop_into(&target.join("postgres"))
}
