//! Chatwoot's public API of an API inbox: a contact, a conversation of theirs, a message in it.
//! <https://developers.chatwoot.com/api-reference/introduction>

use super::format::{external_id, name};
use super::{Call, Failure, Hooks};
use crate::config::TargetSettings;
use crate::handoff::announcement::Announcement;
use serde_json::{Value, json};
use time::OffsetDateTime;

/// Opens a conversation with the ticket's message. The target's address is that of the inbox:
/// `https://chat.example/public/api/v1/inboxes/IDENTIFIER`.
pub(super) async fn open(
    hooks: &Hooks,
    target: &TargetSettings,
    (id, told): (&str, &Announcement),
    now: OffsetDateTime,
) -> Result<(), Failure> {
    let call = |path: String, body: Value| hooks.post(target, Call { path, body, key: id }, now);
    // The same identifier finds the same contact again.
    let contact = json!({
        "identifier": external_id(told),
        "name": name(told),
        "email": told.shopper.email,
    });
    let contact = call("/contacts".to_owned(), contact).await?;
    let source = text_of(&contact, "source_id")?;
    let conversations = format!("/contacts/{source}/conversations");
    let attributes = json!({"custom_attributes": {
        "vouch_ticket": told.ticket,
        "vouch_reason": told.reason,
    }});
    let conversation = call(conversations.clone(), attributes).await?;
    let number = text_of(&conversation, "id")?;
    // `echo_id` is Chatwoot's own key for a message.
    let message = json!({"content": told.text, "echo_id": id});
    call(format!("{conversations}/{number}/messages"), message).await.map(drop)
}

/// A value of an answer that goes into the next address.
fn text_of(answer: &Value, field: &str) -> Result<String, Failure> {
    let text = match &answer[field] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let is_plain = !text.is_empty()
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_plain { Ok(text) } else { Err(format!("its answer has no `{field}`").into()) }
}
