//! Reading `vouch.toml` and the environment, and saying which key is wrong.

use super::{Config, Format, HandoffSettings, Site, SiteTables};
use crate::orders::CodeRule;
use crate::secret::Secret;
use serde::de::DeserializeOwned;
use std::path::Path;
use toml::{Table, Value};

/// Environment variables that override keys: `VOUCH_SERVER__LISTEN`, `VOUCH_SITE__0__NAME`.
const PREFIX: &str = "VOUCH_";

/// Why a configuration was refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {path}: {source}; `vouch init` writes a configuration to start from")]
    Unreadable { path: String, source: std::io::Error },
    #[error("{path} is not TOML: {message}")]
    NotToml { path: String, message: String },
    #[error("{key}: not a known key{}", hint.as_ref().map(|name| format!("; did you mean `{name}`?")).unwrap_or_default())]
    UnknownKey { key: String, hint: Option<String> },
    #[error("{key}: {message}")]
    Invalid { key: String, message: String },
}

impl ConfigError {
    /// Names the file that a key stands in, where it is not `vouch.toml`.
    pub(super) fn within(self, file: &str) -> Self {
        let place =
            |key: String| if key.starts_with(file) { key } else { format!("{file}: {key}") };
        match self {
            Self::UnknownKey { key, hint } => Self::UnknownKey { key: place(key), hint },
            Self::Invalid { key, message } => Self::Invalid { key: place(key), message },
            other => other,
        }
    }
}

/// Reads the file at `path`, lays the environment over it, and checks the whole.
pub fn load(path: &Path) -> Result<Config, ConfigError> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { path: shown.clone(), source })?;
    parse(&text, &shown, std::env::vars())
}

/// The same from given text and variables.
pub fn parse(
    text: &str,
    path: &str,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let mut table = table(text, path)?;
    for (name, value) in variables {
        // A single part (VOUCH_TOOLS, VOUCH_CONFIG) is no key of the file.
        if let Some(key) = name.strip_prefix(PREFIX).filter(|key| key.contains("__")) {
            let parts: Vec<String> = key.split("__").map(str::to_ascii_lowercase).collect();
            lay_over(&mut table, &parts, value)
                .ok_or_else(|| invalid(&name, "does not lead to a key of the configuration"))?;
        }
    }
    let site_tables = SiteTables::of(&table);
    let config = Config { site_tables, ..deserialize(table)? };
    check(&config)?;
    let site = config.current_sites()?;
    Ok(Config { site, ..config })
}

/// The tables of a file.
pub(super) fn table_of(path: &Path) -> Result<Table, ConfigError> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { path: shown.clone(), source })?;
    table(&text, &shown)
}

fn table(text: &str, path: &str) -> Result<Table, ConfigError> {
    text.parse().map_err(|error: toml::de::Error| ConfigError::NotToml {
        path: path.to_owned(),
        // Not the error's own display: it quotes the line, which may hold a password.
        message: not_toml(text, &error),
    })
}

/// One site from its table.
pub(super) fn site(table: Table) -> Result<Site, ConfigError> {
    deserialize(table)
}

/// Everything that one site has to fit.
pub(super) fn check_whole(at: &str, config: &Config, site: &Site) -> Result<(), ConfigError> {
    check_site(at, site)?;
    check_code(&format!("{at}.orders.code"), config, site)?;
    check_handoff(&format!("{at}.handoff"), &site.handoff)
}

fn not_toml(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    format!("line {}: {}", before.lines().count().max(1), error.message())
}

fn lay_over(table: &mut Table, parts: &[String], value: String) -> Option<()> {
    let (first, rest) = parts.split_first()?;
    let Some((second, deeper)) = rest.split_first() else {
        table.insert(first.clone(), scalar(value));
        return Some(());
    };
    let empty = || {
        if second.parse::<usize>().is_ok() {
            Value::Array(Vec::new())
        } else {
            Value::Table(Table::new())
        }
    };
    match table.entry(first.clone()).or_insert_with(empty) {
        Value::Table(inner) => lay_over(inner, rest, value),
        Value::Array(items) => {
            let index: usize = second.parse().ok()?;
            if index == items.len() {
                items.push(Value::Table(Table::new()));
            }
            match items.get_mut(index)? {
                Value::Table(inner) if !deeper.is_empty() => lay_over(inner, deeper, value),
                item => {
                    *item = scalar(value);
                    Some(())
                }
            }
        }
        _ => None,
    }
}

