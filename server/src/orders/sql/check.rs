//! What an owner should know about a store's database: whether it can be reached, what the role may
//! do, which variant of the preset fits, what states mean, whether each query runs and by an index,
//! and what each documented column holds.

use super::columns::{Column, FRESHNESS, ITEMS, Kind, ORDER, PARCELS, RECENT};
use super::database::Engine;
use super::field::Key;
use super::look::Look;
use super::preset::Variant;
use super::schema::{Schema, list};
use super::{SqlStore, role};
use crate::orders::report::Report;
use sqlx::any::AnyTypeInfoKind;

impl SqlStore {
    /// Looks at everything but orders.
    pub(crate) async fn check(&self, report: &mut Report) {
        if let Err(error) = self.within_limit(async |_| Ok(())).await {
            return report.add("connection", false, error);
        }
        report.add("connection", true, "connected, read-only transaction begun");
        self.check_role(report).await;
        if let Some(variant) = self.check_schema(report).await {
            self.check_states(report);
            self.check_indexes(variant, report).await;
            self.check_queries(variant, report).await;
        }
    }

    async fn check_role(&self, report: &mut Report) {
        let powers = match self.look(async |look| role::powers(look).await).await {
            Ok(powers) => powers,
            Err(trouble) => return report.add("role", false, explain(&trouble)),
        };
        let engine = self.database.engine;
        match &self.writable_because {
            _ if engine == Engine::Sqlite => {
                report.add("role", true, "the file is opened read-only");
            }
            _ if powers.is_empty() => report.add("role", true, "can only read"),
            Some(reason) => {
                let powers = role::describe(&powers);
                report.warn("role", format!("can write ({powers}); allowed because: {reason}"));
            }
            None => {
                let tables = self.preset.variants.first().map(Variant::tables);
                let refusal = role::refusal(engine, &powers, &tables.unwrap_or_default());
                report.add("role", false, refusal);
            }
        }
    }

    /// The variant that fits, where one does.
    async fn check_schema(&self, report: &mut Report) -> Option<&Variant> {
        let variants = &self.preset.variants;
        if let [only] = &variants[..]
            && only.needs.is_empty()
        {
            return Some(only);
        }
        let schema = match self.look(async |look| Schema::read(look, variants).await).await {
            Ok(schema) => schema,
            Err(trouble) => {
                report.add("schema", false, explain(&trouble));
                return None;
            }
        };
        match schema.choose(variants) {
            Err(why) => {
                report.add("schema", false, why);
                None
            }
            Ok(chosen) => {
                let fuller = variants[..chosen].iter().map(|variant| {
                    let missing = list(&schema.missing(variant));
                    format!("; not \"{}\", for want of {missing}", variant.name)
                });
                let fuller: String = fuller.collect();
                report.add("schema", true, format!("\"{}\"{fuller}", variants[chosen].name));
                Some(&variants[chosen])
            }
        }
    }

    fn check_states(&self, report: &mut Report) {
        for (name, state) in self.preset.states.iter().filter(|(name, s)| *name != s.as_str()) {
            report.add(format!("state \"{name}\""), true, format!("means {}", state.as_str()));
        }
    }

    async fn check_queries(&self, variant: &Variant, report: &mut Report) {
        let queries = &variant.queries;
        let number = Key::Text("?".to_owned());
        let kind = self.column_kind(&queries.order, "id", Some(&number)).await;
        let id = Key::of_nothing(kind.unwrap_or(AnyTypeInfoKind::Text));
        let of_owner = self.preset.indexes.is_empty();
        let email = Key::Text("nobody@shop.example".to_owned());
        let asked = [
            ("order", Some(&queries.order), Some(&number), ORDER, of_owner),
            ("items", Some(&queries.items), Some(&id), ITEMS, of_owner),
            ("parcels", Some(&queries.parcels), Some(&id), PARCELS, of_owner),
            (
                "recent",
                queries.recent.as_ref(),
                Some(&email),
                RECENT,
                variant.recent_indexes.is_empty(),
            ),
            ("freshness", queries.freshness.as_ref(), None, FRESHNESS, false),
        ];
        for (name, sql, value, columns, planned) in asked {
            let Some(sql) = sql else { continue };
            let runs = self.check_query(name, sql, value, columns, report).await;
            if runs && planned {
                self.check_plan(name, sql, value, report).await;
            }
        }
    }

