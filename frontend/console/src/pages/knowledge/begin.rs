//! A new text that begins with a question: its address, and what stands in the editor.

use crate::router::Router;

/// The longest id of a document.
const MAX_ID_CHARS: usize = 80;
/// The longest title.
const MAX_TITLE_CHARS: usize = 200;

/// The address of a new text from a question: other wordings become example questions.
pub(crate) fn begin_text(title: &str, questions: &[String], locale: Option<&String>) -> String {
    let part = |text: &str| String::from(js_sys::encode_uri_component(text));
    let locale = locale.map(|locale| format!("&locale={}", part(locale))).unwrap_or_default();
    let questions = part(&questions.join("\n"));
    format!("/console/knowledge/+new?title={}&questions={questions}{locale}", part(title))
}

/// What the address says of a new text.
#[derive(Clone, Debug)]
pub(super) struct Beginning {
    title: String,
    questions: Vec<String>,
    locale: Option<String>,
}

impl Beginning {
    /// What the address says, if it says anything.
    pub(super) fn of(router: Router) -> Option<Self> {
        let title = router.query("title").map(|title| plain(&title))?;
        let questions = router.query("questions").unwrap_or_default();
        let questions = questions.lines().map(|line| line.replace('`', "'"));
        let questions = questions.filter(|line| !line.trim().is_empty()).collect();
        Some(Self { title, questions, locale: router.query("locale") })
    }

    /// What tells this text from other new ones that are kept on the device.
    pub(super) fn key(&self) -> String {
        self.id()
    }

    /// The text to start from. What it says is left to whoever writes it.
    pub(super) fn source(&self, owner: &str) -> String {
        let Self { title, questions, locale } = self;
        let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
        let locale = locale.as_deref().unwrap_or("en");
        let examples = if questions.is_empty() {
            String::new()
        } else {
            format!("```questions\n{}\n```\n", questions.join("\n"))
        };
        format!(
            "---\nid: {}\ntitle: \"{quoted}\"\nlocale: {locale}\nowner: {owner}\n---\n\n## {title}\n\n\n\n{examples}",
            self.id()
        )
    }

    fn id(&self) -> String {
        let mut id = String::new();
        for c in self.title.to_lowercase().chars() {
            if c.is_ascii_alphanumeric() {
                id.push(c);
            } else if c != '\'' && c != '’' && !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        }
        id.truncate(MAX_ID_CHARS);
        id.trim_end_matches('-').to_owned()
    }
}

/// A question as a heading: on one line, without marks of Markdown and its question mark.
fn plain(title: &str) -> String {
    let kept = title.chars().filter(|c| !"#*_`[]<>\\".contains(*c)).take(MAX_TITLE_CHARS);
    let kept: String = kept.collect();
    let folded = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    folded.trim_end_matches(['?', '？', '.', '!', ' ']).to_owned()
}