/// Numbers, booleans and lists as TOML writes them; everything else is a string.
fn scalar(text: String) -> Value {
    let parsed = format!("v = {text}").parse::<Table>().ok().and_then(|mut t| t.remove("v"));
    parsed.filter(|value| !value.is_table()).unwrap_or(Value::String(text))
}

fn deserialize<T: DeserializeOwned>(table: Table) -> Result<T, ConfigError> {
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(table, &mut track);
    T::deserialize(tracked).map_err(|error| {
        // The path of an unknown field already ends in it.
        let key = track.path().to_string();
        match unknown_field(error.message()) {
            Some((name, known)) => {
                let hint = known
                    .into_iter()
                    .max_by(|a, b| strsim::jaro(&name, a).total_cmp(&strsim::jaro(&name, b)));
                ConfigError::UnknownKey { key, hint }
            }
            None => invalid(&key, error.message()),
        }
    })
}

/// Serde says "unknown field `a`, expected one of `b`, `c`"; the names are in backticks.
fn unknown_field(message: &str) -> Option<(String, Vec<String>)> {
    let mut names = message.strip_prefix("unknown field")?.split('`').skip(1).step_by(2);
    let name = names.next()?.to_owned();
    Some((name, names.map(str::to_owned).collect()))
}

fn invalid(key: &str, message: impl Into<String>) -> ConfigError {
    ConfigError::Invalid { key: key.to_owned(), message: message.into() }
}

fn check(config: &Config) -> Result<(), ConfigError> {
    check_origin("server.public_url", &config.server.public_url)?;
    for (index, site) in config.site.iter().enumerate() {
        check_whole(&format!("site[{index}]"), config, site)?;
        if config.site[..index].iter().any(|earlier| earlier.key == site.key) {
            return Err(invalid(
                &format!("site[{index}].key"),
                format!("`{}` is used twice", site.key),
            ));
        }
    }
    Ok(())
}

fn check_site(at: &str, site: &Site) -> Result<(), ConfigError> {
    let key = |name: &str| format!("{at}.{name}");
    if !vouch_shared::id::is_client_id(site.key.as_str()) {
        return Err(invalid(
            &key("key"),
            "1 to 64 letters, digits, `-` or `_` (it stands in URLs)",
        ));
    }
    if site.name.trim().is_empty() {
        return Err(invalid(&key("name"), "the shop's name as shoppers know it is missing"));
    }
    if !(site.risk > 0.0 && site.risk < 0.5) {
        return Err(invalid(&key("risk"), "a share between 0 and 0.5, such as 0.005 for 0.5 %"));
    }
    if !["auto", "light", "dark"].contains(&site.theme.as_str()) {
        return Err(invalid(&key("theme"), "`auto`, `light` or `dark`"));
    }
    if site.accent.as_ref().is_some_and(|accent| !is_colour(accent)) {
        return Err(invalid(&key("accent"), "a colour such as `#1f5a4a`"));
    }
    site.origins.iter().try_for_each(|origin| check_origin(&key("origins"), origin))
}

/// A code that cannot be mailed would lock every order.
fn check_code(key: &str, config: &Config, site: &Site) -> Result<(), ConfigError> {
    let wanted = site.orders.as_ref().is_some_and(|orders| orders.code == CodeRule::Required);
    if wanted && config.smtp.is_none() {
        return Err(invalid(key, "codes are mailed: add `[smtp] url` and `from`"));
    }
    Ok(())
}

