//! Requests that somebody get in touch: "have someone call me back", "can Karin write to me about
//! my repair". What is wished is a person, whatever it is about. English only; other languages rely
//! on their examples.

/// Ways to get in touch, as they stand before "me" or "us".
const WAYS: [&str; 17] = [
    "call",
    "ring",
    "phone",
    "telephone",
    "text",
    "message",
    "email",
    "e mail",
    "mail",
    "write",
    "write to",
    "contact",
    "reply to",
    "talk to",
    "get back to",
    "get in touch with",
    "reach out to",
];
/// How such a request begins; after that comes who is to do it.
const OPENINGS: [&str; 27] = [
    "is it possible for",
    "is there someone who can",
    "is there somebody who can",
    "is there anyone who can",
    "i would like",
    "we would like",
    "i would prefer",
    "i'd like",
    "id like",
    "i'd prefer",
    "we'd like",
    "i want",
    "i need",
    "we want",
    "we need",
    "can i have",
    "can i get",
    "could i have",
    "could i get",
    "can",
    "could",
    "would",
    "have",
    "get",
    "ask",
    "tell",
    "let",
];
const GREETINGS: [&str; 9] = ["hi", "hello", "hey", "so", "ok", "and", "but", "thanks", "please"];
/// What may follow; anything else is asked for itself ("email me the invoice") or waited for
/// ("call me when it ships").
const AFTER: [&str; 15] = [
    "back",
    "please",
    "pls",
    "about",
    "regarding",
    "concerning",
    "today",
    "tomorrow",
    "again",
    "now",
    "asap",
    "soon",
    "directly",
    "instead",
    "first",
];
/// Others who call, and words of a sentence that asks or forbids something.
const NOT_STAFF: [&str; 27] = [
    "courier", "couriers", "driver", "drivers", "carrier", "postman", "delivery", "parcel",
    "package", "post", "dhl", "ups", "friend", "bank", "who", "what", "when", "where", "why",
    "how", "if", "not", "don't", "dont", "never", "stop", "without",
];
/// The longest "the lady from the workshop", with the "to" after it.
const MAX_WHO: usize = 7;

/// Whether the words of a sentence ask that somebody get in touch.
pub(crate) fn is_asked(words: &[String]) -> bool {
    let is_shopper = |word: &String| matches!(word.as_str(), "me" | "us");
    let places = words.iter().enumerate().filter(|(_, word)| is_shopper(word));
    places.map(|(at, _)| (&words[..at], &words[at + 1..])).any(|(before, after)| {
        let head = WAYS.iter().find_map(|way| without_end(before, way));
        head.is_some_and(asks_somebody) && leaves_it_at_that(after)
    })
}

/// Nobody in particular ("call me back"), or an opening with somebody behind it.
fn asks_somebody(head: &[String]) -> bool {
    let greeted = head.iter().take_while(|word| GREETINGS.contains(&word.as_str())).count();
    let head = &head[greeted..];
    if head.is_empty() {
        return true;
    }
    let who = OPENINGS.iter().find_map(|opening| without_start(head, opening));
    who.is_some_and(|who| {
        (1..=MAX_WHO).contains(&who.len())
            && !who.iter().any(|word| NOT_STAFF.contains(&word.as_str()))
    })
}

fn leaves_it_at_that(after: &[String]) -> bool {
    match after {
        [] => true,
        [first, next, ..] if matches!(first.as_str(), "on" | "at" | "under") => {
            next == "my" || next.starts_with(|c: char| c.is_ascii_digit())
        }
        [first, ..] => AFTER.contains(&first.as_str()),
    }
}

fn without_start<'w>(words: &'w [String], phrase: &str) -> Option<&'w [String]> {
    let length = phrase.split(' ').count();
    let (start, rest) = words.split_at_checked(length)?;
    start.iter().map(String::as_str).eq(phrase.split(' ')).then_some(rest)
}

fn without_end<'w>(words: &'w [String], phrase: &str) -> Option<&'w [String]> {
    let length = phrase.split(' ').count();
    let (rest, end) = words.split_at_checked(words.len().checked_sub(length)?)?;
    end.iter().map(String::as_str).eq(phrase.split(' ')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::words;

    #[test]
    fn whoever_is_to_get_in_touch_is_a_person() {
        for text in [
            "have someone call me back",
            "can karin from the workshop write to me about my repair",
            "Could somebody ring me?",
            "please call me back",
            "Hello, could you e-mail me about order FW-100012",
            "i'd like someone from your team to contact me",
            "can I get someone to phone me tomorrow",
            "Ask the tailor to get back to me please",
            "is it possible for somebody to call us on 0170 1234567",
            "call me on my mobile",
            "I need a human to get in touch with me",
        ] {
            assert!(is_asked(&words(text)), "{text}");
        }
    }

    #[test]
    fn what_only_sounds_like_it_is_none() {
        for text in [
            "can I write on the label",
            "who pays if the courier calls me",
            "can the courier call me",
            "will the driver ring me before delivery",
            "can you email me the invoice",
            "could someone email me my invoice",
            "can you text me when my parcel ships",
            "please don't call me",
            "can I call you about my repair",
            "why did nobody write to me",
            "can you tell me about returns",
            "do you call me before delivery",
            "how do I contact you",
            "can i email a photo to you",
            "I have not got the email you sent me",
            "get me my money back",
        ] {
            assert!(!is_asked(&words(text)), "{text}");
        }
    }
}
