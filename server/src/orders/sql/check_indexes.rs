//! What an owner should know about indexes: whether a look-up, and the list of own orders, would read
//! whole tables.

use super::check::explain;
use super::field::Key;
use super::index::Indexes;
use super::preset::{Need, Variant};
use super::{SqlStore, plan};
use crate::orders::report::Report;

impl SqlStore {
    /// The queries of presets are known, and so are the columns by which they look rows up.
    pub(super) async fn check_indexes(&self, variant: &Variant, report: &mut Report) {
        let wanted =
            [("look-up", &self.preset.indexes), ("list of own orders", &variant.recent_indexes)];
        let all = wanted.iter().flat_map(|(_, indexes)| indexes.iter());
        let mut tables: Vec<&str> = all.map(|(on, _)| on.table.as_str()).collect();
        tables.sort_unstable();
        tables.dedup();
        if tables.is_empty() {
            return;
        }
        let found = match self.look(async |look| Indexes::read(look, &tables).await).await {
            Ok(found) => found,
            Err(trouble) => return report.warn("indexes", explain(&trouble)),
        };
        for (what, indexes) in wanted {
            for index in indexes {
                report_index(what, index, &found, report);
            }
        }
    }

    /// Queries of the owner's own are explained by the database.
    pub(super) async fn check_plan(
        &self,
        name: &'static str,
        sql: &str,
        value: Option<&Key>,
        report: &mut Report,
    ) {
        let subject = format!("{name} index");
        match self.look(async |look| plan::read_whole(look, sql, value).await).await {
            Ok(tables) if tables.is_empty() => report.add(subject, true, "finds rows by index"),
            Ok(tables) => {
                let tables = tables.join(", ");
                let advice = "make an index on the columns by which it is searched";
                report.warn(subject, format!("the query reads all of {tables}: {advice}"));
            }
            Err(trouble) => {
                report.warn(subject, format!("cannot tell: {}", explain(&trouble)));
            }
        }
    }
}

fn report_index(
    what: &str,
    (on, statement): &(Need, String),
    found: &Indexes,
    report: &mut Report,
) {
    let Need { table, column } = on;
    let subject = format!("index on {table}.{}", column.as_deref().unwrap_or_default());
    if found.serve(on) {
        report.add(subject, true, "there is one");
    } else {
        report.warn(subject, format!("missing, so every {what} reads all of {table}: {statement}"));
    }
}
