//! The block of `key: value` lines at the head of a policy file. It is a strict subset of YAML:
//! what this accepts, YAML reads the same way.

use super::characters::first_bad_character;
use super::document::{DocumentKind, MAX_TITLE_CHARS};
use super::problem::TextProblem;
use super::slug::is_slug;
use std::collections::BTreeMap;
use time::Date;
use time::macros::format_description;

const KEYS: [&str; 7] =
    ["id", "title", "locale", "owner", "effective_from", "effective_to", "kind"];

/// What a policy file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) locale: String,
    pub(crate) owner: String,
    pub(crate) effective_from: Option<String>,
    pub(crate) effective_to: Option<String>,
    pub(crate) kind: DocumentKind,
}

/// A value and the line it stands on.
type Values<'a> = BTreeMap<&'a str, (usize, String)>;

/// Reads the front matter of a file. The other half of the result is the number of lines it
/// takes up, fences included, even where there are problems.
pub(crate) fn parse_front_matter(source: &str) -> (Result<FrontMatter, Vec<TextProblem>>, usize) {
    let mut lines = source.lines().enumerate().map(|(index, line)| (index + 1, line.trim_end()));
    if lines.next().map(|(_, line)| line) != Some("---") {
        let reason = "start the file with front matter: a line '---', then id, title, locale and \
                      owner as 'key: value' lines, then a line '---'";
        return (Err(vec![TextProblem::new(1, reason)]), 0);
    }
    let mut values = Values::new();
    let mut problems = Vec::new();
    for (number, line) in lines {
        if line == "---" {
            return (check(values, problems), number);
        }
        if let Err(reason) = read_line(line, number, &mut values) {
            problems.push(TextProblem::new(number, reason));
        }
    }
    let reason = "the front matter never ends: close it with a line '---'";
    (Err(vec![TextProblem::new(1, reason)]), source.lines().count())
}

fn read_line<'a>(line: &'a str, number: usize, values: &mut Values<'a>) -> Result<(), String> {
    if line.is_empty() || line.starts_with('#') {
        return Ok(());
    }
    let Some((key, rest)) = line.split_once(':') else {
        return Err("write front matter as 'key: value'".to_owned());
    };
    if !KEYS.contains(&key) {
        return Err(format!("'{key}' is not a known key: use {}", KEYS.join(", ")));
    }
    if !rest.is_empty() && !rest.starts_with(' ') {
        return Err(format!("put a space after '{key}:'"));
    }
    let value = scalar(rest.trim())?;
    if let Some((first, _)) = values.get(key) {
        return Err(format!("'{key}' stands twice: line {first} has it already"));
    }
    if !value.is_empty() {
        values.insert(key, (number, value));
    }
    Ok(())
}

/// A plain or quoted YAML scalar.
fn scalar(text: &str) -> Result<String, String> {
    if let Some(quoted) = text.strip_prefix('"') {
        return double_quoted(quoted);
    }
    if let Some(quoted) = text.strip_prefix('\'') {
        return single_quoted(quoted);
    }
    let special = text.starts_with(['[', ']', '{', '}', '&', '*', '!', '|', '>', '%', '@', '`'])
        || text.starts_with(['#', ',', '?', '-'])
        || text.contains(": ")
        || text.ends_with(':')
        || text.contains(" #");
    if special {
        return Err(format!("put the value in double quotes: \"{text}\""));
    }
    Ok(text.to_owned())
}

fn double_quoted(quoted: &str) -> Result<String, String> {
    let mut value = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' if characters.as_str().is_empty() => return Ok(value),
            '"' => break,
            '\\' => match characters.next() {
                Some(escaped @ ('"' | '\\')) => value.push(escaped),
                _ => return Err("in double quotes, only \\\" and \\\\ are escapes".to_owned()),
            },
            _ => value.push(character),
        }
    }
    Err("close the value with a double quote at the end of the line".to_owned())
}

fn single_quoted(quoted: &str) -> Result<String, String> {
    let Some(inner) = quoted.strip_suffix('\'') else {
        return Err("close the value with a single quote at the end of the line".to_owned());
    };
    let value = inner.replace("''", "\u{0}");
    if value.contains('\'') {
        return Err("write a single quote inside single quotes twice".to_owned());
    }
    Ok(value.replace('\u{0}', "'"))
}

