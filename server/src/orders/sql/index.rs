//! By what an index begins. A store with a million orders must not be read whole for one of them.

use super::database::Engine;
use super::look::Look;
use super::preset::Need;
use super::schema::names;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::HashSet;

/// More indexes than the tables of any preset have.
const MAX_INDEXES: usize = 10_000;

/// The columns and expressions by which rows of some tables can be found.
#[derive(Debug, Default)]
pub(crate) struct Indexes(HashSet<(String, String)>);

impl Indexes {
    /// Asks the database. The tables' names come from presets and checked options.
    pub(crate) async fn read(look: &mut Look<'_>, tables: &[&str]) -> sqlx::Result<Self> {
        let sql = keys_of(look.engine, &names(look.engine, tables));
        let rows = look.ask("index", &sql, None, MAX_INDEXES).await?;
        let pair = |row: &AnyRow| {
            let key: String = row.try_get("column_name")?;
            Ok((row.try_get("table_name")?, plain(first_key(&key))))
        };
        Ok(Self(rows.iter().map(pair).collect::<sqlx::Result<_>>()?))
    }

    /// Whether there is an index on `table.column`, `table.lower(column)` or `table.gin column`.
    pub(crate) fn serve(&self, on: &Need) -> bool {
        let key = plain(on.column.as_deref().unwrap_or_default());
        self.0.contains(&(on.table.clone(), key))
    }
}

/// A query for what indexes begin with. Those of PostgreSQL that serve other comparisons than a
/// B-tree bear their method's name, and a GIN index serves each of its columns. SQLite tells
/// expressions only in the statement that made the index.
fn keys_of(engine: Engine, names: &str) -> String {
    match engine {
        Engine::Postgres => format!(
            "SELECT t.name AS table_name, \
             CASE WHEN m.amname IN ('btree', 'hash') THEN '' ELSE m.amname || ' ' END \
             || pg_get_indexdef(i.indexrelid, k.nth, true) AS column_name \
             FROM (VALUES {names}) AS t(name) JOIN pg_catalog.pg_index i \
             ON i.indrelid = to_regclass(quote_ident(t.name)) \
             JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
             JOIN pg_catalog.pg_am m ON m.oid = c.relam \
             CROSS JOIN LATERAL generate_series(1, \
             CASE WHEN m.amname = 'gin' THEN i.indnkeyatts::int ELSE 1 END) AS k(nth) \
             WHERE i.indisvalid"
        ),
        // MySQL gives no column where an index begins with an expression.
        Engine::MySql => format!(
            "SELECT table_name AS table_name, column_name AS column_name \
             FROM information_schema.statistics \
             WHERE table_schema = DATABASE() AND seq_in_index = 1 AND column_name IS NOT NULL \
             AND table_name IN ({names})"
        ),
        Engine::Sqlite => format!(
            "WITH t(name) AS (VALUES {names}) \
             SELECT t.name AS table_name, c.name AS column_name FROM t \
             JOIN pragma_index_list(t.name) AS i JOIN pragma_index_info(i.name) AS c \
             WHERE c.seqno = 0 AND c.name IS NOT NULL \
             UNION SELECT t.name, c.name FROM t JOIN pragma_table_info(t.name) AS c WHERE c.pk = 1 \
             UNION SELECT t.name, m.sql FROM t JOIN sqlite_schema AS m \
             ON m.tbl_name = t.name AND m.type = 'index' AND m.sql IS NOT NULL"
        ),
    }
}

/// What the index of a `CREATE INDEX … ON table (…)` begins with; anything else as it is.
fn first_key(sql: &str) -> &str {
    let keys = sql.get(..6).filter(|word| word.eq_ignore_ascii_case("create"));
    let Some((_, keys)) = keys.and_then(|_| sql.split_once('(')) else { return sql };
    let mut depth = 0;
    let end = keys.find(|letter| {
        let ends = depth == 0 && matches!(letter, ',' | ')');
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        ends
    });
    &keys[..end.unwrap_or(keys.len())]
}

/// Without quotes, casts to text, and what else says nothing about which rows are found.
fn plain(key: &str) -> String {
    let key = key.to_lowercase().replace(['"', '`', '[', ']'], "");
    let key = key.trim_end_matches(" asc").trim_end_matches(" desc");
    let key = key.replace("::text", "").replace("::character varying", "");
    key.replace("( ", "(").replace(" )", ")").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_alike_whatever_the_engine_writes() {
        for (written, key) in [
            ("email", "email"),
            ("\"emailAddress\"", "emailaddress"),
            ("lower(email::text)", "lower(email)"),
            ("lower(\"emailAddress\"::text)", "lower(emailaddress)"),
            ("gin user_email", "gin user_email"),
            ("CREATE INDEX a ON customer (lower(\"emailAddress\"))", "lower(emailaddress)"),
            (
                "create unique index a on t( LOWER( [email] ) desc, id) where x > (1)",
                "lower(email)",
            ),
            ("CREATE INDEX a ON t (email COLLATE NOCASE)", "email collate nocase"),
            ("CREATE INDEX a ON t (coalesce(a, b), c)", "coalesce(a, b)"),
        ] {
            assert_eq!(plain(first_key(written)), key, "{written}");
        }
    }
}
