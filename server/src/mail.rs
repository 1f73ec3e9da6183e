//! Mail out. Whoever sends one does not wait for it: a mail that is lost is logged, without its
//! text or address, and can be asked for again.

use crate::config::SmtpSettings;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
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
#[derive(Clone)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
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
        let to = mail.to.parse().map_err(|_| "the address cannot be written to".to_owned())?;
        // RFC 3834: no holiday note should answer this.
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject)
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(mail.text))
            .map_err(|error| format!("the mail cannot be written: {error}"))?;
        self.transport.send(message).await.map(drop).map_err(|error| explain(&error))
    }
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
