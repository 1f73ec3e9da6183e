//! Sites' keys: a root key that the page pins, and signing keys that the root key lists (P1a).
//!
//! Private keys are files under `data_dir/keys/<site>/`, readable by the owner only; the root
//! key's file is needed for rotation alone and may be kept elsewhere. Public keys and the signed
//! list are in the database, so that every server and `jwks.json` tell the same.

use crate::auth::jws::{self, PrivateKey};
use crate::clock::timestamp;
use crate::store::{self, Store};
use anyhow::{Context as _, bail};
use arc_swap::ArcSwap;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use time::{Duration, OffsetDateTime};
use vouch_shared::id::{SiteKey, Timestamp};
use vouch_shared::key::{KEY_LIST_TYP, KeyList, KeySet, SigningKey};

/// How long a new key may sign.
const VALIDITY: Duration = Duration::days(400);
/// How long a replaced key stays valid for servers that have not yet heard, and how far clocks
/// of several servers may differ.
const OVERLAP: Duration = Duration::minutes(10);

/// One site's keys, ready for use.
pub struct SiteKeys {
    pub set: KeySet,
    pub list: KeyList,
    private: BTreeMap<String, PrivateKey>,
}

impl SiteKeys {
    /// The newest key that may sign at `now` and whose private half this server holds.
    pub fn signer(&self, now: OffsetDateTime) -> Option<&PrivateKey> {
        let now = timestamp(now);
        let valid = |key: &&SigningKey| key.not_before <= now && now <= key.not_after;
        self.list
            .keys
            .iter()
            .filter(valid)
            .filter_map(|key| Some((&key.not_after, self.private.get(&key.jwk.kid)?)))
            .max_by_key(|(not_after, _)| *not_after)
            .map(|(_, private)| private)
    }

    /// Whether some key can still sign in a month. It takes a person to rotate, in good time.
    pub fn is_good_for_a_month(&self, now: OffsetDateTime) -> bool {
        self.signer(now + Duration::days(30)).is_some()
    }

    /// Whether the private half of the newest key is here.
    fn is_complete(&self) -> bool {
        self.list.keys.last().is_some_and(|key| self.private.contains_key(&key.jwk.kid))
    }
}

/// All sites' keys as this server knows them.
pub struct KeyRing {
    folder: PathBuf,
    sites: ArcSwap<BTreeMap<SiteKey, Arc<SiteKeys>>>,
}

impl KeyRing {
    /// Loads the keys of all sites.
    pub async fn open(store: &Store, data_dir: &Path) -> anyhow::Result<Self> {
        let ring = Self { folder: data_dir.join("keys"), sites: ArcSwap::default() };
        ring.refresh(store).await?;
        Ok(ring)
    }

    /// The keys of a site.
    pub fn site(&self, site: &SiteKey) -> Option<Arc<SiteKeys>> {
        self.sites.load().get(site).cloned()
    }

    /// The keys of all sites.
    pub fn all(&self) -> Arc<BTreeMap<SiteKey, Arc<SiteKeys>>> {
        self.sites.load_full()
    }

    /// Loads again what has changed since the last time.
    pub async fn refresh(&self, store: &Store) -> anyhow::Result<()> {
        let known = self.sites.load_full();
        let mut sites = BTreeMap::new();
        for (site, issued_at) in store::key::issued_at(store).await? {
            let site = SiteKey(site);
            let unchanged = known
                .get(&site)
                // A private key may arrive after the list that names it.
                .filter(|keys| keys.list.issued_at.0 == issued_at && keys.is_complete());
            let keys = match unchanged {
                Some(keys) => keys.clone(),
                None => Arc::new(load(store, &self.folder, &site).await?),
            };
            sites.insert(site, keys);
        }
        self.sites.store(Arc::new(sites));
        Ok(())
    }
}

/// Makes the first keys of a site, or finds those that exist. Gives the root key's thumbprint.
pub async fn create(
    store: &Store,
    data_dir: &Path,
    site: &SiteKey,
    now: OffsetDateTime,
) -> anyhow::Result<String> {
    if let Some(keys) = store::key::find(store, site).await? {
        return Ok(keys.root.kid);
    }
    let folder = data_dir.join("keys").join(site.as_str());
    let file = folder.join("root.json");
    // Pages may pin this key already: one that is there is never replaced.
    let root = if file.exists() { read_private(&file)? } else { PrivateKey::generate() };
    if !file.exists() {
        write_private(&file, &root)?;
    }
    issue(store, &folder, &root, site, Vec::new(), now).await?;
    Ok(root.public().kid)
}

/// Adds a new signing key and lets the current one run out. `root_file` is where the root key is
/// kept, when not in the data folder.
pub async fn rotate(
    store: &Store,
    data_dir: &Path,
    site: &SiteKey,
    root_file: Option<&Path>,
    now: OffsetDateTime,
) -> anyhow::Result<String> {
    let folder = data_dir.join("keys").join(site.as_str());
    let keys = load(store, &data_dir.join("keys"), site).await?;
    let own = folder.join("root.json");
    let root = read_private(root_file.unwrap_or(&own))?;
    if root.public().kid != keys.set.root.kid {
        bail!("this root key is not the one that pages of `{site}` pin; nothing was changed");
    }
    let end = timestamp(now + OVERLAP);
    let past = keys.list.keys.iter().cloned().map(|mut key| {
        key.not_after = key.not_after.min(end.clone());
        key
    });
    issue(store, &folder, &root, site, past.collect(), now).await
}

