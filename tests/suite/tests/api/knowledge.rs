//! P5: the text on a card is the file's, character for character. P9: no one person puts it there.
//! Files that are not as they should be are refused whole.

use super::markdown::{hash, sections};
use anyhow::{Context, Result, ensure};
use reqwest::StatusCode;
use serde_json::json;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use vouch_demo::{REVIEWER, SITE, WRITER};
use vouch_shared::block::plain_text;
use vouch_shared::card::{Card, CardBody, Evidence, PolicyEvidence};
use vouch_tests::client::{Client, Conversation};
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, count, execute, problem, turn};

on_both_databases!(
    cards_show_every_policy_as_its_file_has_it,
    any_text_survives_from_file_to_card,
    an_answer_id_belongs_to_one_document,
    publishing_takes_two_people,
    text_changed_behind_our_back_is_not_shown,
    bad_files_are_named_and_nothing_is_imported,
);

fn policy(cards: &[Card]) -> Result<(&str, String, &PolicyEvidence)> {
    match cards {
        [
            Card {
                body: CardBody::Policy { title, blocks, .. },
                evidence: Evidence::Policy(evidence),
                ..
            },
        ] => Ok((title, plain_text(blocks), evidence)),
        other => anyhow::bail!("not one policy card: {other:?}"),
    }
}

async fn cards_show_every_policy_as_its_file_has_it(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let mut checked = 0;
    for file in fs::read_dir(demo.folder().source.join("policies"))? {
        let file = file?.path();
        if file.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let document = file.file_stem().and_then(|stem| stem.to_str()).context("a name")?;
        for section in sections(document, &fs::read_to_string(&file)?) {
            let cards = client.choose(&conversation, &section.answer).await?;
            let (title, text, evidence) = policy(&cards)?;
            assert_eq!((title, text), (section.title.as_str(), section.text), "{}", section.answer);
            assert_eq!(evidence.content_hash, section.content_hash, "{}", section.answer);
            assert_eq!(format!("{}/{}", evidence.document, evidence.section), section.answer);
            checked += 1;
        }
    }
    assert!(checked >= 60, "only {checked} sections");
    Ok(())
}

/// Takes a folder through all three steps, each by whom the demo has for it.
fn publish(demo: &Demo, folder: &Path) -> Result<()> {
    let path = folder.to_str().context("a path")?;
    demo.run_vouch(&["knowledge", "import", path, "--site", SITE, "--as", WRITER])?;
    demo.run_vouch(&["knowledge", "approve", "--site", SITE, "--as", REVIEWER])?;
    demo.run_vouch(&["knowledge", "publish", "--site", SITE, "--as", REVIEWER])?;
    Ok(())
}

fn front_matter(id: &str) -> String {
    format!("---\nid: {id}\ntitle: Title\nlocale: en\nowner: a@b.example\n---\n\n")
}

