//! Lists of tickets that members keep under a name.

use super::{Error, Store};
use sqlx::{AnyConnection, FromRow};
use vouch_shared::id::SiteKey;

/// A kept list.
#[derive(Clone, Debug, FromRow)]
pub struct ViewRow {
    pub name: String,
    pub query: String,
}

/// A member's lists by name.
pub async fn list(store: &Store, site: &SiteKey, email: &str) -> Result<Vec<ViewRow>, Error> {
    let sql = "SELECT name, query FROM ticket_view WHERE site = $1 AND email = $2 ORDER BY name";
    Ok(sqlx::query_as(sql).bind(site.as_str()).bind(email).fetch_all(store.pool()).await?)
}

/// Keeps a list, in place of one of the same name.
pub async fn put(
    connection: &mut AnyConnection,
    site: &SiteKey,
    email: &str,
    view: &ViewRow,
) -> Result<(), Error> {
    let sql = "INSERT INTO ticket_view (site, email, name, query) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (site, email, name) DO UPDATE SET query = excluded.query";
    let query = sqlx::query(sql).bind(site.as_str()).bind(email);
    query.bind(&view.name).bind(&view.query).execute(connection).await?;
    Ok(())
}

/// Forgets a list; whether there was one.
pub async fn delete(
    connection: &mut AnyConnection,
    site: &SiteKey,
    email: &str,
    name: &str,
) -> Result<bool, Error> {
    let sql = "DELETE FROM ticket_view WHERE site = $1 AND email = $2 AND name = $3";
    let query = sqlx::query(sql).bind(site.as_str()).bind(email).bind(name);
    Ok(query.execute(connection).await?.rows_affected() > 0)
}
