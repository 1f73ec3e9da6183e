//! What differs between the database engines that stores run on: how a connection string is made
//! safe, and how one consistent, read-only, time-limited look is begun.

use super::columns::Kind;
use crate::orders::error::OrdersError;
use crate::secret::Secret;
use serde::Deserialize;
use std::borrow::Cow;
use std::time::Duration;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
    /// MariaDB too.
    MySql,
}

impl Engine {
    fn of_scheme(scheme: &str) -> Option<Self> {
        match scheme {
            "sqlite" => Some(Self::Sqlite),
            "postgres" | "postgresql" => Some(Self::Postgres),
            "mysql" | "mariadb" => Some(Self::MySql),
            _ => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::MySql => "mysql",
        }
    }

    /// Statements before the transaction.
    pub(crate) fn before(self, timeout: Duration) -> Option<String> {
        match self {
            Self::Sqlite | Self::Postgres => None,
            // A consistent snapshot needs this isolation level. Each server runs only the comment
            // that is meant for it: the first is MySQL's (MariaDB skips versions 507xx), the
            // second MariaDB's.
            Self::MySql => Some(format!(
                "SET @vouch = 1 /*!50708 , SESSION max_execution_time = {} */ \
                 /*M! , SESSION max_statement_time = {} */; \
                 SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                timeout.as_millis(),
                timeout.as_secs_f64(),
            )),
        }
    }

    /// Begins the transaction whose reads all see the same moment, limited in time.
    pub(crate) fn begin(self, timeout: Duration) -> Cow<'static, str> {
        match self {
            Self::Sqlite => "BEGIN DEFERRED".into(),
            // One message to the server. A pooler between us and it keeps `LOCAL` settings with
            // their transaction.
            Self::Postgres => format!(
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \
                 SET LOCAL statement_timeout = {}",
                timeout.as_millis()
            )
            .into(),
            Self::MySql => "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY".into(),
        }
    }

    /// How to write a column so that it comes as what it must be; for messages.
    pub(crate) fn cast(self, kind: Kind, column: &str) -> String {
        let (text, integer) = match self {
            Self::Sqlite | Self::Postgres => ("TEXT", "BIGINT"),
            Self::MySql => ("CHAR", "SIGNED"),
        };
        match (kind, self) {
            (Kind::Id | Kind::Text | Kind::Amount | Kind::List, _) => {
                format!("CAST({column} AS {text})")
            }
            (Kind::Integer, _) => format!("CAST({column} AS {integer})"),
            (Kind::Time, Self::Sqlite) => format!("strftime('%Y-%m-%dT%H:%M:%SZ', {column})"),
            (Kind::Time, Self::Postgres) => {
                format!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
            }
            (Kind::Time, Self::MySql) => format!("DATE_FORMAT({column}, '%Y-%m-%dT%H:%i:%sZ')"),
        }
    }
}

/// A connection string that sqlx may have.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) engine: Engine,
    pub(crate) url: Secret,
}

impl Database {
    /// Takes a connection string apart as far as safety needs.
    pub(crate) fn parse(url: &Secret) -> Result<Self, OrdersError> {
        let text = url.expose();
        let (scheme, rest) = text.split_once(':').ok_or(OrdersError::UnknownEngine)?;
        let engine = Engine::of_scheme(scheme).ok_or(OrdersError::UnknownEngine)?;
        let url = match engine {
            Engine::Sqlite => read_only_file(text),
            Engine::Postgres | Engine::MySql => {
                refuse_ambiguous(rest)?;
                url.clone()
            }
        };
        Ok(Self { engine, url })
    }

    /// A driver's message without the connection string or its password.
    pub(crate) fn redact(&self, message: &str) -> String {
        let mut message = message.replace(self.url.expose(), "***");
        for part in secrets_in(self.url.expose()) {
            message = message.replace(&part, "***");
        }
        message
    }
}

/// A file is opened read-only whatever the owner wrote; a database in memory has no file.
fn read_only_file(url: &str) -> Secret {
    if url.contains(":memory:") || url.contains("mode=memory") {
        return Secret::new(url);
    }
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("mode="));
    let query: Vec<&str> = kept.chain(["mode=ro"]).collect();
    Secret::new(format!("{path}?{}", query.join("&")))
}

/// A raw `@`, `:`, `/`, `?` or `#` in a password moves part of it into the host or database name,
/// which drivers do print. So `@` may stand once, before the path, and the user name ends at the
/// only colon.
fn refuse_ambiguous(rest: &str) -> Result<(), OrdersError> {
    let rest = rest.strip_prefix("//").ok_or(OrdersError::UnknownEngine)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let user_info = authority.split_once('@').map_or("", |(user_info, _)| user_info);
    let at_signs = rest.matches('@').count();
    if at_signs != authority.matches('@').count()
        || at_signs > 1
        || user_info.matches(':').count() > 1
    {
        return Err(OrdersError::AmbiguousUrl);
    }
    Ok(())
}

/// The password, as written and decoded, and whatever a `password` parameter holds.
fn secrets_in(url: &str) -> Vec<String> {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let user_info = rest.split_once('@').map_or("", |(user_info, _)| user_info);
    let password = user_info.split_once(':').map_or("", |(_, password)| password);
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    let parameters = query.split('&').filter_map(|pair| pair.strip_prefix("password="));
    let written: Vec<&str> =
        std::iter::once(password).chain(parameters).filter(|part| !part.is_empty()).collect();
    written.iter().flat_map(|part| [(*part).to_owned(), percent_decode(part)]).collect()
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match hex.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Database, OrdersError> {
        Database::parse(&Secret::new(url))
    }

    #[test]
    fn a_sqlite_file_is_always_opened_read_only() {
        for (given, opened) in [
            ("sqlite:shop.db", "sqlite:shop.db?mode=ro"),
            ("sqlite:///data/shop.db?mode=rwc", "sqlite:///data/shop.db?mode=ro"),
            ("sqlite:a.db?cache=private&mode=rw", "sqlite:a.db?cache=private&mode=ro"),
            ("sqlite::memory:", "sqlite::memory:"),
        ] {
            assert_eq!(parse(given).unwrap().url.expose(), opened);
        }
    }

    #[test]
    fn a_password_that_would_spill_is_refused() {
        for url in [
            "postgres://u:p@ss@host/db",
            "postgres://u:pa/ss@host/db",
            "mysql://u:12?ss@host/db",
            "mariadb://u:12#ss@host/db",
            "mysql://u:a:b@host/db",
        ] {
            assert_eq!(parse(url).unwrap_err(), OrdersError::AmbiguousUrl, "{url}");
        }
        for url in ["postgres://u:p%40ss@host:5432/db?sslmode=require", "mysql://host/db"] {
            assert!(parse(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn an_unknown_engine_is_refused_without_quoting_the_url() {
        for url in ["oracle://u:hunter2@host/db", "hunter2", "", "postgres:u:hunter2"] {
            let error = parse(url).unwrap_err();
            assert_eq!(error, OrdersError::UnknownEngine, "{url}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn messages_are_redacted_in_every_spelling() {
        let database = parse("postgres://u:p%40ss@host/db?password=zw%C3%B6lf").unwrap();
        let url = database.url.expose().to_owned();
        let message = database.redact(&format!("{url} p%40ss p@ss zw%C3%B6lf zwölf host"));
        assert_eq!(message, "*** *** *** *** *** host");
        assert!(!format!("{database:?}").contains("p%40ss"));
    }
}
