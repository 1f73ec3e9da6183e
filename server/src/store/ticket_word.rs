//! The words that tickets are found by.

use super::Error;
use sqlx::AnyConnection;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use vouch_shared::id::{ConversationId, SiteKey};

/// The most words that one statement adds: databases limit what they bind.
const CHUNK: usize = 100;
/// The most words that one text adds. What comes after is not searched.
const MOST: usize = 3_000;

/// The first characters of a word, which make its beginning an index look-up.
pub fn head(word: &str) -> String {
    word.chars().take(2).collect()
}

/// Adds words to a ticket.
pub async fn add(
    connection: &mut AnyConnection,
    site: &SiteKey,
    number: i64,
    words: &BTreeSet<String>,
) -> Result<(), Error> {
    let words: Vec<&String> = words.iter().take(MOST).collect();
    for chunk in words.chunks(CHUNK) {
        let mut sql = "INSERT INTO ticket_word (site, number, head, word) VALUES ".to_owned();
        for index in 0..chunk.len() {
            let comma = if index == 0 { "" } else { ", " };
            let place = 3 + 2 * index;
            write!(sql, "{comma}($1, $2, ${place}, ${})", place + 1)
                .expect("writing to a string cannot fail");
        }
        sql.push_str(" ON CONFLICT DO NOTHING");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(site.as_str()).bind(number);
        let query = chunk.iter().fold(query, |query, word| query.bind(head(word)).bind(*word));
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

/// Adds words to the tickets of a conversation, if there are any.
pub async fn add_to_conversation(
    connection: &mut AnyConnection,
    site: &SiteKey,
    conversation: &ConversationId,
    words: &BTreeSet<String>,
) -> Result<(), Error> {
    let sql = "SELECT number FROM ticket WHERE conversation = $1 AND site = $2";
    let numbers: Vec<i64> = sqlx::query_scalar(sql)
        .bind(conversation.as_str())
        .bind(site.as_str())
        .fetch_all(&mut *connection)
        .await?;
    for number in numbers {
        add(connection, site, number, words).await?;
    }
    Ok(())
}
