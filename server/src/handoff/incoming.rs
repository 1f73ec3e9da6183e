//! A mail as it came: who wrote it, to which addresses, what of it is new, and whether a person did.

use crate::conversation::input::clean;
use mail_parser::{Address, Header, HeaderName, HeaderValue, Message, MessageParser};

/// A mail from a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    pub message_id: String,
    pub from_name: String,
    pub from: String,
    /// Every address that it was sent or delivered to.
    pub recipients: Vec<String>,
    /// The mails that it answers, nearest first.
    pub answers: Vec<String>,
    /// What is new in it.
    pub text: String,
    /// All of its text.
    pub whole: String,
}

/// Why a mail is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("this is no mail with a sender, a `Message-ID` and a text")]
    NotAMail,
    #[error("no person wrote it: it is automatic, or goes to many")]
    Automatic,
}

/// Headers that say where a mail was delivered, beside `To` and `Cc`.
const DELIVERED: [&str; 3] = ["Delivered-To", "X-Original-To", "Envelope-To"];

impl Incoming {
    /// Reads a mail as RFC 5322 writes it.
    pub fn parse(raw: &[u8]) -> Result<Self, Unfit> {
        let mail = MessageParser::default().parse(raw).ok_or(Unfit::NotAMail)?;
        if is_automatic(&mail) {
            return Err(Unfit::Automatic);
        }
        let sender = mail.from().and_then(Address::first).ok_or(Unfit::NotAMail)?;
        let from = sender.address().ok_or(Unfit::NotAMail)?.to_owned();
        let whole = mail.body_text(0).map(|text| clean(&text)).filter(|text| !text.is_empty());
        let whole = whole.ok_or(Unfit::NotAMail)?;
        Ok(Self {
            message_id: clean(mail.message_id().ok_or(Unfit::NotAMail)?),
            from_name: sender.name().unwrap_or_default().to_owned(),
            from,
            recipients: recipients(&mail),
            answers: answers(&mail),
            text: without_quotes(&whole),
            whole,
        })
    }
}

/// Holiday notes, bounces and lists: answering them, or letting them answer us, makes loops.
fn is_automatic(mail: &Message<'_>) -> bool {
    let text = |name: &str| mail.header_raw(name).map(|value| value.trim().to_ascii_lowercase());
    let submitted = text("Auto-Submitted").is_some_and(|value| value != "no");
    let bulk = ["bulk", "junk", "list", "auto_reply"];
    let precedence = text("Precedence").is_some_and(|value| bulk.contains(&value.as_str()));
    let bounced = text("Return-Path").is_some_and(|value| value == "<>");
    let marked = ["List-Id", "List-Unsubscribe", "X-Autoreply", "X-Auto-Response-Suppress"];
    submitted || precedence || bounced || marked.iter().any(|name| text(name).is_some())
}

fn recipients(mail: &Message<'_>) -> Vec<String> {
    let written = [mail.to(), mail.cc()].into_iter().flatten();
    let written = written.flat_map(Address::iter).filter_map(|to| Some(to.address()?.to_owned()));
    let delivered = DELIVERED.iter().filter_map(|name| mail.header_raw(*name));
    let bare = |value: &str| value.trim().trim_matches(['<', '>']).to_owned();
    written.chain(delivered.map(bare)).collect()
}

fn answers(mail: &Message<'_>) -> Vec<String> {
    let texts = |value: &HeaderValue<'_>| match value {
        HeaderValue::Text(text) => vec![text.to_string()],
        HeaderValue::TextList(list) => list.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let of = |wanted: &HeaderName<'_>| {
        let found = mail.headers().iter().filter(|header: &&Header<'_>| header.name == *wanted);
        found.flat_map(|header| texts(&header.value)).collect::<Vec<_>>()
    };
    let (nearest, thread) = (of(&HeaderName::InReplyTo), of(&HeaderName::References));
    nearest.into_iter().chain(thread.into_iter().rev()).collect()
}

