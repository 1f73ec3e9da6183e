//! Rows of the audit log. They are added, in the transaction of what they tell of, and never
//! changed: the database itself refuses to (`seal`).

use super::{Backend, Error, Store};
use sqlx::{AnyConnection, FromRow};

/// What somebody did.
#[derive(Clone, Debug, FromRow, serde::Serialize)]
pub struct AuditRow {
    pub id: String,
    pub at: String,
    pub actor: String,
    pub site: String,
    pub action: String,
    pub subject: String,
    pub detail: String,
}

/// Adds an entry of a deed that changes no row.
pub async fn add(store: &Store, entry: &AuditRow) -> Result<(), Error> {
    insert(&mut *store.pool().acquire().await?, entry).await
}

/// Adds an entry.
pub async fn insert(connection: &mut AnyConnection, entry: &AuditRow) -> Result<(), Error> {
    let sql = "INSERT INTO audit_entry (id, at, actor, site, action, subject, detail) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(sql)
        .bind(&entry.id)
        .bind(&entry.at)
        .bind(&entry.actor)
        .bind(&entry.site)
        .bind(&entry.action)
        .bind(&entry.subject)
        .bind(&entry.detail)
        .execute(connection)
        .await?;
    Ok(())
}

/// Adds an entry about something that changed no other row.
pub async fn record(store: &Store, entry: &AuditRow) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    insert(&mut transaction, entry).await?;
    transaction.commit().await?;
    Ok(())
}

/// Which entries are looked for. Empty text leaves everything in.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub site: String,
    /// Whether entries of no site are shown of everybody, rather than of the site's staff.
    pub everybody: bool,
    pub actor: String,
    /// A whole action such as `ticket.assign`, or the word before the dot.
    pub action: String,
    /// The first moment, as RFC 3339.
    pub from: String,
    /// The moment after the last.
    pub until: String,
    /// Only entries before this id.
    pub before: String,
}

/// Entries that fit, newest first.
pub async fn list(store: &Store, filter: &AuditFilter, most: i64) -> Result<Vec<AuditRow>, Error> {
    let sql = "SELECT id, at, actor, site, action, subject, detail FROM audit_entry \
               WHERE (site = $1 OR (site = '' AND ($2 = 1 OR actor IN \
                   (SELECT email FROM staff_role WHERE site = $1 OR site = '*')))) \
               AND ($3 = '' OR actor = $3) \
               AND ($4 = '' OR action = $4 OR action LIKE $5) \
               AND ($6 = '' OR at >= $6) AND ($7 = '' OR at < $7) AND ($8 = '' OR id < $8) \
               ORDER BY id DESC LIMIT $9";
    Ok(sqlx::query_as(sql)
        .bind(&filter.site)
        .bind(i64::from(filter.everybody))
        .bind(&filter.actor)
        .bind(&filter.action)
        .bind(format!("{}.%", filter.action.replace(['%', '_', '\\'], "")))
        .bind(&filter.from)
        .bind(&filter.until)
        .bind(&filter.before)
        .bind(most)
        .fetch_all(store.pool())
        .await?)
}

/// Makes the database itself refuse to change or delete entries, whoever asks: a mistake in this
/// program, or somebody at its prompt, has to take the seal off first.
pub(super) async fn seal(store: &Store) -> Result<(), Error> {
    let mut transaction = store.begin().await?;
    for sql in match store.backend {
        Backend::Sqlite => SEAL_SQLITE,
        Backend::Postgres => SEAL_POSTGRES,
    } {
        sqlx::raw_sql(*sql).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

const SEAL_SQLITE: &[&str] = &[
    "CREATE TRIGGER IF NOT EXISTS audit_entry_unchanged BEFORE UPDATE ON audit_entry \
     BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END",
    "CREATE TRIGGER IF NOT EXISTS audit_entry_kept BEFORE DELETE ON audit_entry \
     BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END",
];

// The lock, a number of our own, makes servers that start at once do this one after another.
const SEAL_POSTGRES: &[&str] = &[
    "SELECT pg_advisory_xact_lock(7302911445)",
    "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'audit entries are never changed or deleted'; END $$",
    "CREATE OR REPLACE TRIGGER audit_entry_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE \
     ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
];
