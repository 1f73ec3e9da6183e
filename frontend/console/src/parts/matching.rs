//! Which entries fit what somebody typed: each word of it has to begin, stand in, or at least be
//! spelt by the letters of the entry in their order. The best fit comes first.

/// The places of the entries that fit, best first; all of them in their order for empty text.
pub(crate) fn matching(entries: &[String], typed: &str) -> Vec<usize> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(u32, usize)> = entries
        .iter()
        .enumerate()
        .filter_map(|(place, entry)| {
            let entry = entry.to_lowercase();
            let costs = words.iter().map(|word| cost(&entry, word));
            Some((costs.sum::<Option<u32>>()?, place))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, place)| place).collect()
}

/// How badly a word fits, if at all.
fn cost(entry: &str, word: &str) -> Option<u32> {
    if entry.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word)) {
        Some(0)
    } else if entry.contains(word) {
        Some(1)
    } else {
        let mut letters = entry.chars();
        word.chars().all(|wanted| letters.any(|letter| letter == wanted)).then_some(4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_fit_and_the_best_comes_first() {
        let entries = ["Go to Inbox", "Go to Audit log", "Switch to Fellward", "Sign out"];
        let entries = entries.map(str::to_owned);
        let check = |typed: &str, expected: &[usize]| {
            assert_eq!(matching(&entries, typed), expected, "{typed}");
        };
        check("", &[0, 1, 2, 3]);
        check("aud", &[1]);
        check("log go", &[1]);
        check("OUT", &[3]);
        check("fell", &[2]);
        check("ibx", &[0]);
        check("to f", &[2]);
        check("xyz", &[]);
    }
}
