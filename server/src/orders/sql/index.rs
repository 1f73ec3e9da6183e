//! Which columns an index begins with. A store with a million orders must not be read whole for
//! one of them.

use super::database::Engine;
use super::look::Look;
use super::schema::names;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::HashSet;

/// More indexes than the tables of any preset have.
const MAX_INDEXES: usize = 10_000;

/// Of some tables, the columns that an index begins with. Their names come from presets and
/// checked options.
pub(crate) async fn leading_columns(
    look: &mut Look<'_>,
    tables: &[&str],
) -> sqlx::Result<HashSet<(String, String)>> {
    let names = names(look.engine, tables);
    let sql = match look.engine {
        Engine::Postgres => format!(
            "SELECT t.name AS table_name, a.attname::text AS column_name \
             FROM (VALUES {names}) AS t(name) JOIN pg_catalog.pg_index i \
             ON i.indrelid = to_regclass(quote_ident(t.name)) \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] \
             WHERE i.indisvalid"
        ),
        Engine::MySql => format!(
            "SELECT table_name AS table_name, column_name AS column_name \
             FROM information_schema.statistics \
             WHERE table_schema = DATABASE() AND seq_in_index = 1 AND table_name IN ({names})"
        ),
        Engine::Sqlite => format!(
            "WITH t(name) AS (VALUES {names}) \
             SELECT t.name AS table_name, c.name AS column_name FROM t \
             JOIN pragma_index_list(t.name) AS i JOIN pragma_index_info(i.name) AS c \
             WHERE c.seqno = 0 \
             UNION SELECT t.name, c.name FROM t JOIN pragma_table_info(t.name) AS c WHERE c.pk = 1"
        ),
    };
    let rows = look.ask("index", &sql, None, MAX_INDEXES).await?;
    let pair = |row: &AnyRow| Ok((row.try_get("table_name")?, row.try_get("column_name")?));
    rows.iter().map(pair).collect()
}