    /// Whether the query runs.
    async fn check_query(
        &self,
        name: &'static str,
        sql: &str,
        value: Option<&Key>,
        columns: &[Column],
        report: &mut Report,
    ) -> bool {
        let ran = self.look(async |look| look.ask(name, sql, value, 1).await.map(drop)).await;
        if let Err(error) = ran.as_ref().map_err(explain) {
            // The columns below say more about a type that cannot be read.
            let unreadable = matches!(ran, Err(Trouble::Driver(_)));
            if !unreadable {
                report.add(name, false, format!("the query does not run: {error}"));
                return false;
            }
        }
        report.add(name, true, "the query runs");
        for column in columns {
            let kind = self.column_kind(sql, column.name, value).await;
            let (ok, detail) = judge(column, kind, self.database.engine);
            report.add(format!("{name}.{}", column.name), ok, detail);
        }
        true
    }

    async fn column_kind(
        &self,
        sql: &str,
        column: &str,
        value: Option<&Key>,
    ) -> Result<AnyTypeInfoKind, Trouble> {
        self.look(async |look| look.kind(sql, column, value).await).await
    }

    /// One look of its own, because a refused statement ends the transaction on some engines.
    pub(super) async fn look<T>(
        &self,
        work: impl AsyncFnOnce(&mut Look<'_>) -> sqlx::Result<T>,
    ) -> Result<T, Trouble> {
        match self.within_limit(async |mut look| Ok(work(&mut look).await)).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(sqlx::Error::Database(error))) => {
                Err(Trouble::Refused(self.database.redact(error.message())))
            }
            Ok(Err(error)) => Err(Trouble::Driver(self.database.redact(&error.to_string()))),
            Err(error) => Err(Trouble::Connection(error)),
        }
    }
}

/// Why a look came to nothing.
pub(super) enum Trouble {
    /// The database refused the statement.
    Refused(String),
    /// The value came, but is of a type that cannot be read.
    Driver(String),
    Connection(String),
}

pub(super) fn explain(trouble: &Trouble) -> &str {
    let (Trouble::Refused(error) | Trouble::Driver(error) | Trouble::Connection(error)) = trouble;
    error
}

/// What a column's type means for us. The query itself is known to run.
fn judge(
    column: &Column,
    kind: Result<AnyTypeInfoKind, Trouble>,
    engine: Engine,
) -> (bool, String) {
    let cast = engine.cast(column.kind, column.name);
    let wanted = wanted(column.kind);
    match kind {
        Ok(AnyTypeInfoKind::Null) => (true, format!("no type until there is a value; {wanted}")),
        Ok(kind) if fits(column.kind, kind) => (true, format!("{kind:?}; {wanted}")),
        Ok(kind) => (false, format!("is {kind:?}, but must be {wanted}; write {cast}")),
        Err(Trouble::Refused(_)) if column.required => {
            (false, format!("the query does not give this column; {wanted}"))
        }
        Err(Trouble::Refused(_)) => (true, "not given, so what needs it is not checked".to_owned()),
        Err(Trouble::Driver(error)) => (false, format!("must be {wanted}; write {cast} ({error})")),
        Err(Trouble::Connection(error)) => (false, error),
    }
}

fn fits(wanted: Kind, kind: AnyTypeInfoKind) -> bool {
    match wanted {
        Kind::Id => kind.is_integer() || kind == AnyTypeInfoKind::Text,
        Kind::Integer => kind.is_integer(),
        Kind::Text | Kind::Time | Kind::Amount | Kind::List => kind == AnyTypeInfoKind::Text,
    }
}

fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Id => "TEXT or INTEGER",
        Kind::Text => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Time => "TEXT such as 2026-11-01T10:00:00Z, in UTC",
        Kind::Amount => "TEXT such as 12.50",
        Kind::List => "JSON as TEXT such as [{\"line_id\": 7, \"quantity\": 2}]",
    }
}
