//! Numbers with a unit in a sentence, and the words around them.

use std::collections::BTreeSet;

/// What one sentence says of one kind of unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement<'a> {
    pub(super) sentence: &'a str,
    pub(super) unit: &'static str,
    /// As written, without what only groups digits; several for a range.
    pub(super) values: Vec<String>,
    /// The words that say what it is about.
    pub(super) about: BTreeSet<String>,
}

/// Units by their words; those that mean the same carry one name.
const UNITS: &[(&str, &[&str])] = &[
    (
        "day",
        &[
            "day", "days", "dag", "dage", "dager", "dagar", "tag", "tage", "tagen", "jour",
            "jours", "día", "días", "giorno", "giorni",
        ],
    ),
    (
        "week",
        &[
            "week", "weeks", "uke", "uker", "uge", "uger", "vecka", "veckor", "woche", "wochen",
            "semaine", "semaines", "semana", "semanas",
        ],
    ),
    (
        "month",
        &[
            "month", "months", "måned", "måneder", "månad", "månader", "monat", "monate",
            "monaten", "mois", "mes", "meses",
        ],
    ),
    ("year", &["year", "years", "år", "jahr", "jahre", "jahren", "an", "ans", "année", "años"]),
    ("hour", &["hour", "hours", "time", "timer", "timmar", "stunde", "stunden", "heure", "heures"]),
    ("minute", &["minute", "minutes", "minutter", "minuten"]),
    ("percent", &["%", "percent", "prosent", "prozent"]),
    ("euro", &["€", "eur", "euro", "euros"]),
    ("dollar", &["$", "usd", "dollar", "dollars"]),
    ("pound", &["£", "gbp"]),
    ("krone", &["kr", "nok", "sek", "dkk", "kroner", "kronor"]),
    ("kilogram", &["kg", "kilo", "kilos"]),
    ("centimetre", &["cm"]),
    ("kilometre", &["km"]),
];

/// Words that stand before a unit and make another one of it.
const BEFORE_UNITS: [&str; 5] = ["working", "business", "calendar", "full", "whole"];

/// Words that say nothing about what a sentence is about.
const STOP_WORDS: &[&str] = &[
    "a", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "before", "but",
    "by", "can", "costs", "do", "for", "from", "get", "has", "have", "if", "in", "into", "is",
    "it", "its", "may", "most", "must", "no", "not", "of", "on", "one", "only", "or", "our", "out",
    "over", "so", "takes", "than", "that", "the", "them", "then", "there", "these", "they", "this",
    "to", "under", "up", "us", "we", "when", "which", "will", "with", "within", "you", "your",
];

#[derive(Debug, PartialEq)]
enum Token {
    Number(String),
    Word(String),
    Dash,
}

/// What a text says of numbers. Rows of tables list cases that are meant to differ.
pub(super) fn statements(text: &str) -> Vec<Statement<'_>> {
    let lines = text.lines().filter(|line| !line.contains('\t'));
    lines.flat_map(sentences).flat_map(of_sentence).collect()
}

/// The sentences of a line: a full stop within a number ends none.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive(['!', '?', ';', '。']).flat_map(|part| part.split(". "))
}

fn of_sentence(sentence: &str) -> Vec<Statement<'_>> {
    let tokens = tokens(sentence);
    let mut found: Vec<(&'static str, Vec<String>)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Token::Number(first) = &tokens[at] else {
            at += 1;
            continue;
        };
        let mut values = vec![first.clone()];
        let before = at.checked_sub(1).and_then(|before| unit(tokens.get(before)));
        at += 1;
        while let (Some(joint), Some(Token::Number(next))) = (tokens.get(at), tokens.get(at + 1))
            && is_joint(joint)
        {
            values.push(next.clone());
            at += 2;
        }
        let adjective = matches!(tokens.get(at),
            Some(Token::Word(word)) if BEFORE_UNITS.contains(&word.as_str()));
        let after = unit(tokens.get(at + usize::from(adjective)));
        if let Some(unit) = after.or(before) {
            match found.iter_mut().find(|(known, _)| *known == unit) {
                Some((_, known)) => known.append(&mut values),
                None => found.push((unit, values)),
            }
        }
    }
    let about = about(&tokens);
    let statement = |(unit, values)| Statement { sentence, unit, values, about: about.clone() };
    found.into_iter().map(statement).collect()
}

