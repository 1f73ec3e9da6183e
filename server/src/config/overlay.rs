//! What the console changes of sites, and the sites that it adds: a file a site in the data
//! folder's `sites`, in the words of a `[[site]]` table, laid over what `vouch.toml` says. Servers
//! that share the data folder share them, too.

use super::load::{self, ConfigError};
use super::{Config, Site};
use std::fmt;
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use vouch_shared::id::SiteKey;

/// The `[[site]]` tables of `vouch.toml`, with the environment laid over them. They hold
/// connection strings, so they do not print themselves.
#[derive(Clone, Default)]
pub struct SiteTables(Vec<Table>);

impl fmt::Debug for SiteTables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SiteTables({})", self.0.len())
    }
}

impl SiteTables {
    /// Those of a configuration that was read.
    pub(super) fn of(table: &Table) -> Self {
        let sites = table.get("site").and_then(Value::as_array);
        Self(sites.into_iter().flatten().filter_map(Value::as_table).cloned().collect())
    }

    /// What `vouch.toml` itself says of a site.
    fn find(&self, key: &str) -> Option<&Table> {
        self.0.iter().find(|table| key_of(table) == Some(key))
    }
}

impl Config {
    /// The folder of the console's files.
    pub fn sites_folder(&self) -> PathBuf {
        self.server.data_dir.join("sites")
    }

    /// The sites as they are now.
    pub fn current_sites(&self) -> Result<Vec<Site>, ConfigError> {
        let files = files(&self.sites_folder())?;
        let laid_over = |table: &Table| {
            let file = files.iter().find(|file| key_of(table) == Some(file.key.as_str()));
            match file {
                Some(file) => self.read(file, merged(table.clone(), file.table.clone())),
                None => load::site(table.clone()),
            }
        };
        let mut sites: Vec<Site> =
            self.site_tables.0.iter().map(laid_over).collect::<Result<_, _>>()?;
        for file in files.iter().filter(|file| self.site_tables.find(file.key.as_str()).is_none()) {
            sites.push(self.read(file, file.table.clone())?);
        }
        Ok(sites)
    }

    /// What a site would be with this in its file; nothing is written.
    pub fn tried(&self, key: &SiteKey, table: Table) -> Result<Site, ConfigError> {
        let file = self.sites_folder().join(format!("{key}.toml"));
        let file = SiteFile { path: file, key: key.clone(), table };
        let base = self.site_tables.find(key.as_str()).cloned().unwrap_or_default();
        self.read(&file, merged(base, file.table.clone()))
    }

    fn read(&self, file: &SiteFile, mut table: Table) -> Result<Site, ConfigError> {
        table.insert("key".to_owned(), Value::String(file.key.0.clone()));
        let at = file.path.display().to_string();
        let site =
            load::site(table).and_then(|site| load::check_whole(&at, self, &site).map(|()| site));
        site.map_err(|error| error.within(&at))
    }
}

struct SiteFile {
    path: PathBuf,
    key: SiteKey,
    table: Table,
}

/// Every file of the folder by name. What is not called `KEY.toml` is none of ours.
fn files(folder: &Path) -> Result<Vec<SiteFile>, ConfigError> {
    let Ok(listing) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let ours = paths.into_iter().filter_map(|path| {
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        let key = path.file_stem()?.to_str().filter(|_| is_toml)?.to_owned();
        vouch_shared::id::is_client_id(&key).then_some((path, SiteKey(key)))
    });
    ours.map(|(path, key)| {
        let table = load::table_of(&path)?;
        Ok(SiteFile { path, key, table })
    })
    .collect()
}

fn key_of(table: &Table) -> Option<&str> {
    table.get("key").and_then(Value::as_str)
}

/// One table laid over another: tables are merged, everything else is replaced.
pub fn merged(mut below: Table, above: Table) -> Table {
    for (key, value) in above {
        let value = match (below.remove(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => Value::Table(merged(below, above)),
            (_, value) => value,
        };
        below.insert(key, value);
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const BASE: &str = "[[site]]\nkey = \"pk_a\"\nname = \"A\"\naccent = \"#112233\"\n\
        [site.orders]\nurl = \"sqlite:a\"\npreset = \"medusa\"\n";

    fn config(folder: &TempDir) -> Config {
        let text = format!("[server]\ndata_dir = {:?}\n{BASE}", folder.path());
        crate::config::parse(&text, "vouch.toml", std::iter::empty()).unwrap()
    }

    fn write(folder: &TempDir, name: &str, text: &str) {
        std::fs::create_dir_all(folder.path().join("sites")).unwrap();
        std::fs::write(folder.path().join("sites").join(name), text).unwrap();
    }

    #[test]
    fn a_file_is_laid_over_its_site_and_adds_others() {
        let folder = tempfile::tempdir().unwrap();
        write(&folder, "pk_a.toml", "name = \"B\"\n[orders]\ntimeout_ms = 900\n");
        write(&folder, "pk_c.toml", "name = \"C\"\norigins = [\"https://c.example\"]\n");
        write(&folder, "notes.txt", "not ours");
        let sites = config(&folder).site;
        assert_eq!(sites.len(), 2);
        let orders = sites[0].orders.as_ref().unwrap();
        assert_eq!((sites[0].name.as_str(), sites[0].accent.as_deref()), ("B", Some("#112233")));
        assert_eq!((orders.url.expose(), orders.timeout_ms), ("sqlite:a", 900));
        assert_eq!((sites[1].key.as_str(), sites[1].origins.len()), ("pk_c", 1));
    }

    #[test]
    fn a_file_that_does_not_fit_is_named_without_its_secrets() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(&folder);
        for (text, part) in [
            ("orgins = []", "did you mean `origins`"),
            ("accent = \"red\"", "accent"),
            ("[orders\nurl = \"postgres://u:hunter2@h/d\"", "TOML"),
        ] {
            write(&folder, "pk_a.toml", text);
            let error = config.current_sites().unwrap_err().to_string();
            assert!(error.contains("pk_a.toml") && error.contains(part), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