/// What stands above the mail that it answers. Where nothing does, people wrote between the lines,
/// or below: then all of it counts.
fn without_quotes(whole: &str) -> String {
    let lines: Vec<&str> = whole.lines().collect();
    let is_quote = |line: &str| line.trim_start().starts_with('>');
    let begins = |at: usize| {
        let line = lines[at].trim();
        let next = lines[at + 1..].iter().find(|line| !line.trim().is_empty());
        let introduces = line.ends_with(':') && next.is_some_and(|next| is_quote(next));
        // "On Sunday Ann wrote" may be folded over two lines.
        let folded = lines.get(at + 1).is_some_and(|line| line.trim().ends_with(':'))
            && lines[at + 2..]
                .iter()
                .find(|line| !line.trim().is_empty())
                .is_some_and(|l| is_quote(l))
            && line.contains(',');
        let marked = line.starts_with("-----") && line.ends_with("-----") && line.len() > 12;
        introduces || folded || marked || line.starts_with("________") || is_quote(line)
    };
    let end = (0..lines.len()).find(|at| begins(*at)).unwrap_or(lines.len());
    let rest_is_quoted =
        lines[end..].iter().skip(2).all(|line| line.trim().is_empty() || is_quote(line));
    let is_marked = lines.get(end).is_some_and(|line| line.trim().starts_with(['-', '_']));
    let own = lines[..end].join("\n").trim().to_owned();
    if own.is_empty() || !(rest_is_quoted || is_marked) { whole.to_owned() } else { own }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(headers: &str, body: &str) -> Vec<u8> {
        let head = "From: Ann Shopper <Ann@mail.example>\r\nTo: <support+V-1.a@shop.example>\r\n\
                    Message-ID: <m1@mail.example>\r\n";
        format!("{head}{headers}\r\n{}", body.replace('\n', "\r\n")).into_bytes()
    }

    #[test]
    fn a_mail_is_read_with_what_it_answers() {
        let headers = "Cc: b@c.example\r\nDelivered-To: d@e.example\r\nIn-Reply-To: <x@shop.example>\r\n\
            References: <root@shop.example> <x@shop.example>\r\n\
            Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n";
        let read = Incoming::parse(&mail(
            headers,
            "Gr=C3=BC=C3=9Fe\n\nOn Sunday, Sam wrote:\n> Hi\n> there\n",
        ));
        let read = read.unwrap();
        assert_eq!(
            (read.message_id.as_str(), read.from.as_str()),
            ("m1@mail.example", "Ann@mail.example")
        );
        assert_eq!(read.recipients, ["support+V-1.a@shop.example", "b@c.example", "d@e.example"]);
        assert_eq!(read.answers, ["x@shop.example", "x@shop.example", "root@shop.example"]);
        assert_eq!(read.text, "Grüße");
        assert!(read.whole.ends_with("> Hi\n> there"), "{}", read.whole);
    }

    #[test]
    fn only_what_is_quoted_below_is_cut_off() {
        for (whole, own) in [
            ("Yes", "Yes"),
            ("Yes\n> What?", "Yes"),
            ("Yes\n\nAm Sonntag schrieb Sam:\n\n> Wie?\n> So?", "Yes"),
            ("Yes\n\nOn Sunday, 22 November,\nSam <a@b.example> wrote:\n> Hi", "Yes"),
            ("Yes\n-----Original Message-----\nFrom: Sam\nHi", "Yes"),
            ("> First?\nYes.\n> Second?\nNo.", "> First?\nYes.\n> Second?\nNo."),
            ("See:\n> one\n> two\nand more below", "See:\n> one\n> two\nand more below"),
            ("> only quoted", "> only quoted"),
        ] {
            assert_eq!(without_quotes(whole), own, "{whole:?}");
        }
    }

    #[test]
    fn what_no_person_wrote_is_refused() {
        for header in [
            "Auto-Submitted: auto-replied",
            "Precedence: bulk",
            "List-Id: <a.b>",
            "Return-Path: <>",
            "X-Autoreply: yes",
            "List-Unsubscribe: <mailto:a@b.example>",
        ] {
            let read = Incoming::parse(&mail(&format!("{header}\r\n"), "Hi"));
            assert_eq!(read, Err(Unfit::Automatic), "{header}");
        }
        assert!(Incoming::parse(&mail("Auto-Submitted: no\r\n", "Hi")).is_ok());
        for broken in [&b""[..], b"\0\0\0", b"From: a@b.example\r\n\r\nHi", &mail("", "")] {
            assert_eq!(Incoming::parse(broken), Err(Unfit::NotAMail));
        }
    }
}
