//! Reads the one readable line in which a turn's decision is recorded. Nothing else takes it apart.

/// The value of the first `key=` that stands outside quotes; unquoted where it was quoted.
pub fn value_in_line(line: &str, key: &str) -> Option<String> {
    let mut rest = line;
    while !rest.is_empty() {
        let name_end = rest.find([' ', '='])?;
        let (name, after) = rest.split_at(name_end);
        let Some(after) = after.strip_prefix('=') else {
            rest = &after[1..];
            continue;
        };
        let (text, tail) = one_value(after);
        if name == key {
            return Some(text);
        }
        rest = tail.trim_start();
    }
    None
}

/// A value up to the next blank, or a quoted one as `{:?}` writes it; and what follows.
fn one_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(' ').unwrap_or(text.len());
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut plain = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (plain, &quoted[at + 1..]),
            '\\' => plain.extend(characters.next().map(|(_, escaped)| escaped)),
            c => plain.push(c),
        }
    }
    (plain, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_as_it_was_written() {
        let line =
            "abstain best=a confidence=0.5 nearest=\"guard=x \\\"threshold=1\" guard=closing";
        assert_eq!(value_in_line(line, "confidence").as_deref(), Some("0.5"));
        assert_eq!(value_in_line(line, "threshold"), None, "what a shopper wrote is no value");
        assert_eq!(value_in_line(line, "guard").as_deref(), Some("closing"));
    }

    #[test]
    fn broken_lines_are_no_trouble() {
        for line in ["", "=", "a", "a=", "\"", "x=\"", "x=\"\\", "é=ü ö"] {
            assert_eq!(value_in_line(line, "threshold"), None, "{line}");
        }
    }
}
