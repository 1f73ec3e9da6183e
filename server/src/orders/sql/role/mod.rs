//! Whether the database role could write. The transaction is read-only in any case; a role that
//! can only read keeps that promise even where Vouch has a fault.

mod mysql;
mod postgres;

use super::database::Engine;
use super::look::Look;

/// The most powers that a message names.
const MAX_NAMED: usize = 8;

/// Something that a role may do beside reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Power {
    /// Such as `INSERT, UPDATE on public.orders`.
    pub(crate) what: String,
    /// The statement that takes it away, where one does.
    pub(crate) undo: Option<String>,
}

/// What the role may do beside reading. A SQLite file has no roles and is opened read-only.
pub(crate) async fn powers(look: &mut Look<'_>) -> sqlx::Result<Vec<Power>> {
    match look.engine {
        Engine::Sqlite => Ok(Vec::new()),
        Engine::Postgres => postgres::powers(look).await,
        Engine::MySql => mysql::powers(look).await,
    }
}

/// Why a role that can write is refused, and what to do about it.
pub(crate) fn refusal(engine: Engine, powers: &[Power], tables: &[&str]) -> String {
    let undo: Vec<&str> = powers.iter().filter_map(|power| power.undo.as_deref()).collect();
    let undo = if undo.is_empty() {
        String::new()
    } else {
        format!(" Or take from this one what it should not have: {};", named(&undo, "; "))
    };
    format!(
        "the database role can write: {}. Make one that can only read: {}.{undo} Or say in \
         [site.orders] why it must be this one: allow_writable_role = \"…\"",
        describe(powers),
        new_role(engine, tables)
    )
}

/// The powers in one line.
pub(crate) fn describe(powers: &[Power]) -> String {
    let powers: Vec<&str> = powers.iter().map(|power| &*power.what).collect();
    named(&powers, "; ")
}

fn named(all: &[&str], between: &str) -> String {
    let shown = all[..all.len().min(MAX_NAMED)].join(between);
    match all.len().saturating_sub(MAX_NAMED) {
        0 => shown,
        more => format!("{shown}{between}and {more} more"),
    }
}

/// The statements that make a role for reading these tables.
pub(crate) fn new_role(engine: Engine, tables: &[&str]) -> String {
    let quote = if engine == Engine::MySql { '`' } else { '"' };
    let tables: Vec<String> = tables.iter().map(|table| format!("{quote}{table}{quote}")).collect();
    let grant = |table: &str, role: &str| format!("GRANT SELECT ON {table} TO {role}");
    let or_yours = |tables: Vec<String>| {
        if tables.is_empty() { vec!["the tables of your queries".to_owned()] } else { tables }
    };
    match engine {
        Engine::MySql => {
            let role = "'vouch_reader'@'%'";
            let grants: Vec<String> =
                or_yours(tables).iter().map(|table| grant(table, role)).collect();
            format!("CREATE USER {role} IDENTIFIED BY '…'; {}", grants.join("; "))
        }
        Engine::Postgres | Engine::Sqlite => format!(
            "CREATE ROLE vouch_reader LOGIN PASSWORD '…'; {}",
            grant(&or_yours(tables).join(", "), "vouch_reader")
        ),
    }
}