/// Targets that could never be delivered to are refused at once. Addresses are not quoted: those
/// of chat systems hold a secret.
fn check_handoff(at: &str, handoff: &HandoffSettings) -> Result<(), ConfigError> {
    let key = |name: &str| format!("{at}.{name}");
    let is_short = |key: &Option<Secret>| key.as_ref().is_none_or(|key| key.expose().len() < 32);
    let long = "at least 32 bytes, such as `openssl rand -hex 32` makes";
    if handoff.webhook.is_some() && is_short(&handoff.webhook_key) {
        return Err(invalid(&key("webhook_key"), long));
    }
    if handoff.reply_to.is_some() && is_short(&handoff.inbound_key) {
        return Err(invalid(&key("inbound_key"), long));
    }
    if handoff.reply_to.as_ref().is_some_and(|to| !to.contains('@') || to.contains(['+', '<'])) {
        return Err(invalid(&key("reply_to"), "write it as `support@shop.example`"));
    }
    check_web("webhook", at, handoff.webhook.as_ref(), handoff.webhook_private.as_deref())?;
    let mut names = vec!["mail", "shopper", "webhook"];
    for target in &handoff.target {
        let within = format!("{at}.target `{}`", target.name);
        if !vouch_shared::id::is_client_id(&target.name) || names.contains(&target.name.as_str()) {
            return Err(invalid(
                &format!("{within}.name"),
                "letters, digits, `-` or `_`; not twice, and not `mail`, `shopper` or `webhook`",
            ));
        }
        names.push(&target.name);
        if target.format == Format::Vouch && is_short(&target.key) {
            return Err(invalid(&format!("{within}.key"), long));
        }
        check_web("url", &within, Some(&target.url), target.private.as_deref())?;
    }
    Ok(())
}

/// What leaves the shop's own network is encrypted.
fn check_web(
    name: &str,
    at: &str,
    url: Option<&Secret>,
    private: Option<&str>,
) -> Result<(), ConfigError> {
    let plain = |url: &&Secret| url.expose().starts_with("http://") && private.is_some();
    let fits = |url: &Secret| {
        (url.expose().starts_with("https://") || plain(&url))
            && url.expose().parse::<axum::http::Uri>().is_ok()
    };
    if private.is_some_and(|reason| reason.trim().is_empty()) {
        return Err(invalid(&format!("{at}.private"), "say why in a few words"));
    }
    match url {
        Some(url) if !fits(url) => Err(invalid(
            &format!("{at}.{name}"),
            "an https:// address; http:// only together with a reason why it may be private",
        )),
        _ => Ok(()),
    }
}

