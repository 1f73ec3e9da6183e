//! Whether a query of the owner's own finds its rows by an index, as the database plans to run it.

use super::database::Engine;
use super::field::Key;
use super::look::Look;
use sqlx::Row;
use sqlx::any::AnyRow;

/// Longer than any plan of ours.
const MAX_LINES: usize = 1_000;
/// A table with fewer rows is read whole as fast as by an index, and databases do so. SQLite plans
/// without counting.
const FEW_ROWS: i64 = 1_000;

/// What PostgreSQL reckons a scan of some thousand rows to cost, by its default weights.
const COST_OF_FEW_ROWS: f64 = 100.0;

/// The tables, by the names that the query gives them, that it would read whole.
pub(crate) async fn read_whole(
    look: &mut Look<'_>,
    sql: &str,
    value: Option<&Key>,
) -> sqlx::Result<Vec<String>> {
    let explain = match look.engine {
        Engine::Sqlite => "EXPLAIN QUERY PLAN",
        Engine::Postgres | Engine::MySql => "EXPLAIN",
    };
    let sql = without_limit(sql);
    let rows = look.ask("plan", &format!("{explain} {sql}"), value, MAX_LINES).await?;
    let mut tables = match look.engine {
        Engine::Sqlite => sqlite(&rows),
        Engine::Postgres => postgres(&rows),
        Engine::MySql => mysql(&rows),
    }?;
    tables.sort_unstable();
    tables.dedup();
    Ok(tables)
}

/// With a limit, a database may count on meeting enough rows early, and then plans for few even
/// where it reads all rows in vain.
fn without_limit(sql: &str) -> &str {
    let sql = sql.trim_end().trim_end_matches(';').trim_end();
    let before_count = sql.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
    let limit = before_count.len().checked_sub("limit".len());
    let limit = limit.filter(|_| before_count.len() < sql.len());
    match limit.and_then(|at| before_count.split_at_checked(at)) {
        Some((query, word)) if word.eq_ignore_ascii_case("limit") => query,
        _ => sql,
    }
}

fn sqlite(rows: &[AnyRow]) -> sqlx::Result<Vec<String>> {
    let lines = rows.iter().map(|row| row.try_get("detail"));
    Ok(sqlite_lines(&lines.collect::<sqlx::Result<Vec<String>>>()?))
}

/// `SCAN t` reads it whole, `SEARCH t USING AUTOMATIC INDEX` makes an index for the occasion.
fn sqlite_lines(lines: &[String]) -> Vec<String> {
    let whole = |line: &String| {
        let made = line.strip_prefix("SEARCH ").filter(|rest| rest.contains(" USING AUTOMATIC "));
        let scan = line.strip_prefix("SCAN ").filter(|rest| !rest.contains(" VIRTUAL TABLE "));
        let table = scan.or(made)?.split(' ').next()?;
        let is_table = !table.starts_with('(') && !table.bytes().all(|b| b.is_ascii_uppercase());
        is_table.then(|| table.to_owned())
    };
    lines.iter().filter_map(whole).collect()
}

fn postgres(rows: &[AnyRow]) -> sqlx::Result<Vec<String>> {
    let lines = rows.iter().map(|row| row.try_get(0));
    Ok(postgres_lines(&lines.collect::<sqlx::Result<Vec<String>>>()?))
}

/// A scan of more than a small table, which shows in what it costs: one row after the other, or
/// along an index without looking anything up in it, as for the sake of its order.
fn postgres_lines(lines: &[String]) -> Vec<String> {
    let whole = |(at, line): (usize, &String)| {
        let details = lines[at + 1..].iter().take_while(|line| !line.contains("  (cost="));
        let mut details = details.map(|line| line.trim_start());
        let along = line.contains("Index Scan") || line.contains("Index Only Scan");
        let walk = along && !details.any(|detail| detail.starts_with("Index Cond:"));
        if !line.contains("Seq Scan on ") && !walk {
            return None;
        }
        let (_, relation) = line.split_once(" on ")?;
        let (name, cost) = relation.split_once("  (cost=")?;
        let cost = cost.split_once("..")?.1.split(' ').next()?.parse::<f64>().ok()?;
        let name = name.rsplit(' ').next().unwrap_or(name).trim_matches('"');
        (cost > COST_OF_FEW_ROWS).then(|| name.to_owned())
    };
    lines.iter().enumerate().filter_map(whole).collect()
}

fn mysql(rows: &[AnyRow]) -> sqlx::Result<Vec<String>> {
    let mut tables = Vec::new();
    for row in rows {
        let text = |column| row.try_get::<Option<String>, _>(column);
        let (table, access, keys) = (text("table")?, text("type")?, text("possible_keys")?);
        // MariaDB writes the number of rows as text.
        let read = row.try_get::<i64, _>("rows").ok();
        let read = read.or_else(|| text("rows").ok().flatten()?.parse().ok());
        let whole = matches!(access.as_deref(), Some("ALL" | "index"))
            && keys.is_none()
            && read.is_none_or(|read| read > FEW_ROWS);
        // What the query makes itself is called `<derived2>`.
        tables.extend(table.filter(|table| whole && !table.starts_with('<')));
    }
    Ok(tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(plan: &str) -> Vec<String> {
        plan.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_last_limit_is_left_out() {
        for (sql, planned) in [
            ("SELECT 1 FROM t LIMIT 10;\n", "SELECT 1 FROM t "),
            ("SELECT 1 FROM t\nlimit 10", "SELECT 1 FROM t\n"),
            ("SELECT 1 FROM t WHERE limits = 10", "SELECT 1 FROM t WHERE limits = 10"),
            ("SELECT 10", "SELECT 10"),
            ("SELECT a.limit", "SELECT a.limit"),
            ("10", "10"),
        ] {
            assert_eq!(without_limit(sql), planned, "{sql}");
        }
    }

    #[test]
    fn sqlite_plans_are_understood() {
        let plan = "SEARCH o USING INDEX orders_number (number=?)\nSCAN l\n\
                    SEARCH p USING AUTOMATIC COVERING INDEX (order_id=?)\nSCAN CONSTANT ROW\n\
                    SCAN (subquery-2)\nUSE TEMP B-TREE FOR ORDER BY";
        assert_eq!(sqlite_lines(&lines(plan)), ["l", "p"]);
    }

    #[test]
    fn postgres_plans_are_understood() {
        let plan = "Nested Loop Left Join  (cost=0.00..50000.00 rows=1 width=8)\n\
                    \x20 ->  Index Scan using order_number on orders o  (cost=0.42..8.44 rows=1 width=8)\n\
                    \x20       Index Cond: (number = 'X'::text)\n\
                    \x20 ->  Seq Scan on country  (cost=0.00..5.50 rows=250 width=8)\n\
                    \x20 ->  Seq Scan on \"order line\" l  (cost=0.00..25000.00 rows=1 width=8)\n\
                    \x20       Filter: (order_id = 1)\n\
                    \x20 ->  Parallel Seq Scan on note  (cost=0.00..18000.00 rows=1 width=8)";
        assert_eq!(postgres_lines(&lines(plan)), ["l", "note"]);
        let walk = "Limit  (cost=0.42..9000.00 rows=10 width=8)\n\
                    \x20 ->  Index Scan Backward using by_date on orders o  (cost=0.42..90000.00 rows=9 width=8)\n\
                    \x20       Filter: (lower(email) = 'x'::text)";
        assert_eq!(postgres_lines(&lines(walk)), ["o"]);
    }
}
