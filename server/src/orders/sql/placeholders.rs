//! The placeholder `$1` as each engine writes it.

use super::database::Engine;
use std::borrow::Cow;

/// The query with the engine's own placeholder, and how often its one value is bound. `$1` in a
/// string, a quoted name or a comment is no placeholder and stays.
pub(crate) fn placeholders(engine: Engine, query: &str) -> (Cow<'_, str>, usize) {
    if engine != Engine::MySql {
        return (Cow::Borrowed(query), 1);
    }
    let mut sql = String::with_capacity(query.len());
    let (mut rest, mut count) = (query, 0);
    while !rest.is_empty() {
        let code = code(rest);
        sql.push_str(&code.replace("$1", "?"));
        count += code.matches("$1").count();
        rest = &rest[code.len()..];
        let inert = inert(rest);
        sql.push_str(inert);
        rest = &rest[inert.len()..];
    }
    (Cow::Owned(sql), count)
}

/// What stands before the next string, quoted name or comment.
fn code(sql: &str) -> &str {
    let starts = |at: usize| {
        let rest = &sql[at..];
        rest.starts_with(['\'', '"', '`', '#']) || rest.starts_with("/*") || starts_dashes(rest)
    };
    let end = sql.char_indices().map(|(at, _)| at).find(|&at| starts(at));
    &sql[..end.unwrap_or(sql.len())]
}

/// `a--1` is arithmetic: dashes begin a comment only before white space.
fn starts_dashes(sql: &str) -> bool {
    let after = sql.strip_prefix("--");
    after.is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace))
}

/// The string, quoted name or comment that `sql` begins with; all that is left if it has no end.
fn inert(sql: &str) -> &str {
    let end = match sql.chars().next() {
        None => 0,
        Some(quote @ ('\'' | '"' | '`')) => quoted(sql, quote),
        Some('/') => sql.find("*/").map_or(sql.len(), |at| at + 2),
        Some(_) => sql.find('\n').unwrap_or(sql.len()),
    };
    &sql[..end]
}

/// Where the quoted text ends. A doubled quote ends one text and begins the next, which comes to
/// the same.
fn quoted(sql: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in sql.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote != '`' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    sql.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mysql_gets_its_own_placeholders() {
        for (query, expected, count) in [
            ("SELECT * FROM o WHERE a = $1 OR b = $1", "SELECT * FROM o WHERE a = ? OR b = ?", 2),
            ("SELECT '$1', \"$1\", `$1`, $1", "SELECT '$1', \"$1\", `$1`, ?", 1),
            ("SELECT 'it''s $1' = $1", "SELECT 'it''s $1' = ?", 1),
            (r"SELECT 'it\'s $1' = $1", r"SELECT 'it\'s $1' = ?", 1),
            (r"SELECT `\`, $1", r"SELECT `\`, ?", 1),
            ("SELECT $1 -- for $1\n+ $1", "SELECT ? -- for $1\n+ ?", 2),
            ("SELECT 1--$1", "SELECT 1--?", 1),
            ("SELECT $1 # it's $1\n, $1", "SELECT ? # it's $1\n, ?", 2),
            ("SELECT /* it's $1 */ $1", "SELECT /* it's $1 */ ?", 1),
            ("SELECT 'ø', $1, 'without end $1", "SELECT 'ø', ?, 'without end $1", 1),
            ("SELECT 1 --", "SELECT 1 --", 0),
            ("", "", 0),
        ] {
            let (sql, binds) = placeholders(Engine::MySql, query);
            assert_eq!((sql.as_ref(), binds), (expected, count), "{query}");
        }
    }

    #[test]
    fn other_engines_know_ours() {
        let query = "SELECT '$1', $1";
        for engine in [Engine::Postgres, Engine::Sqlite] {
            assert_eq!(placeholders(engine, query), (Cow::Borrowed(query), 1));
        }
    }
}
