//! What an owner should know about a store's database: whether it can be reached, whether each
//! query runs, and what each documented column holds.

use super::SqlStore;
use super::columns::{Column, FRESHNESS, ITEMS, Kind, ORDER, PARCELS, RECENT};
use super::database::Engine;
use super::field::Key;
use super::read::Look;
use crate::orders::report::Report;
use sqlx::any::AnyTypeInfoKind;

impl SqlStore {
    /// Looks at the connection, the queries and their columns.
    pub(crate) async fn check(&self, report: &mut Report) {
        let connected =
            self.within_limit(async |plan, connection| plan.begin(connection).await?.end().await);
        if let Err(error) = connected.await {
            return report.add("connection", false, error);
        }
        report.add("connection", true, "connected, read-only transaction begun");
        self.check_queries(report).await;
    }

    async fn check_queries(&self, report: &mut Report) {
        let queries = &self.plan.queries;
        let number = Key::Text("?".to_owned());
        let kind = self.column_kind(&queries.order, "id", Some(&number)).await;
        let id = Key::of_nothing(kind.unwrap_or(AnyTypeInfoKind::Text));
        self.check_query("order", &queries.order, Some(&number), ORDER, report).await;
        self.check_query("items", &queries.items, Some(&id), ITEMS, report).await;
        self.check_query("parcels", &queries.parcels, Some(&id), PARCELS, report).await;
        if let Some(recent) = &queries.recent {
            let email = Key::Text("nobody@shop.example".to_owned());
            self.check_query("recent", recent, Some(&email), RECENT, report).await;
        }
        if let Some(freshness) = &queries.freshness {
            self.check_query("freshness", freshness, None, FRESHNESS, report).await;
        }
    }

    async fn check_query(
        &self,
        name: &'static str,
        sql: &str,
        value: Option<&Key>,
        columns: &[Column],
        report: &mut Report,
    ) {
        let ran = self.look(async |look| look.ask(name, sql, value, 1).await.map(drop)).await;
        if let Err(error) = ran.as_ref().map_err(explain) {
            // The columns below say more about a type that cannot be read.
            let unreadable = matches!(ran, Err(Trouble::Driver(_)));
            if !unreadable {
                report.add(name, false, format!("the query does not run: {error}"));
                return;
            }
        }
        report.add(name, true, "the query runs");
        for column in columns {
            let kind = self.column_kind(sql, column.name, value).await;
            let (ok, detail) = judge(column, kind, self.database.engine);
            report.add(format!("{name}.{}", column.name), ok, detail);
        }
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
    async fn look<T>(
        &self,
        work: impl AsyncFnOnce(&mut Look<'_>) -> sqlx::Result<T>,
    ) -> Result<T, Trouble> {
        let outcome = self.within_limit(async |plan, connection| {
            let mut look = plan.begin(connection).await?;
            let done = work(&mut look).await;
            look.end().await?;
            Ok(done)
        });
        match outcome.await {
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
enum Trouble {
    /// The database refused the statement.
    Refused(String),
    /// The value came, but is of a type that cannot be read.
    Driver(String),
    Connection(String),
}

fn explain(trouble: &Trouble) -> &str {
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
        Kind::Text | Kind::Time => kind == AnyTypeInfoKind::Text,
    }
}

fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Id => "TEXT or INTEGER",
        Kind::Text => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Time => "TEXT such as 2026-11-01T10:00:00Z, in UTC",
    }
}
