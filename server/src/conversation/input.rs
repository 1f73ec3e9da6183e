//! What shoppers type, parsed once at the edge.

use crate::error::Error;
use crate::text::is_invisible;
use unicode_normalization::UnicodeNormalization as _;
use vouch_shared::conversation::MAX_TEXT_CHARS;
use vouch_shared::handoff::{HandoffRequest, MAX_EMAIL_CHARS, MAX_MESSAGE_CHARS, MAX_NAME_CHARS};
use vouch_shared::id::{AnswerId, is_client_id};

/// Longer than any id that a card offers: document and section slugs.
const MAX_ANSWER_ID_CHARS: usize = 1_000;

/// Text without control characters (line feeds and tabs stay) and without white space around it.
/// PostgreSQL cannot keep NUL, and nothing else of them is of use to a reader.
pub fn clean(text: &str) -> String {
    let visible = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    visible.collect::<String>().trim().to_owned()
}

/// A question: something to read, and not too much of it.
pub fn question(text: &str) -> Result<String, Error> {
    if text.chars().count() > MAX_TEXT_CHARS {
        let detail = format!("longer than {MAX_TEXT_CHARS} characters; please shorten it");
        return Err(Error::invalid("say.text", detail));
    }
    let cleaned = clean(text);
    if cleaned.chars().all(is_invisible) {
        return Err(Error::invalid(
            "say.text",
            "there is nothing to read; please write a question",
        ));
    }
    Ok(cleaned)
}

/// An id that the client chose.
pub fn client_id(field: &str, id: &str) -> Result<(), Error> {
    if is_client_id(id) {
        return Ok(());
    }
    Err(Error::invalid(field, "1 to 64 letters, digits, `-` or `_`, new for each message"))
}

/// An answer id as a card offered it.
pub fn choice(id: &AnswerId) -> Result<(), Error> {
    let plain = !id.0.is_empty() && !id.0.chars().any(char::is_control);
    if plain && id.0.chars().count() <= MAX_ANSWER_ID_CHARS {
        return Ok(());
    }
    Err(Error::invalid("say.choose", "no approved answer has this id"))
}

/// A contact form that a person can act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactForm {
    pub name: String,
    pub email: String,
    pub message: String,
}

impl ContactForm {
    /// Checks and tidies a form.
    pub fn parse(request: &HandoffRequest) -> Result<Self, Error> {
        client_id("handoff_id", request.handoff_id.as_str())?;
        if !request.consent {
            let detail = "the shop may answer only with your consent; please tick the box";
            return Err(Error::invalid("consent", detail));
        }
        Ok(Self {
            name: at_most("name", one_line(&request.name), MAX_NAME_CHARS)?,
            email: email(&request.email)?,
            message: message(&request.message)?,
        })
    }
}

/// Text for a header line: no line ends, and nothing that cannot be seen but spaces.
fn one_line(text: &str) -> String {
    let spaced = clean(text).replace(['\n', '\t'], " ");
    spaced.chars().filter(|&c| c == ' ' || !is_invisible(c)).collect()
}

fn message(text: &str) -> Result<String, Error> {
    let text = at_most("message", clean(text), MAX_MESSAGE_CHARS)?;
    if text.chars().all(is_invisible) {
        return Err(Error::invalid("message", "please write a message"));
    }
    Ok(text)
}

/// An address that mail can be sent to. Only what would certainly bounce, or could break out of a
/// header, is refused.
fn email(text: &str) -> Result<String, Error> {
    // What cannot be seen would make the reply bounce.
    let text: String = clean(text).nfc().filter(|&c| c == ' ' || !is_invisible(c)).collect();
    let well_formed = text.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty())
            && !text.contains(|c: char| c.is_whitespace() || "<>()[],;:\\\"".contains(c))
            && !local.contains('@')
    });
    if !well_formed || text.chars().count() > MAX_EMAIL_CHARS {
        let detail = "not an e-mail address that we can answer to; please check it";
        return Err(Error::invalid("email", detail));
    }
    Ok(text)
}

fn at_most(field: &str, text: String, max: usize) -> Result<String, Error> {
    if text.chars().count() > max {
        return Err(Error::invalid(
            field,
            format!("longer than {max} characters; please shorten it"),
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_readable_text() {
        assert_eq!(question("  hi\u{0}\u{7} there \n").unwrap(), "hi there");
        assert_eq!(question("👍").unwrap(), "👍");
        assert_eq!(question("متى يصل طلبي؟").unwrap(), "متى يصل طلبي؟");
        assert_eq!(question(&"x".repeat(4000)).unwrap().len(), 4000);
        for nothing in ["", " \n ", "\u{200b}\u{200b}", "\u{202e}", "\u{0}\u{1}", &"x".repeat(4001)]
        {
            assert!(question(nothing).is_err(), "{nothing:?}");
        }
    }

    #[test]
    fn addresses_that_can_be_answered() {
        assert_eq!(email("a\u{200b}@b.co\u{202e}").unwrap(), "a@b.co");
        for good in ["a@b.co", "Ann.O'Neil+shop@mail.shop.example", "用户@例子.公司"] {
            assert!(email(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.co",
            "a@.co",
            "a@b..co",
            "a b@c.co",
            "a@b.co\nBcc: x@y.z",
            "<a@b.co>",
            "a@b@c.co",
            "a@b.co,c@d.co",
        ] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn without_consent_nothing_is_kept() {
        let form = HandoffRequest {
            handoff_id: "h1".into(),
            name: "Ann\r\nBcc: x".to_owned(),
            email: "ann@shop.example".to_owned(),
            message: "Help".to_owned(),
            consent: false,
        };
        assert!(
            matches!(ContactForm::parse(&form), Err(Error::Invalid { field, .. }) if field == "consent")
        );
        let parsed = ContactForm::parse(&HandoffRequest { consent: true, ..form }).unwrap();
        assert_eq!(parsed.name, "Ann Bcc: x");
    }
}
