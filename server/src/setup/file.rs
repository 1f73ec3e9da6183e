//! A site's file in the data folder: read, changed and written as a whole, so that nobody ever
//! reads half of it. It may hold connection strings, so nobody else may read it at all.

use crate::app::App;
use crate::auth::token::sha256_hex;
use crate::error::Error;
use crate::setup::refused;
use crate::store::audit::AuditRow;
use anyhow::Context as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tokio::sync::{Mutex, MutexGuard};
use toml::Table;
use vouch_shared::id::SiteKey;

/// One change at a time on this server.
#[derive(Default)]
pub struct Editing(Mutex<()>);

/// A site's file, held until it is written or let go.
pub(super) struct SiteFile<'a> {
    app: &'a App,
    key: SiteKey,
    path: PathBuf,
    pub(super) table: Table,
    /// Of the text that was read.
    pub(super) version: String,
    _alone: MutexGuard<'a, ()>,
}

impl<'a> SiteFile<'a> {
    /// Opens a site's file. One that is not there is empty.
    pub(super) async fn open(app: &'a App, key: &SiteKey) -> Result<Self, Error> {
        let alone = app.editing.0.lock().await;
        let path = app.config.sites_folder().join(format!("{key}.toml"));
        let text = read(&path)?;
        // The text itself may hold a password and must not reach an error.
        let table = text.parse::<Table>().map_err(|error| anyhow::anyhow!("{}", error.message()));
        let table = table.with_context(|| format!("{} is not TOML", path.display()))?;
        let version = version_of(&text);
        Ok(Self { app, key: key.clone(), path, table, version, _alone: alone })
    }

    /// Whether nothing was ever written here.
    pub(super) fn is_new(&self) -> bool {
        self.table.is_empty()
    }

    /// Writes the table if the site that comes of it fits, and puts it into force. The deed is in
    /// the audit log first: a change without a trace would be worse than a trace without a change.
    pub(super) async fn keep(self, deed: &AuditRow) -> Result<(), Error> {
        self.app.config.tried(&self.key, self.table.clone()).map_err(|error| refused(&error))?;
        let text = toml::to_string(&self.table).context("a site's settings are TOML")?;
        crate::store::audit::add(&self.app.store, deed).await?;
        let path = &self.path;
        write(path, &text).with_context(|| format!("cannot write {}", path.display()))?;
        self.app.sites.refresh(&self.app.config)?;
        Ok(())
    }
}

/// The version of a site's stored settings.
pub(super) fn version(app: &App, key: &SiteKey) -> Result<String, Error> {
    Ok(version_of(&read(&app.config.sites_folder().join(format!("{key}.toml")))?))
}

fn version_of(text: &str) -> String {
    sha256_hex(text.as_bytes())
}

fn read(path: &Path) -> Result<String, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => {
            let shown = path.display();
            Err(anyhow::Error::new(error).context(format!("cannot read {shown}")).into())
        }
    }
}

/// Writes beside the file and then takes its place.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().expect("the file lies in the folder of sites");
    crate::store::create_private_folder(folder)?;
    let beside = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(beside, path)
}
