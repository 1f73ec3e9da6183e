//! Example questions: what shoppers may ask, to teach the engine. They are never shown.

use super::characters::first_bad_character;
use super::document::MAX_QUESTION_CHARS;

/// A question as it is kept, or what is wrong with it.
pub(crate) fn check_question(text: &str) -> Result<String, String> {
    let question = text.trim();
    if question.is_empty() {
        return Err("remove the empty question".to_owned());
    }
    if question.contains('\n') {
        return Err("write each question on one line".to_owned());
    }
    if question.chars().count() > MAX_QUESTION_CHARS {
        return Err(format!("shorten the question to {MAX_QUESTION_CHARS} characters"));
    }
    match first_bad_character(question) {
        Some((_, reason)) => Err(reason),
        None => Ok(question.to_owned()),
    }
}
