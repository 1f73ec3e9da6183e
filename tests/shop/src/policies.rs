//! The policy files as pages of the storefront. Vouch reads the same files by itself; this reader
//! exists so that shoppers can also read them in full, and so that tests can check them.

use anyhow::{Context as _, Result};
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html,
};

/// Every policy file, in the order of the help page.
const FILES: &[&str] = &[
    include_str!("../policies/shipping.md"),
    include_str!("../policies/delivery-times.md"),
    include_str!("../policies/order-changes.md"),
    include_str!("../policies/returns.md"),
    include_str!("../policies/exchanges.md"),
    include_str!("../policies/refunds.md"),
    include_str!("../policies/warranty.md"),
    include_str!("../policies/payments.md"),
    include_str!("../policies/gift-cards.md"),
    include_str!("../policies/sizing.md"),
    include_str!("../policies/privacy.md"),
];

/// One policy file.
#[derive(Clone, Debug)]
pub struct Policy {
    pub id: String,
    pub title: String,
    pub owner: String,
    pub effective_from: String,
    pub sections: Vec<Section>,
    /// The whole text as HTML; headings carry the ids of their sections.
    pub html: String,
}

/// One heading and what stands under it.
#[derive(Clone, Debug)]
pub struct Section {
    /// The slug path within the document, as in `repairs/repair-prices`.
    pub id: String,
    pub title: String,
    /// 2 or 3.
    pub level: usize,
    /// Example questions, which no page shows.
    pub questions: Vec<String>,
}

/// Reads every policy.
pub fn load() -> Result<Vec<Policy>> {
    FILES.iter().map(|file| parse(file)).collect()
}

fn parse(file: &str) -> Result<Policy> {
    let (front, body) = file
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .context("a policy file starts with front matter between two lines of ---")?;
    let field = |name: &str| {
        front
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.trim().to_owned())
            .with_context(|| format!("front matter has no `{name}`:\n{front}"))
    };
    let mut reader = Reader::default();
    let events: Vec<_> = Parser::new_ext(body, Options::ENABLE_TABLES)
        .flat_map(|event| reader.read(event))
        .collect();
    let mut html = String::new();
    html::push_html(&mut html, fill_ids(events, &reader.sections).into_iter());
    Ok(Policy {
        id: field("id")?,
        title: field("title")?,
        owner: field("owner")?,
        effective_from: field("effective_from")?,
        sections: reader.sections,
        html,
    })
}

/// Collects sections while it passes on the events to show.
#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    in_heading: bool,
    in_questions: bool,
}

impl Reader {
    fn read<'a>(&mut self, event: Event<'a>) -> Vec<Event<'a>> {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "questions" => {
                self.in_questions = true;
                vec![]
            }
            Event::End(TagEnd::CodeBlock) if self.in_questions => {
                self.in_questions = false;
                vec![]
            }
            Event::Text(text) if self.in_questions => {
                if let Some(section) = self.sections.last_mut() {
                    section.questions.extend(text.lines().map(str::to_owned));
                }
                vec![]
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.in_heading = true;
                let level = level as usize;
                self.sections.push(Section {
                    id: String::new(),
                    title: String::new(),
                    level,
                    questions: vec![],
                });
                vec![event]
            }
            Event::End(TagEnd::Heading(_)) => {
                self.in_heading = false;
                self.name_section();
                vec![event]
            }
            Event::Text(text) if self.in_heading => {
                if let Some(section) = self.sections.last_mut() {
                    section.title.push_str(&text);
                }
                vec![Event::Text(text)]
            }
            Event::Start(Tag::Table(_)) => {
                let frame = r#"<div class="table" role="region" aria-label="Table" tabindex="0">"#;
                vec![Event::InlineHtml(frame.into()), event]
            }
            Event::End(TagEnd::Table) => vec![event, Event::InlineHtml("</div>".into())],
            // A policy holds no HTML; should one ever, a shopper sees its characters.
            Event::Html(text) | Event::InlineHtml(text) => vec![Event::Text(text)],
            other => vec![other],
        }
    }

    /// The section's id, now that its title is known: the slugs of the headings above it and its own.
    fn name_section(&mut self) {
        let Some((last, before)) = self.sections.split_last_mut() else { return };
        let parent = before.iter().rev().find(|section| section.level < last.level);
        let slug = slug(&last.title);
        last.id = parent.map_or_else(|| slug.clone(), |parent| format!("{}/{slug}", parent.id));
    }
}

/// Gives each heading the id of its section.
fn fill_ids<'a>(mut events: Vec<Event<'a>>, sections: &[Section]) -> Vec<Event<'a>> {
    let headings = events.iter_mut().filter_map(|event| match event {
        Event::Start(Tag::Heading { level: HeadingLevel::H2 | HeadingLevel::H3, id, .. }) => {
            Some(id)
        }
        _ => None,
    });
    for (id, section) in headings.zip(sections) {
        *id = Some(CowStr::from(section.id.clone()));
    }
    events
}

/// Lower-case letters and digits, anything else as a single hyphen.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\nid: a\ntitle: A\nlocale: en\nowner: o\neffective_from: 2026-01-01\n---\n\n## One thing\n\nText <b>x</b>\n\n```questions\nq one\nq two\n```\n\n### Its part\n\n| a |\n|---|\n| 1 |\n";

    #[test]
    fn sections_have_slug_paths_and_hidden_questions() {
        let policy = parse(FILE).unwrap();
        let ids: Vec<_> = policy.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids, ["one-thing", "one-thing/its-part"]);
        assert_eq!(policy.sections[0].questions, ["q one", "q two"]);
        assert!(!policy.html.contains("q one"));
        assert!(policy.html.contains(r#"<h3 id="one-thing/its-part">"#), "{}", policy.html);
        assert!(policy.html.contains("&lt;b&gt;x"), "{}", policy.html);
    }

    #[test]
    fn a_file_without_front_matter_is_refused() {
        assert!(parse("## A\n").is_err());
        assert!(parse("---\nid: a\n---\n## A\n").is_err());
    }
}