fn is_joint(token: &Token) -> bool {
    match token {
        Token::Dash => true,
        Token::Word(word) => matches!(word.as_str(), "to" | "or" | "til" | "bis" | "à"),
        Token::Number(_) => false,
    }
}

fn unit(token: Option<&Token>) -> Option<&'static str> {
    let Some(Token::Word(word)) = token else { return None };
    let found = UNITS.iter().find(|(_, words)| words.contains(&word.as_str()));
    found.map(|(name, _)| *name)
}

/// The first letters of the words that carry meaning, so that `return` is `returns`.
fn about(tokens: &[Token]) -> BTreeSet<String> {
    let word = |token: &Token| match token {
        Token::Word(word) if unit(Some(token)).is_none() => Some(word.clone()),
        _ => None,
    };
    let words = tokens.iter().filter_map(word);
    let meaning = words.filter(|word| {
        let word = word.as_str();
        !STOP_WORDS.contains(&word) && !BEFORE_UNITS.contains(&word)
    });
    meaning.map(|word| word.chars().take(6).collect::<String>()).map(without_s).collect()
}

fn without_s(word: String) -> String {
    word.strip_suffix('s').map(str::to_owned).unwrap_or(word)
}

fn tokens(sentence: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut characters = sentence.chars().peekable();
    while let Some(&next) = characters.peek() {
        if next.is_ascii_digit() {
            tokens.push(number(&mut characters));
        } else if next.is_alphanumeric() {
            let mut word = String::new();
            while let Some(letter) =
                characters.next_if(|letter| letter.is_alphanumeric() || *letter == '\'')
            {
                word.extend(letter.to_lowercase());
            }
            tokens.push(Token::Word(word));
        } else {
            characters.next();
            match next {
                '-' | '–' | '—' => tokens.push(Token::Dash),
                '%' | '€' | '$' | '£' => tokens.push(Token::Word(next.to_string())),
                _ => {}
            }
        }
    }
    tokens
}

/// Digits with what groups and divides them; `1,500` is `1500`.
fn number(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Token {
    let mut text = String::new();
    while let Some(character) =
        characters.next_if(|character| character.is_ascii_digit() || matches!(character, '.' | ','))
    {
        text.push(character);
    }
    let text = text.trim_end_matches(['.', ',']);
    let grouped = text.split(',').skip(1).all(|group| group.len() == 3) && !text.contains('.');
    Token::Number(if grouped { text.replace(',', "") } else { text.replace(',', ".") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, unit: &str, values: &[&str]) {
        let found = statements(text);
        assert!(
            found.iter().any(|one| one.unit == unit && one.values == values),
            "{text}: {found:?}"
        );
    }

    #[test]
    fn numbers_are_read_with_their_unit() {
        check("You can return an order within 45 days.", "day", &["45"]);
        check("It takes 3–5 working days.", "day", &["3", "5"]);
        check("From 3 to 5 business days", "day", &["3", "5"]);
        check("Free from €49.50 on. Then more.", "euro", &["49.50"]);
        check("Free above 1,500 kr", "krone", &["1500"]);
        check("We take 20% off", "percent", &["20"]);
        assert!(statements("Size 42 fits").is_empty());
        assert!(statements("Norway\t3 days").is_empty(), "a table's row");
    }

    #[test]
    fn words_are_compared_by_their_beginning() {
        let about = |text| statements(text).remove(0).about;
        assert_eq!(about("Return an order in 3 days"), about("Orders: returns within 5 days"));
    }
}
