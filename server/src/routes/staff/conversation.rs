//! Conversations as staff read them.

use crate::error::Error;
use crate::guard::StaffOnSite;
use crate::handoff::view;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use serde::Deserialize;
use vouch_shared::problem::Problem;
use vouch_shared::ticket::{ConversationDetail, ConversationList};

/// Which page of the list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConversationQuery {
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// The parts of a conversation's address.
#[derive(Debug, Deserialize)]
pub struct OneConversation {
    pub id: String,
}

/// Lists the site's conversations, newest first.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/conversations",
    params(("site" = String, Path), ConversationQuery),
    responses((status = 200, body = ConversationList), (status = 422, body = Problem)))]
pub async fn list_conversations(
    staff: StaffOnSite,
    query: Result<Query<ConversationQuery>, QueryRejection>,
) -> Result<axum::Json<ConversationList>, Error> {
    let Query(query) = query.map_err(|error| Error::invalid("", error.body_text()))?;
    Ok(axum::Json(view::conversations(staff.desk(), query.cursor.as_deref()).await?))
}

/// Shows a conversation with all its steps.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/conversations/{id}",
    params(("site" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = ConversationDetail), (status = 404, body = Problem)))]
pub async fn show_conversation(
    staff: StaffOnSite,
    Path(OneConversation { id }): Path<OneConversation>,
) -> Result<axum::Json<ConversationDetail>, Error> {
    Ok(axum::Json(view::conversation(staff.desk(), &id).await?))
}
