//! Which tables and columns a database has, and so which variant of a preset can read it.

use super::database::Engine;
use super::look::Look;
use super::preset::{Need, Variant};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::HashSet;

/// More columns than the tables of any preset have.
const MAX_COLUMNS: usize = 10_000;

/// The tables and columns that somebody needs and that are there.
#[derive(Debug, Default)]
pub(crate) struct Schema(HashSet<(String, String)>);

impl Schema {
    /// Asks for the tables that any of the variants needs.
    pub(crate) async fn read(look: &mut Look<'_>, variants: &[Variant]) -> sqlx::Result<Self> {
        let mut tables: Vec<&str> = variants.iter().flat_map(Variant::tables).collect();
        tables.sort_unstable();
        tables.dedup();
        if tables.is_empty() {
            return Ok(Self::default());
        }
        let sql = columns_of(look.engine, &tables);
        let rows = look.ask("schema", &sql, None, MAX_COLUMNS).await?;
        let pair = |row: &AnyRow| Ok((row.try_get("table_name")?, row.try_get("column_name")?));
        Ok(Self(rows.iter().map(pair).collect::<sqlx::Result<_>>()?))
    }

    /// What of a variant's needs is not there.
    pub(crate) fn missing<'v>(&self, variant: &'v Variant) -> Vec<&'v Need> {
        variant.needs.iter().filter(|need| !self.has(need)).collect()
    }

    fn has(&self, need: &Need) -> bool {
        let is = |(table, column): &(String, String)| {
            *table == need.table && need.column.as_ref().is_none_or(|needed| needed == column)
        };
        self.0.iter().any(is)
    }

    /// The first variant that has all it needs, or what keeps the plainest from being used.
    pub(crate) fn choose(&self, variants: &[Variant]) -> Result<usize, String> {
        let usable = variants.iter().position(|variant| self.missing(variant).is_empty());
        usable.ok_or_else(|| {
            let plainest = variants.last().map(|variant| self.missing(variant));
            format!(
                "the database lacks {}, or the role may not read it; is this the store's \
                 database, and has it finished its migrations?",
                list(&plainest.unwrap_or_default())
            )
        })
    }
}

/// `table a, column b.c`.
pub(crate) fn list(needs: &[&Need]) -> String {
    needs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A query for the columns of some tables. Their names come from presets and checked options.
fn columns_of(engine: Engine, tables: &[&str]) -> String {
    let names = names(engine, tables);
    match engine {
        Engine::Postgres => format!(
            "SELECT t.name AS table_name, a.attname::text AS column_name \
             FROM (VALUES {names}) AS t(name) JOIN pg_catalog.pg_attribute a \
             ON a.attrelid = to_regclass(quote_ident(t.name)) \
             WHERE a.attnum > 0 AND NOT a.attisdropped"
        ),
        Engine::MySql => format!(
            "SELECT table_name AS table_name, column_name AS column_name \
             FROM information_schema.columns \
             WHERE table_schema = DATABASE() AND table_name IN ({names})"
        ),
        Engine::Sqlite => format!(
            "WITH t(name) AS (VALUES {names}) \
             SELECT t.name AS table_name, c.name AS column_name \
             FROM t JOIN pragma_table_info(t.name) AS c"
        ),
    }
}

/// Names as the engine lists them: for `IN`, or as rows.
pub(crate) fn names(engine: Engine, tables: &[&str]) -> String {
    let name = |table: &&str| match engine {
        Engine::MySql => format!("'{table}'"),
        Engine::Postgres | Engine::Sqlite => format!("('{table}')"),
    };
    tables.iter().map(name).collect::<Vec<_>>().join(", ")
}
