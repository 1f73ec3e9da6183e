//! Lists that members keep under a name.

use super::desk::Desk;
use crate::conversation::input::clean;
use crate::error::Error;
use crate::store;
use crate::store::ticket_view::ViewRow;
use serde_json::json;
use vouch_shared::ticket::SavedView;

const MAX_NAME_CHARS: usize = 60;
const MAX_QUERY_CHARS: usize = 500;
const MOST: usize = 30;

/// A member's lists by name.
pub async fn list(desk: Desk<'_>) -> Result<Vec<SavedView>, Error> {
    let rows =
        store::ticket_view::list(&desk.app.store, desk.site_key(), &desk.member.email).await?;
    let view = |ViewRow { name, query }| SavedView { name, query };
    Ok(rows.into_iter().map(view).collect())
}

/// Keeps a list, in place of one of the same name.
pub async fn keep(desk: Desk<'_>, view: &SavedView) -> Result<Vec<SavedView>, Error> {
    let name = clean(&view.name).replace('\n', " ");
    if name.is_empty() || name.chars().count() > MAX_NAME_CHARS {
        let detail = format!("a name has 1 to {MAX_NAME_CHARS} characters");
        return Err(Error::invalid("name", detail));
    }
    let plain = view.query.chars().all(|c| c.is_ascii_graphic());
    if !plain || view.query.len() > MAX_QUERY_CHARS {
        return Err(Error::invalid("query", "this is no query of the inbox's address"));
    }
    let known = list(desk).await?;
    if known.len() >= MOST && known.iter().all(|other| other.name != name) {
        return Err(Error::invalid("name", format!("at most {MOST} lists; take one away first")));
    }
    let row = ViewRow { name, query: view.query.clone() };
    let audit = desk.actor(desk.app.clock.now()).did("view.keep", &row.name, &json!({}));
    let mut transaction = desk.app.store.begin().await?;
    store::ticket_view::put(&mut transaction, desk.site_key(), &desk.member.email, &row).await?;
    store::audit::insert(&mut transaction, &audit).await?;
    transaction.commit().await.map_err(store::Error::from)?;
    list(desk).await
}

/// Forgets a list.
pub async fn forget(desk: Desk<'_>, name: &str) -> Result<Vec<SavedView>, Error> {
    let email = &desk.member.email;
    let audit = desk.actor(desk.app.clock.now()).did("view.forget", name, &json!({}));
    let mut transaction = desk.app.store.begin().await?;
    if !store::ticket_view::delete(&mut transaction, desk.site_key(), email, name).await? {
        return Err(Error::NotFound("you have no list of this name"));
    }
    store::audit::insert(&mut transaction, &audit).await?;
    transaction.commit().await.map_err(store::Error::from)?;
    list(desk).await
}