fn is_colour(text: &str) -> bool {
    text.len() == 7
        && text.starts_with('#')
        && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn check_origin(key: &str, origin: &str) -> Result<(), ConfigError> {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    match host {
        // Browsers send origins in lower case and without the scheme's own port.
        Some(host) if host.chars().any(char::is_uppercase) || has_default_port(origin) => {
            let message =
                format!("`{origin}`: browsers send it in lower case, without `:80` or `:443`");
            Err(invalid(key, message))
        }
        Some(host) if !host.is_empty() && !host.contains(['/', ' ', '?', '#', '@', '*']) => Ok(()),
        _ => Err(invalid(
            key,
            format!(
                "`{origin}` is not an origin; write scheme and host as in `https://shop.example`"
            ),
        )),
    }
}

fn has_default_port(origin: &str) -> bool {
    (origin.starts_with("https://") && origin.ends_with(":443"))
        || (origin.starts_with("http://") && origin.ends_with(":80"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        parse(text, "vouch.toml", variables).map_err(|error| error.to_string())
    }

    const ORDERS: &str = "[site.orders]\nurl = \"sqlite:a\"\npreset = \"custom\"\n\
        query = { order = \"a\", items = \"b\", parcels = \"c\" }\n";
    const HOOK: &str = "[site.handoff]\nwebhook = \"https://hook.example/a\"\n";
    const KEY: &str = "0123456789abcdef0123456789abcdef";
    const SITE: &str = "[[site]]\nkey = \"pk_a\"\nname = \"A\"\n";

    #[test]
    fn an_empty_file_is_a_default_server() {
        let config = read("", &[]).unwrap();
        assert_eq!(config.server.listen.port(), 8787);
        assert_eq!(config.database_url().expose(), "sqlite://data/vouch.db");
    }

    #[test]
    fn unknown_keys_name_the_nearest() {
        let error = read("[server]\nlissten = \"x\"", &[]).unwrap_err();
        assert_eq!(error, "server.lissten: not a known key; did you mean `listen`?");
        let error = read(&format!("{SITE}orgins = []"), &[]).unwrap_err();
        assert_eq!(error, "site[0].orgins: not a known key; did you mean `origins`?");
    }

    #[test]
    fn wrong_values_name_the_key() {
        for (text, start) in [
            ("[server]\nlisten = 7".to_owned(), "server.listen: "),
            (format!("{SITE}risk = 2.0"), "site[0].risk: "),
            (format!("{SITE}origins = [\"shop.example\"]"), "site[0].origins: "),
            (format!("{SITE}origins = [\"https://Shop.example\"]"), "site[0].origins: "),
            (format!("{SITE}origins = [\"https://shop.example:443\"]"), "site[0].origins: "),
            (format!("{SITE}accent = \"green\""), "site[0].accent: "),
            (format!("{SITE}{SITE}"), "site[1].key: "),
            (format!("{SITE}{ORDERS}code = \"required\""), "site[0].orders.code: "),
            (format!("{SITE}{ORDERS}code = \"maybe\""), "site[0].orders.code: "),
            (format!("{SITE}{ORDERS}next = {{ lost = \"a/b\" }}"), "site[0].orders.next"),
            (format!("{SITE}{HOOK}"), "site[0].handoff.webhook_key: "),
            (
                format!("{SITE}{HOOK}webhook_key = \"{KEY}\"\nwebhook_private = \" \""),
                "site[0].handoff.private: ",
            ),
            (
                format!(
                    "{SITE}[site.handoff]\nwebhook = \"http://a.example/\"\nwebhook_key = \"{KEY}\""
                ),
                "site[0].handoff.webhook: ",
            ),
            (
                format!("{SITE}[site.handoff]\nreply_to = \"a@b.example\""),
                "site[0].handoff.inbound_key: ",
            ),
            (
                format!("{SITE}[site.handoff]\nreply_to = \"a\"\ninbound_key = \"{KEY}\""),
                "site[0].handoff.reply_to: ",
            ),
            (
                format!(
                    "{SITE}[[site.handoff.target]]\nname = \"mail\"\nurl = \"https://a.example\""
                ),
                "site[0].handoff.target `mail`.name: ",
            ),
            (
                format!("{SITE}[[site.handoff.target]]\nname = \"a\"\nurl = \"https://a.example\""),
                "site[0].handoff.target `a`.key: ",
            ),
            (
                format!(
                    "{SITE}[[site.handoff.target]]\nname = \"a\"\nformat = \"fax\"\nurl = \"x\""
                ),
                "site[0].handoff.target",
            ),
            ("[server".to_owned(), "vouch.toml is not TOML: "),
        ] {
            let error = read(&text, &[]).unwrap_err();
            assert!(error.starts_with(start), "{error}");
        }
    }

    #[test]
    fn no_error_quotes_a_password() {
        for text in [
            "[database]\nurl = \"postgres://u:hunter2@h/d\" oops",
            "[database]\nurl = [\"postgres://u:hunter2@h/d\"]",
        ] {
            let error = read(text, &[]).unwrap_err();
            assert!(!error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn the_environment_wins() {
        let config = read(
            SITE,
            &[
                ("VOUCH_SERVER__LISTEN", "0.0.0.0:9"),
                ("VOUCH_SITE__0__NAME", "B"),
                ("VOUCH_SITE__0__ORIGINS", "[\"https://b.example\"]"),
                ("VOUCH_LIMITS__BODY_BYTES", "10"),
                ("VOUCH_TOOLS", "/elsewhere"),
            ],
        )
        .unwrap();
        assert_eq!(config.server.listen.port(), 9);
        assert_eq!(config.site[0].name, "B");
        assert_eq!(config.site[0].origins, ["https://b.example"]);
        assert_eq!(config.limits.body_bytes, 10);
        let error = read(SITE, &[("VOUCH_SERVER__LISTNE", "x")]).unwrap_err();
        assert!(error.contains("did you mean `listen`"), "{error}");
    }
}