async fn issue(
    store: &Store,
    folder: &Path,
    root: &PrivateKey,
    site: &SiteKey,
    mut keys: Vec<SigningKey>,
    now: OffsetDateTime,
) -> anyhow::Result<String> {
    let private = PrivateKey::generate();
    let jwk = private.public();
    let kid = jwk.kid.clone();
    write_private(&folder.join(format!("{kid}.json")), &private)?;
    keys.push(SigningKey {
        jwk,
        not_before: timestamp(now - OVERLAP),
        not_after: timestamp(now + VALIDITY),
    });
    let issued_at = timestamp(now);
    let list = KeyList { site: site.clone(), issued_at: issued_at.clone(), keys };
    let set = KeySet { root: root.public(), list: root.sign(KEY_LIST_TYP, &list) };
    store::key::put(store, site, &set, issued_at.as_str()).await?;
    Ok(kid)
}

async fn load(store: &Store, folder: &Path, site: &SiteKey) -> anyhow::Result<SiteKeys> {
    let set = store::key::find(store, site).await?.with_context(|| {
        format!("site `{site}` has no keys yet; run `vouch key create --site {site}`")
    })?;
    let list = read_list(&set).with_context(|| format!("the stored key list of `{site}`"))?;
    let private = list
        .keys
        .iter()
        .filter_map(|key| {
            let file = folder.join(site.as_str()).join(format!("{}.json", key.jwk.kid));
            Some((key.jwk.kid.clone(), read_private(&file).ok()?))
        })
        .collect();
    Ok(SiteKeys { set, list, private })
}

/// Reads a key list after checking that the set's root key signed it.
pub fn read_list(set: &KeySet) -> anyhow::Result<KeyList> {
    if jws::thumbprint(&set.root) != set.root.kid {
        bail!("the root key's id is not its thumbprint");
    }
    let find = |kid: &str| (kid == set.root.kid).then_some(&set.root);
    let payload = jws::verify(&set.list, KEY_LIST_TYP, find)?;
    Ok(serde_json::from_slice(&payload)?)
}

/// Whether a key of the list could have signed at that moment.
pub fn valid_key<'l>(list: &'l KeyList, kid: &str, at: &Timestamp) -> Option<&'l SigningKey> {
    list.keys.iter().find(|key| key.jwk.kid == kid && key.not_before <= *at && *at <= key.not_after)
}

fn read_private(file: &Path) -> anyhow::Result<PrivateKey> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the private key {}", file.display()))?;
    PrivateKey::from_json(&text)
        .with_context(|| format!("{} is not a private P-256 key in JWK form", file.display()))
}

fn write_private(file: &Path, key: &PrivateKey) -> anyhow::Result<()> {
    use std::io::Write as _;
    let folder = file.parent().context("a key's file is in a folder")?;
    crate::store::create_private_folder(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options
        .open(file)
        .with_context(|| format!("cannot write the private key {}", file.display()))?;
    out.write_all(key.to_json().as_bytes())?;
    out.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 10:00 UTC);

    async fn fresh() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/v.db", folder.path().display());
        let store = Store::open(&Secret::new(url)).await.unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn rotation_keeps_old_keys_verifiable_and_signs_with_the_new() {
        let (folder, store) = fresh().await;
        let site = SiteKey::from("pk_a");
        let root = create(&store, folder.path(), &site, NOW).await.unwrap();
        assert_eq!(create(&store, folder.path(), &site, NOW).await.unwrap(), root);
        let ring = KeyRing::open(&store, folder.path()).await.unwrap();
        let old = ring.site(&site).unwrap().signer(NOW).unwrap().public().kid;

        let later = NOW + Duration::days(1);
        let new = rotate(&store, folder.path(), &site, None, later).await.unwrap();
        ring.refresh(&store).await.unwrap();
        let keys = ring.site(&site).unwrap();
        assert_eq!(keys.signer(later).unwrap().public().kid, new);
        assert_eq!(keys.set.root.kid, root);
        assert!(valid_key(&keys.list, &old, &timestamp(NOW)).is_some());
        assert!(valid_key(&keys.list, &old, &timestamp(later + Duration::hours(1))).is_none());
        assert!(keys.signer(later + Duration::days(500)).is_none());
    }

    #[tokio::test]
    async fn another_root_key_cannot_rotate() {
        let (folder, store) = fresh().await;
        let site = SiteKey::from("pk_a");
        create(&store, folder.path(), &site, NOW).await.unwrap();
        let stranger = folder.path().join("stranger.json");
        write_private(&stranger, &PrivateKey::generate()).unwrap();
        let error = rotate(&store, folder.path(), &site, Some(&stranger), NOW).await.unwrap_err();
        assert!(error.to_string().contains("nothing was changed"), "{error}");
    }

    #[test]
    fn a_list_by_another_root_is_refused() {
        let (root, stranger) = (PrivateKey::generate(), PrivateKey::generate());
        let list = KeyList { site: "a".into(), issued_at: timestamp(NOW), keys: Vec::new() };
        let forged = KeySet { root: root.public(), list: stranger.sign(KEY_LIST_TYP, &list) };
        assert!(read_list(&forged).is_err());
    }
}
