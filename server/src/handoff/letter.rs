//! Announcements as mails: to the shop when a ticket or an answer came, to the shopper when a person
//! replied or closed the ticket. All mails of a ticket are one thread, in every mail program.

use crate::config::Site;
use crate::handoff::address::ticket_address;
use crate::handoff::announcement::{Announcement, Event, Quoted};
use crate::mail::{Mail, Thread};
use crate::texts::Texts;
use maud::{DOCTYPE, html};
use vouch_shared::id::{SiteKey, TicketNumber};

/// Longest subject, in characters.
const MAX_SUBJECT_CHARS: usize = 120;

/// The mail to the shop's own address. Answering it would reach the shopper past the console, so it
/// names nobody to answer to.
pub fn to_shop(site: &Site, told: &Announcement, (to, id): (&str, &str), console: &str) -> Mail {
    let first = told.text.lines().next().unwrap_or_default();
    let what = match told.event {
        Event::ShopperMessage => "answer",
        _ => "new ticket",
    };
    let subject = format!("[{} {}] {what}: {first}", told.shop, told.ticket);
    let link = format!("{console}/console/tickets/{}", told.ticket);
    let from = match told.shopper.name.as_str() {
        "" => told.shopper.email.clone(),
        name => format!("{name} <{}>", told.shopper.email),
    };
    let text = format!(
        "From: {from}\nWhy Vouch did not answer: {}\n\n{}\n\nAnswer it: {link}\n",
        told.reason.replace('_', " "),
        told.text
    );
    let facts =
        [("From", from.clone()), ("Why Vouch did not answer", told.reason.replace('_', " "))];
    let html = html! {
        (DOCTYPE)
        html lang="en" { body {
            @for (label, value) in &facts { p { strong { (label) ": " } (value) } }
            (paragraphs(&told.text))
            p { a href=(link) { "Answer it" } }
        } }
    };
    Mail {
        to: to.to_owned(),
        subject: shortened(&subject),
        text,
        html: Some(html.into_string()),
        is_by_person: false,
        thread: Some(thread(site, &told.ticket, id, told.event != Event::Accepted)),
    }
}

/// A person's reply to the shopper. It stands in the mail as they typed it.
pub fn to_shopper(site: &Site, told: &Announcement, id: &str, texts: &Texts) -> Mail {
    let name = told.staff.clone().unwrap_or_else(|| told.shop.clone());
    let values = [("shop", told.shop.as_str()), ("ticket", told.ticket.as_str()), ("name", &name)];
    let foot = texts.fill(
        if site.handoff.reply_to.is_some() { "mail.reply_foot" } else { "mail.no_reply_foot" },
        &values,
    );
    let signed = texts.fill("mail.signed", &values);
    let quoted: String =
        told.inserted.iter().map(|quoted| as_text(quoted, texts, &values)).collect();
    let typed = if told.text.is_empty() { String::new() } else { format!("{}\n\n", told.text) };
    let text = format!("{typed}{signed}\n{quoted}\n--\n{foot}\n");
    let html = html! {
        (DOCTYPE)
        html lang=(texts.locale()) dir=(texts.direction()) { body {
            (paragraphs(&told.text))
            p { (signed) }
            @for quoted in &told.inserted { (as_html(quoted, texts, &values)) }
            hr;
            p { small { (foot) } }
        } }
    };
    Mail {
        to: told.shopper.email.clone(),
        subject: shortened(&texts.fill("mail.subject", &values)),
        text,
        html: Some(html.into_string()),
        is_by_person: true,
        thread: Some(thread(site, &told.ticket, id, true)),
    }
}

/// Tells the shopper that the ticket is closed, and how to say that it is not solved. A person
/// closed it, but nobody typed this.
pub fn closed(site: &Site, told: &Announcement, id: &str, texts: &Texts) -> Mail {
    let name = told.staff.clone().unwrap_or_else(|| told.shop.clone());
    let page = site.origins.first().map_or("", String::as_str);
    let values = [
        ("shop", told.shop.as_str()),
        ("ticket", told.ticket.as_str()),
        ("name", name.as_str()),
        ("page", page),
    ];
    let key = if site.handoff.reply_to.is_some() { "mail.closed" } else { "mail.closed_page" };
    let words = texts.fill(key, &values);
    let html = html! {
        (DOCTYPE)
        html lang=(texts.locale()) dir=(texts.direction()) { body { (paragraphs(&words)) } }
    };
    Mail {
        to: told.shopper.email.clone(),
        subject: shortened(&texts.fill("mail.subject", &values)),
        text: format!("{words}\n"),
        html: Some(html.into_string()),
        is_by_person: false,
        thread: Some(thread(site, &told.ticket, id, true)),
    }
}

/// Approved text under its title, set apart from what was typed.
fn as_text(quoted: &Quoted, texts: &Texts, values: &[(&str, &str)]) -> String {
    let (head, body) = told_of(quoted, texts, values);
    let lines = body.lines().map(|line| format!("> {line}\n"));
    format!("\n{head}: {}\n{}", quoted.title, lines.collect::<String>())
}

fn as_html(quoted: &Quoted, texts: &Texts, values: &[(&str, &str)]) -> maud::Markup {
    let (head, body) = told_of(quoted, texts, values);
    html! { blockquote { p { strong { (head) ": " (quoted.title) } } (paragraphs(body)) } }
}

fn told_of<'q>(quoted: &'q Quoted, texts: &Texts, values: &[(&str, &str)]) -> (String, &'q str) {
    match &quoted.text {
        Some(text) => (texts.fill("mail.quoted", values), text),
        None => (texts.get("mail.order"), ""),
    }
}

/// The first mail of a ticket's thread. It need not exist: mail programs sort by it all the same.
pub fn root_of(site: &SiteKey, ticket: &TicketNumber) -> String {
    format!("{ticket}.{site}")
}

fn thread(site: &Site, ticket: &TicketNumber, id: &str, follows: bool) -> Thread {
    Thread {
        id: id.to_owned(),
        root: root_of(&site.key, ticket),
        follows,
        list: format!("{} tickets <tickets.{}>", site.name, site.key),
        reply_to: ticket_address(&site.handoff, &site.key, ticket),
    }
}

fn paragraphs(text: &str) -> maud::Markup {
    html! {
        @for paragraph in text.split("\n\n") {
            p { @for (at, line) in paragraph.lines().enumerate() {
                @if at > 0 { br; }
                (line)
            } }
        }
    }
}

fn shortened(subject: &str) -> String {
    let line: String = subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match line.char_indices().nth(MAX_SUBJECT_CHARS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