/// Asks until the answer has the hash. The running server hears of it within half a second; what
/// takes the rest is the engine's training in an unoptimised build.
pub(crate) async fn await_text(
    client: &Client,
    conversation: &Conversation,
    answer: &str,
    content_hash: &str,
) -> Result<Vec<Card>> {
    let started = Instant::now();
    loop {
        let cards = client.choose(conversation, answer).await;
        let fresh = cards.as_ref().is_ok_and(|cards| {
            policy(cards).is_ok_and(|(_, _, evidence)| evidence.content_hash == content_hash)
        });
        if fresh {
            return cards;
        }
        ensure!(
            started.elapsed() < Duration::from_secs(30),
            "{answer} is still as it was: {cards:?}"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A paragraph of characters that break careless code: escapes, quotes, several scripts, signs.
fn paragraph(seed: u32) -> (String, String) {
    const PIECES: [(&str, &str); 20] = [
        ("30 days", "30 days"),
        ("\\*", "*"),
        ("\\_", "_"),
        ("\\<b\\>", "<b>"),
        ("&amp;", "&"),
        ("\\\\", "\\"),
        ("'; DROP TABLE section; --", "'; DROP TABLE section; --"),
        ("\"$1\" {shop}", "\"$1\" {shop}"),
        ("**bold**", "bold"),
        ("*soft*", "soft"),
        ("[link](https://a.example/?b=c&d=e)", "link"),
        ("€1,234.50", "€1,234.50"),
        ("½–¾ cm", "½–¾ cm"),
        ("日本語", "日本語"),
        ("שלום", "שלום"),
        ("مرحبا", "مرحبا"),
        ("🏔️👍🏽", "🏔️👍🏽"),
        ("e\u{301}", "e\u{301}"),
        ("not\u{a0}apart", "not\u{a0}apart"),
        ("x", "x"),
    ];
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let (mut markdown, mut text) = ("Word".to_owned(), "Word".to_owned());
    for _ in 0..12 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (written, read) = PIECES[(state >> 16) as usize % PIECES.len()];
        let (gap, shown) = if state & 0x1000 == 0 { (" ", " ") } else { ("\n", " ") };
        write!(markdown, "{gap}{written}").expect("a String takes anything");
        write!(text, "{shown}{read}").expect("a String takes anything");
    }
    (markdown, text)
}

async fn any_text_survives_from_file_to_card(setup: Setup) -> Result<()> {
    const SECTIONS: u32 = 60;
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let folder = demo.folder().path.join("generated");
    fs::create_dir(&folder)?;
    let mut source = front_matter("generated");
    for seed in 0..SECTIONS {
        writeln!(source, "## Section {seed}\n\n{}\n", paragraph(seed).0)?;
    }
    fs::write(folder.join("generated.md"), source)?;
    publish(&demo, &folder)?;
    let first = hash(&paragraph(0).0);
    await_text(&client, &conversation, "generated/section-0", &first).await?;
    for seed in 0..SECTIONS {
        let (markdown, text) = paragraph(seed);
        let cards = client.choose(&conversation, &format!("generated/section-{seed}")).await?;
        let (_, shown, evidence) = policy(&cards)?;
        assert_eq!(shown, text);
        assert_eq!(evidence.content_hash, hash(&markdown));
    }
    Ok(())
}

async fn an_answer_id_belongs_to_one_document(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let file = demo.folder().path.join("extra.jsonl");
    let import = |id: &str| {
        let line = json!({"id": id, "title": "T", "text": "999 days.", "questions": ["how long"]});
        fs::write(&file, format!("{line}\n"))?;
        let path = file.to_str().context("a path")?;
        demo.run_vouch(&["knowledge", "import", path, "--site", SITE, "--as", WRITER])
    };
    let error = import("returns/how-long").expect_err("`returns` has it").to_string();
    assert!(error.contains("`returns` has too"), "{error}");
    for reserved in ["order", "person"] {
        let error = import(reserved).expect_err("it opens something else").to_string();
        assert!(error.contains("Vouch's own"), "{error}");
    }
    import("extra/how-long")?;
    Ok(())
}

async fn publishing_takes_two_people(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let answer = "house-rules/dogs";
    let file = demo.folder().path.join("house-rules.md");
    let text = "Dogs are welcome in our shops.";
    fs::write(&file, format!("{}## Dogs\n\n{text}\n", front_matter("house-rules")))?;
    let path = file.to_str().context("a path")?;
    let step =
        |verb: &str, who: &str| demo.run_vouch(&["knowledge", verb, "--site", SITE, "--as", who]);
    let refused = |done: Result<String>| done.expect_err("this must be refused").to_string();
    let choose = turn(json!({"choose": answer}));

    demo.run_vouch(&["knowledge", "import", path, "--site", SITE, "--as", WRITER])?;
    for same_person in [WRITER, "Writer@Demo.Example", " writer@demo.example "] {
        let error = refused(step("approve", same_person));
        assert!(error.contains("somebody else"), "{error}");
    }
    let error = refused(step("approve", "stranger@demo.example"));
    assert!(error.contains("nobody is known as"), "{error}");
    demo.run_vouch(&[
        "user",
        "add",
        "another.agent@demo.example",
        "--name",
        "A",
        "--role",
        "agent",
    ])?;
    let error = refused(step("approve", "another.agent@demo.example"));
    assert!(error.contains("agent"), "{error}");
    // The table itself refuses it, whatever a program might try.
    let mut database = connect(&demo).await?;
    let forced = "UPDATE document_version SET state = 'published', approved_by = author, \
                  approved_at = created_at WHERE document = 'house-rules'";
    assert!(execute(&mut database, forced).await.is_err());
    refused(step("publish", WRITER));
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    problem(&client.turn(&conversation, &choose).await?, 422, "invalid")?;

    // Naming the version approves what was read and nothing that was imported since.
    let exactly = |draft: &str| {
        let reviewer = ["knowledge", "approve", "--site", SITE, "--as", REVIEWER];
        demo.run_vouch(&[&reviewer[..], &[draft]].concat())
    };
    assert!(refused(exactly("house-rules@2")).contains("nothing to approve"));
    exactly("house-rules@1")?;
    step("publish", WRITER)?;
    let cards = await_text(&client, &conversation, answer, &hash(text)).await?;
    assert_eq!(policy(&cards)?.2.version, 1);

    // A new version replaces the old one in the running server, and the old card stays what it was.
    let text = "Dogs have to wait outside.";
    fs::write(&file, format!("{}## Dogs\n\n{text}\n", front_matter("house-rules")))?;
    publish(&demo, &file)?;
    let cards = await_text(&client, &conversation, answer, &hash(text)).await?;
    assert_eq!((policy(&cards)?.1.as_str(), policy(&cards)?.2.version), (text, 2));
    let (_, all) = client.resume(&conversation).await?;
    assert!(all.iter().any(|card| {
        policy(std::slice::from_ref(card))
            .is_ok_and(|(_, text, _)| text == "Dogs are welcome in our shops.")
    }));
    Ok(())
}

async fn text_changed_behind_our_back_is_not_shown(setup: Setup) -> Result<()> {
    let mut demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let mut database = connect(&demo).await?;
    let edit =
        "UPDATE section SET markdown = 'You have **400 days**.' WHERE answer = 'returns/how-long'";
    execute(&mut database, edit).await?;
    drop(database);
    demo.stop_server()?;
    demo.start_server()?;
    let reply = client.turn(&conversation, &turn(json!({"choose": "returns/how-long"}))).await?;
    problem(&reply, 422, "invalid")?;
    let cards = client.ask(&conversation, "How long do I have to return something?").await?;
    assert!(policy(&cards).is_err(), "{cards:?}");
    let cards = client.choose(&conversation, "returns/what-a-return-costs").await?;
    assert!(policy(&cards).is_ok(), "the rest is as good as before");
    Ok(())
}

/// Name of the file, its text, the line at fault and a word of the reason.
fn bad_files() -> Vec<(&'static str, String, usize, &'static str)> {
    let front = front_matter("bad");
    let rows = "| a | b |\n".repeat(201);
    let wide = format!("|{}\n|{}\n", " a |".repeat(13), "---|".repeat(13));
    vec![
        ("no-front.md", "## A\n\na\n".to_owned(), 1, "front matter"),
        ("open-front.md", "---\nid: bad\n## A\n\na\n".to_owned(), 1, "never ends"),
        ("bad-key.md", front.replace("owner", "boss"), 5, "not a known key"),
        ("bad-date.md", front.replace("owner", "effective_from: soon\nowner"), 5, "no date"),
        ("empty.md", String::new(), 1, "empty"),
        ("no-headings.md", format!("{front}Just text.\n"), 7, "no heading"),
        ("twice.md", format!("{front}## A\n\na\n\n## A\n\nb\n"), 12, "lines 8 and 12"),
        ("html.md", format!("{front}## A\n\n<script>alert(1)</script>\n"), 10, "HTML"),
        ("inline.md", format!("{front}## A\n\nfine <b onclick=x>b</b>\n"), 10, "HTML"),
        ("link.md", format!("{front}## A\n\n[x](javascript:alert(1))\n"), 10, "link"),
        ("long-table.md", format!("{front}## A\n\n| a | b |\n|---|---|\n{rows}"), 10, "200 rows"),
        ("wide-table.md", format!("{front}## A\n\n{wide}"), 10, "12 columns"),
        ("hidden.md", format!("{front}## A\n\nnot\u{200b} free\n"), 10, "invisible"),
        ("turned.md", format!("{front}## A\n\n\u{202e}eerf\n"), 10, "bidirectional"),
        ("image.md", format!("{front}## A\n\n![a](https://x.example/a.png)\n"), 10, "image"),
        ("huge.md", format!("{front}## A\n\n{}", "x ".repeat(600_000)), 1, "1 MiB"),
        ("lines.jsonl", "{\"id\": \"a\", \"text\": \"b\"\n".to_owned(), 1, "write the line as"),
    ]
}

async fn bad_files_are_named_and_nothing_is_imported(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let mut database = connect(&demo).await?;
    let rows = "SELECT (SELECT COUNT(*) FROM document_version) + (SELECT COUNT(*) FROM section)";
    let before = count(&mut database, rows).await?;
    let import = |path: &Path| {
        let path = path.to_str().expect("the test's own names are readable");
        demo.run_vouch(&["knowledge", "import", path, "--site", SITE, "--as", WRITER])
    };
    let folder = demo.folder().path.join("incoming");
    fs::create_dir(&folder)?;
    fs::write(folder.join("good.md"), format!("{}## A\n\na\n", front_matter("good")))?;
    for (name, text, line, word) in bad_files() {
        fs::write(folder.join(name), text)?;
        let error = import(&folder).expect_err(name).to_string();
        let told =
            error.lines().any(|l| l.contains(&format!("{name}:{line}:")) && l.contains(word));
        assert!(told, "{name} should be told on line {line} with {word}: {error}");
        fs::remove_file(folder.join(name))?;
    }
    fs::write(folder.join("latin.md"), b"---\nid: a\n---\n\xff\xfe")?;
    assert!(import(&folder).unwrap_err().to_string().contains("UTF-8"));
    fs::remove_file(folder.join("latin.md"))?;
    // Two good files that claim the same id are both told.
    fs::write(folder.join("second.md"), format!("{}## A\n\na\n", front_matter("good")))?;
    let error = import(&folder).expect_err("the id stands in two files").to_string();
    assert!(error.contains("good.md") && error.contains("second.md"), "{error}");
    assert_eq!(count(&mut database, rows).await?, before, "nothing by halves");

    fs::remove_file(folder.join("second.md"))?;
    import(&folder)?;
    assert_eq!(count(&mut database, rows).await?, before + 2);
    // A draft is not shown.
    let conversation = client.open().await?;
    let reply = client.turn(&conversation, &turn(json!({"choose": "good/a"}))).await?;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}
