//! A page of HTML as a draft. The tokenizer reads broken markup as browsers do; what comes out is
//! Markdown that the ordinary parser reads back to the same text, and a list of what a document
//! cannot hold. Scripts, styles and hidden parts never get into the text.

mod page;
mod tokens;
mod writing;

use crate::knowledge::desk::in_source;
use crate::knowledge::policy::parse_document;
use crate::knowledge::slug::{is_slug, slug};
use page::Page;
use vouch_shared::knowledge::{HtmlImport, HtmlImportRequest, LeftOut};

/// The largest page, in bytes.
pub const MAX_HTML_BYTES: usize = 2 * 1024 * 1024;

/// What the draft says of itself besides its text.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub locale: &'a str,
    /// Who answers for the text.
    pub owner: &'a str,
}

/// Makes a draft of a page. Whatever the page is, the result is a text to read, with what is still
/// wrong with it.
pub fn convert(request: &HtmlImportRequest, about: About<'_>) -> HtmlImport {
    let page = tokens::read(&request.html);
    let Page { title, left_out, .. } = &page;
    let title = if slug(title).is_empty() { "Untitled" } else { title };
    let document = document_id(&request.document, title);
    let locale = request.locale.as_deref().unwrap_or(about.locale);
    let front =
        [("id", document.as_str()), ("title", title), ("locale", locale), ("owner", about.owner)];
    let front = front.map(|(key, value)| format!("{key}: {}", quoted(value))).join("\n");
    let source = format!("---\n{front}\n---\n\n{}", page.markdown(title));
    let problems = parse_document("page", &source).err().unwrap_or_default();
    let left_out =
        left_out.iter().map(|(what, times)| LeftOut { what: (*what).to_owned(), times: *times });
    HtmlImport { document, left_out: left_out.collect(), problems: in_source(problems), source }
}

fn document_id(asked: &str, title: &str) -> String {
    let asked = if asked.trim().is_empty() { title } else { asked };
    let mut id: String = slug(asked).chars().filter(char::is_ascii).take(80).collect();
    while id.contains("--") {
        id = id.replace("--", "-");
    }
    let id = id.trim_matches('-').to_owned();
    if is_slug(&id) { id } else { "imported-page".to_owned() }
}

fn quoted(value: &str) -> String {
    let plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '@'));
    if plain && value.starts_with(char::is_alphanumeric) {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::markdown::parse_blocks;
    use proptest::prelude::*;
    use vouch_shared::block::plain_text;

    fn import(html: &str) -> HtmlImport {
        let request =
            HtmlImportRequest { html: html.to_owned(), document: String::new(), locale: None };
        convert(&request, About { locale: "en", owner: "ann@shop.example" })
    }

    fn texts(import: &HtmlImport) -> Vec<(String, String)> {
        let document = parse_document("page", &import.source);
        let document =
            document.unwrap_or_else(|problems| panic!("{problems:?}\n{}", import.source));
        document.answers().map(|(id, section)| (id.0, plain_text(&section.blocks))).collect()
    }

    const PAGE: &str = "<!doctype html><html><head><title>Returns – Shop</title>\
        <style>p{color:red}</style><script>alert('<p>no</p>')</script></head><body>\
        <nav><a href=/>Home</a></nav><h1>Returns</h1><p>Within <b>45 days</b>, see \
        <a href='https://shop.example/form'>the form</a>.</p><h2>Costs &amp; fees</h2>\
        <ul><li>Free in <i>Norway</i><ul><li>and Svalbard</li></ul><li>Else 5 €</ul>\
        <h2>Countries</h2><table><tr><th>Country<th>Days<tr><td>Norway | Svalbard<td>4</table>\
        <p style='display:none'>secret</p><img src=x onerror=alert(1)>\
        <p>2 * 3 &lt; 7 _and_ # no heading<br>next line</p><footer>© Shop</footer>";

    #[test]
    fn a_page_becomes_sections_and_what_is_left_out_is_told() {
        let import = import(PAGE);
        assert_eq!(import.problems, []);
        assert_eq!(import.document, "returns");
        let texts = texts(&import);
        let expected = [
            ("returns", "Within 45 days, see the form."),
            ("returns/costs-fees", "Free in Norway\nand Svalbard\nElse 5 €"),
            (
                "returns/countries",
                "Country\tDays\nNorway | Svalbard\t4\n2 * 3 < 7 _and_ # no heading\nnext line",
            ),
        ];
        let expected = expected.map(|(id, text)| (id.to_owned(), text.to_owned()));
        assert_eq!(texts, expected, "{}", import.source);
        assert!(import.source.contains("**45 days**") && import.source.contains("(https://shop"));
        for what in ["scripts", "styles", "navigation", "pictures", "hidden text", "page footers"] {
            assert!(import.left_out.iter().any(|one| one.what == what), "{what}: {import:?}");
        }
        assert!(!import.source.contains("alert") && !import.source.contains("secret"));
    }

    #[test]
    fn hostile_pages_yield_text_or_nothing() {
        for (html, kept) in [
            ("<h1>A</h1><a href='javascript:alert(1)'>click</a>", "click"),
            ("<h1>A</h1><p>&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
            ("<h1>A</h1><p>[x](javascript:alert(1)) ![a](b)", "[x](javascript:alert(1)) ![a](b)"),
            ("<h1>A</h1><p>a\u{202e}b\u{200b}c", "abc"),
            (
                "<h1>A</h1><p>1. one<br>- two<br># three<br>&gt; four",
                "1. one\n- two\n# three\n> four",
            ),
            ("<h1>A</h1><p>&amp;amp; &amp;lt;b&amp;gt;", "&amp; &lt;b&gt;"),
            ("<h1>A</h1><p>x</p><h2>B</h2>y<h2>B</h2>z", "x"),
        ] {
            let import = import(html);
            assert_eq!(import.problems, [], "{html}: {}", import.source);
            assert_eq!(texts(&import)[0].1, kept, "{html}: {}", import.source);
        }
        let deep = format!("<h1>A</h1>{}x", "<ul><li><blockquote>".repeat(20_000));
        assert_eq!(import(&deep).problems, []);
        assert!(!import("").problems.is_empty(), "an empty page has no text");
    }

    proptest! {
        #[test]
        fn no_page_makes_it_panic_or_yields_markup(
            html in "(</?(p|h1|h2|h7|ul|ol|li|table|tr|td|b|i|a|br|script|style|title|blockquote|del|pre|div)( href=\"?(https:|javascript:)?[a-z()<\"]{0,4})?/?>|<!--|-->|&[a-z#0-9]{0,5};?|[ a-zA-Z0-9<>\"'`*_#|\\[\\]()!~+.=\\\\-]{1,6}|\\PC|\n){0,60}",
        ) {
            let import = import(&html);
            for problem in &import.problems {
                let markup = problem.reason.contains("HTML") || problem.reason.contains("image");
                prop_assert!(!markup, "{problem:?} in {}", import.source);
            }
            if let Ok(document) = parse_document("page", &import.source) {
                for section in &document.sections {
                    prop_assert!(parse_blocks(&section.markdown).is_ok());
                }
            }
        }
    }
}
