//! Whether a query finds its rows by an index, as the database itself plans to run it. A store
//! with a million orders must not be read whole for one of them.

use super::database::Engine;
use super::field::Key;
use super::look::Look;
use sqlx::Row;
use sqlx::any::AnyRow;

/// Longer than any plan of ours.
const MAX_LINES: usize = 1_000;

/// The tables, by the names that the query gives them, that it would read whole.
pub(crate) async fn read_whole(
    look: &mut Look<'_>,
    sql: &str,
    value: Option<&Key>,
) -> sqlx::Result<Vec<String>> {
    let (explain, whole): (_, fn(&[AnyRow]) -> sqlx::Result<Vec<String>>) = match look.engine {
        Engine::Sqlite => ("EXPLAIN QUERY PLAN", sqlite),
        Engine::Postgres => {
            // A small table is read whole however many indexes it has, unless that is forbidden.
            look.set("SET LOCAL enable_seqscan = off").await?;
            ("EXPLAIN (COSTS OFF)", postgres)
        }
        Engine::MySql => ("EXPLAIN", mysql),
    };
    let sql = sql.trim_end().trim_end_matches(';');
    let rows = look.ask("plan", &format!("{explain} {sql}"), value, MAX_LINES).await?;
    let mut tables = whole(&rows)?;
    tables.sort_unstable();
    tables.dedup();
    Ok(tables)
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

/// A sequential scan, or a walk through a whole index: one without a condition.
fn postgres_lines(lines: &[String]) -> Vec<String> {
    let mut tables = Vec::new();
    let mut walk: Option<String> = None;
    for line in lines {
        let line = line.trim_start().trim_start_matches("->").trim_start();
        if line.starts_with("Index Cond:") {
            walk = None;
        }
        let Some((node, relation)) = line.split_once(" on ") else { continue };
        let scans = node.ends_with("Seq Scan");
        let by_index = node.starts_with("Index Scan") || node.starts_with("Index Only Scan");
        if !scans && !by_index {
            continue;
        }
        tables.extend(walk.take());
        let name = relation.split(' ').rfind(|word| !word.starts_with('('));
        let name = name.unwrap_or(relation).trim_matches('"').to_owned();
        if scans { tables.push(name) } else { walk = Some(name) }
    }
    tables.extend(walk);
    tables
}

fn mysql(rows: &[AnyRow]) -> sqlx::Result<Vec<String>> {
    let mut tables = Vec::new();
    for row in rows {
        let text = |column| row.try_get::<Option<String>, _>(column);
        let (table, access, keys) = (text("table")?, text("type")?, text("possible_keys")?);
        let whole = matches!(access.as_deref(), Some("ALL" | "index")) && keys.is_none();
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
    fn sqlite_plans_are_understood() {
        let plan = "SEARCH o USING INDEX orders_number (number=?)\nSCAN l\n\
                    SEARCH p USING AUTOMATIC COVERING INDEX (order_id=?)\nSCAN CONSTANT ROW\n\
                    SCAN (subquery-2)\nUSE TEMP B-TREE FOR ORDER BY";
        assert_eq!(sqlite_lines(&lines(plan)), ["l", "p"]);
    }

    #[test]
    fn postgres_plans_are_understood() {
        let plan = "Nested Loop Left Join\n\
                    \x20 ->  Index Scan using order_number on orders o\n\
                    \x20       Index Cond: (number = 'X'::text)\n\
                    \x20 ->  Index Only Scan using line_pkey on \"order line\" l\n\
                    \x20       Filter: (order_id = 1)\n\
                    \x20 ->  Bitmap Heap Scan on parcel\n\
                    \x20       ->  Bitmap Index Scan on parcel_order\n\
                    \x20             Index Cond: (order_id = 1)\n\
                    \x20 ->  Parallel Seq Scan on note";
        assert_eq!(postgres_lines(&lines(plan)), ["l", "note"]);
    }
}