fn check(
    mut values: Values<'_>,
    mut problems: Vec<TextProblem>,
) -> Result<FrontMatter, Vec<TextProblem>> {
    for key in ["id", "title", "locale", "owner"] {
        if !values.contains_key(key) && !problems.iter().any(|problem| problem.reason.contains(key))
        {
            problems.push(TextProblem::new(1, format!("add '{key}: …' to the front matter")));
        }
    }
    for (line, reason) in
        values.iter().filter_map(|(key, (line, value))| Some((*line, wrong_value(key, value)?)))
    {
        problems.push(TextProblem::new(line, reason));
    }
    if let (Some((_, from)), Some((line, to))) =
        (values.get("effective_from"), values.get("effective_to"))
        && let (Some(first), Some(last)) = (parse_date(from), parse_date(to))
        && last < first
    {
        let reason = format!("effective_to ({to}) is before effective_from ({from})");
        problems.push(TextProblem::new(*line, reason));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut take = |key| values.remove(key).map(|(_, value)| value);
    Ok(FrontMatter {
        id: take("id").unwrap_or_default(),
        title: take("title").unwrap_or_default(),
        locale: take("locale").unwrap_or_default(),
        owner: take("owner").unwrap_or_default(),
        effective_from: take("effective_from"),
        effective_to: take("effective_to"),
        kind: match take("kind").as_deref() {
            Some("reply") => DocumentKind::Reply,
            _ => DocumentKind::Policy,
        },
    })
}

fn wrong_value(key: &str, value: &str) -> Option<String> {
    if let Some((_, reason)) = first_bad_character(value) {
        return Some(reason);
    }
    match key {
        "kind" if !matches!(value, "policy" | "reply") => Some(format!(
            "'{value}' is no kind of document: write 'policy', or 'reply' for canned replies"
        )),
        "id" if !is_slug(value) => Some(format!(
            "the id '{value}' must be of lower-case letters a-z, digits and hyphens, as in \
             'gift-cards'"
        )),
        "title" | "owner" if value.chars().count() > MAX_TITLE_CHARS => {
            Some(format!("shorten the {key} to {MAX_TITLE_CHARS} characters"))
        }
        "locale" if !is_locale(value) => {
            Some(format!("'{value}' is no language: write it as in 'en' or 'pt-BR'"))
        }
        "effective_from" | "effective_to" if parse_date(value).is_none() => {
            Some(format!("'{value}' is no date: write {key} as in 2026-11-22"))
        }
        _ => None,
    }
}

/// Whether a text has the shape of a BCP 47 language tag.
pub(crate) fn is_locale(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

fn parse_date(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "---\nid: returns\ntitle: \"Returns: all of it\"\nlocale: en\n\
                        # who\nowner: 'Ada O''Neil'\neffective_from: 2026-01-01\n---\n# Text\n";

    #[test]
    fn six_keys_are_read() {
        let (front, lines) = parse_front_matter(GOOD);
        let front = front.unwrap();
        assert_eq!(lines, 8);
        assert_eq!(front.title, "Returns: all of it");
        assert_eq!(front.owner, "Ada O'Neil");
        assert_eq!(front.effective_from.as_deref(), Some("2026-01-01"));
        assert_eq!(front.effective_to, None);
    }

    #[test]
    fn each_mistake_is_named_with_its_line() {
        for (from, to, line, reason) in [
            ("---\nid", "id", 1, "start the file with front matter"),
            ("---\n# Text", "# Text", 1, "close it with a line '---'"),
            ("id: returns\n", "", 1, "add 'id: …'"),
            ("owner: 'Ada O''Neil'\n", "owner:\n", 1, "add 'owner: …'"),
            ("id: returns", "id: Returns!", 2, "lower-case"),
            ("id: returns", "id: returns\nid: returns", 3, "line 2 has it already"),
            ("locale: en", "locale: english!", 4, "no language"),
            ("locale: en", "lang: en", 4, "not a known key"),
            ("locale: en", "locale:en", 4, "put a space"),
            ("locale: en", "locale", 4, "'key: value'"),
            ("\"Returns: all of it\"", "Returns: all of it", 3, "in double quotes"),
            ("all of it\"", "all of it", 3, "close the value"),
            ("all of it", "all\u{202e} of it", 3, "bidirectional"),
            ("2026-01-01", "2026-02-30", 7, "no date"),
            ("2026-01-01", "1 May", 7, "no date"),
            ("2026-01-01", "2026-01-01\neffective_to: 2025-12-31", 8, "before effective_from"),
        ] {
            let problems = parse_front_matter(&GOOD.replacen(from, to, 1)).0.unwrap_err();
            assert!(
                problems.iter().any(|p| p.line == line && p.reason.contains(reason)),
                "{to}: {problems:?}"
            );
        }
    }
}
