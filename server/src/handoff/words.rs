//! Words that a signed-in member of staff typed. Only [`StaffWords`] can become a staff message.

use crate::conversation::input::clean;
use crate::error::Error;
use crate::staff::member::Member;
use crate::text::is_invisible;
use vouch_shared::block::{Block, Span};
use vouch_shared::reply::MAX_REPLY_CHARS;

/// A reply's text with who typed it. The fields are private to this file.
#[derive(Clone, Debug)]
pub struct StaffWords {
    name: String,
    text: String,
}

impl StaffWords {
    /// Checks and tidies what a member typed, which may be nothing where they inserted something.
    pub fn parse(member: &Member, text: &str, may_be_empty: bool) -> Result<Self, Error> {
        let mut text = clean(text);
        if text.chars().all(is_invisible) {
            text.clear();
        }
        if text.is_empty() && !may_be_empty {
            return Err(Error::invalid("text", "there is nothing to read; please write a reply"));
        }
        if text.chars().count() > MAX_REPLY_CHARS {
            let detail = format!("longer than {MAX_REPLY_CHARS} characters; please shorten it");
            return Err(Error::invalid("text", detail));
        }
        Ok(Self { name: member.name.clone(), text })
    }

    /// The member's name as shoppers read it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The words as they were typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Plain paragraphs. Nothing in them is markup, whatever it looks like.
    pub fn blocks(&self) -> Vec<Block> {
        let paragraphs = self.text.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
        paragraphs.map(|text| Block::Paragraph { spans: vec![Span::plain(text)] }).collect()
    }
}
