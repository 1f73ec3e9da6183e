//! Policy questions: what the card says is what the file says, character for character (P5).

use crate::visit::{Visit, folded, words};
use anyhow::{Context, Result, ensure};
use serde_json::json;

/// A file, the title of a section in it, and one of that section's own questions.
const SECTIONS: [(&str, &str, &str); 6] = [
    ("returns", "How long", "What is your return window?"),
    ("delivery-times", "Delivery times by country", "how fast do you ship to norway"),
    ("returns", "How to return", "where do i get a return label"),
    ("sizing", "Trouser sizes", "inside leg for size m"),
    ("privacy", "Deleting your account", "how to delete my account"),
    ("warranty", "Making a claim", "make a guarantee claim"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn policy_cards_say_what_the_files_say() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    for (index, (file, title, question)) in SECTIONS.iter().enumerate() {
        let path = visit.demo.folder().source.join(format!("policies/{file}.md"));
        let source = std::fs::read_to_string(path)?;
        let section = section(&source, title)?;
        ensure!(section.contains(question), "{question:?} is not of {title}");
        visit.ask(question).await?;
        let text = visit.browser.last_part("policy-text", index + 1).await?;
        assert_eq!(folded(&words(&text).await?), as_read(section), "{file}: {title}");
    }
    ensure_structure(&visit).await
}

/// Tables, lists and links are elements, and nothing that a link leads to was made up.
async fn ensure_structure(visit: &Visit) -> Result<()> {
    let count = async |selector: &str| -> Result<usize> {
        Ok(visit.browser.in_widget(&format!("[data-testid=policy-text] {selector}")).await?.len())
    };
    assert!(count("table th[scope=col]").await? >= 3, "a table has titles");
    assert_eq!(count("ol > li").await?, 3, "a list has items");
    assert!(count("a[href='mailto:privacy@fellward.example']").await? >= 1, "a link leads there");
    assert_eq!(count(":is(script, style, iframe, img, [style], [onclick])").await?, 0);
    let evidence = words(&visit.browser.last_part("card-policy", 1).await?).await?;
    assert!(evidence.contains("Verified") && evidence.contains("Version 1"), "{evidence}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quick_replies_choices_and_opinions_reach_the_server() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.open_widget().await?;
    visit.browser.sees("You are talking to an automatic assistant").await?;
    let quick = visit.browser.in_widget("[data-testid=card-greeting] [data-testid=choice]").await?;
    assert_eq!(quick.len(), 3);
    quick[1].click().await?;
    let text = words(&visit.browser.part("policy-text").await?).await?;
    assert!(text.contains("within 45 days"), "{text}");
    let chosen = &visit.ledger("turn").await?[0]["said"]["choose"];
    assert_eq!(chosen["answer"], json!("returns/how-long"));

    visit.click("policy.wrong").await?;
    visit.fill("feedback-words", "It says 30 days on the box").await?;
    visit.click("feedback-submit").await?;
    visit.browser.sees("Thanks, noted.").await?;
    let feedback = visit
        .browser
        .until("the opinion in the ledger", async || Ok(visit.ledger("feedback").await?.pop()))
        .await?;
    assert_eq!(feedback["verdict"], "wrong");
    assert_eq!(feedback["words"], "It says 30 days on the box");
    Ok(())
}

/// The source of a section: what stands under its heading, up to the next one.
fn section<'s>(source: &'s str, title: &str) -> Result<&'s str> {
    let heading = format!("## {title}\n");
    let start = source.find(&heading).with_context(|| format!("no section {title}"))?;
    let rest = &source[start + heading.len()..];
    Ok(&rest[..rest.find("\n## ").unwrap_or(rest.len())])
}

/// A section as a person reads it. Written from the files, with no code of the server's, so that
/// a fault in its parser shows.
fn as_read(section: &str) -> String {
    let text = section.split("```questions").next().unwrap_or_default();
    folded(&text.lines().map(line_as_read).collect::<Vec<_>>().join("\n"))
}

fn line_as_read(line: &str) -> String {
    if line.starts_with("|--") {
        return String::new();
    }
    let (marker, rest) = line.split_once(". ").unwrap_or_default();
    let numbered = !marker.is_empty() && marker.bytes().all(|byte| byte.is_ascii_digit());
    let line = if numbered { rest } else { line.strip_prefix("- ").unwrap_or(line) };
    without_targets(&line.replace('|', " ").replace('*', ""))
}

/// `[words](target)` as its words.
fn without_targets(line: &str) -> String {
    let mut words = String::new();
    let mut rest = line;
    while let Some((before, (text, (_, after)))) =
        rest.split_once('[').and_then(|(before, link)| {
            Some((
                before,
                link.split_once("](").and_then(|(text, to)| Some((text, to.split_once(')')?)))?,
            ))
        })
    {
        words += before;
        words += text;
        rest = after;
    }
    words + rest
}
