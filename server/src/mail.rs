//! Mail out. Codes are sent once and can be asked for again; what the outbox sends is tried until it
//! went. Neither log nor error ever holds a text or an address.

use crate::config::SmtpSettings;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::time::Duration;

/// The longest a mail server may take over one step.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// The server that takes our mail.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// A mail to one person.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The same for programs that show HTML.
    pub html: Option<String>,
    /// Whether a person wrote it just now; anything else says that it is automatic.
    pub is_by_person: bool,
    pub thread: Option<Thread>,
}

/// Where a mail stands among others about the same ticket.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Stays the same however often the mail is sent, so that its reader gets it once.
    pub id: String,
    /// The thread's first mail.
    pub root: String,
    /// Whether it is not the first itself.
    pub follows: bool,
    /// `List-Id`, for filters.
    pub list: String,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
}

impl Mailer {
    /// Checks the settings; nothing is connected yet. The error does not quote the URL.
    pub fn new(settings: &SmtpSettings) -> Result<Self, String> {
        let url = settings.url.expose();
        if url.contains('@') && !url.starts_with("smtps:") && !url.contains("tls=required") {
            return Err("smtp.url: a password needs `smtps://` or `?tls=required`".to_owned());
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            "smtp.url: write it as smtps://USER:PASSWORD@HOST, percent-encoded, or \
             smtp://HOST:25 for a server on this machine"
        })?;
        let from = settings.from.parse().map_err(
            |_| "smtp.from: write it as `Shop <help@shop.example>` or `help@shop.example`",
        )?;
        Ok(Self { transport: transport.timeout(Some(TIME_LIMIT)).build(), from })
    }

    /// Sends a mail. The error names neither the address nor the text.
    pub async fn send(&self, mail: Mail) -> Result<(), String> {
        let message = self.message(mail)?;
        self.transport.send(message).await.map(drop).map_err(|error| explain(&error))
    }

    fn message(&self, mail: Mail) -> Result<Message, String> {
        let to = mail.to.parse().map_err(|_| "the address cannot be written to".to_owned())?;
        // RFC 3834: no holiday note should answer what no person wrote.
        let automatic = if mail.is_by_person { "no" } else { "auto-generated" };
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject)
            .raw_header(header("Auto-Submitted", automatic));
        let builder = match mail.thread {
            Some(thread) => self.threaded(builder, thread)?,
            None => builder,
        };
        let plain = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(mail.text);
        let message = match mail.html {
            Some(html) => builder.multipart(
                MultiPart::alternative()
                    .singlepart(plain)
                    .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html)),
            ),
            None => builder.singlepart(plain),
        };
        message.map_err(|error| format!("the mail cannot be written: {error}"))
    }

    fn threaded(&self, builder: MessageBuilder, thread: Thread) -> Result<MessageBuilder, String> {
        let domain = self.from.email.domain();
        let named = |id: &str| format!("<{id}@{domain}>");
        let root = named(&thread.root);
        let builder = builder.message_id(Some(named(&thread.id))).raw_header(header(
            "List-Id",
            &format!("{}.{domain}>", thread.list.trim_end_matches('>')),
        ));
        let builder = if thread.follows {
            builder.in_reply_to(root.clone()).references(root)
        } else {
            builder.references(root)
        };
        Ok(match thread.reply_to {
            Some(address) => {
                let address = address.parse();
                let address =
                    address.map_err(|_| "site.handoff.reply_to is not an address".to_owned())?;
                builder.reply_to(Mailbox::new(self.from.name.clone(), address))
            }
            None => builder,
        })
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// What a mail server said may quote the address, so only its kind is told.
fn explain(error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server refused it with code {code}"),
        None if error.is_timeout() => "the mail server did not answer in time".to_owned(),
        None if error.is_tls() => "no safe connection to the mail server could be made".to_owned(),
        None => "the mail server could not be reached".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    #[tokio::test]
    async fn settings_that_cannot_work_are_refused_without_being_quoted() {
        for (url, from) in [
            ("smtp://ann:hunter2@mail.example", "help@shop.example"),
            ("smtp://ann:hunter2@mail.example?tls=opportunistic", "help@shop.example"),
            ("imap://ann:hunter2@mail.example?tls=required", "help@shop.example"),
            ("hunter2", "help@shop.example"),
            ("smtp://127.0.0.1:25", "hunter2"),
        ] {
            let settings = SmtpSettings { url: Secret::new(url), from: from.to_owned() };
            let error = Mailer::new(&settings).err().unwrap();
            assert!(error.starts_with("smtp.") && !error.contains("hunter2"), "{error}");
        }
        for url in [
            "smtp://127.0.0.1:25",
            "smtps://ann:hunter2@mail.example",
            "smtp://ann:pw%40@mail.example:587?tls=required",
        ] {
            let from = "Fellward <help@shop.example>".to_owned();
            assert!(Mailer::new(&SmtpSettings { url: Secret::new(url), from }).is_ok(), "{url}");
        }
    }
}
