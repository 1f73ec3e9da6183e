//! Texts in the console: two people for every publication, a check before it, and imports of files
//! that mean no good.

use super::knowledge::await_text;
use super::markdown::hash;
use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};
use time::format_description::well_known::Rfc3339;
use vouch_demo::{REVIEWER, STAFF_PASSWORD, WRITER};
use vouch_shared::card::CardBody;
use vouch_shared::conversation::{Feedback, Verdict};
use vouch_shared::knowledge::{
    ArchiveImport, ChangeKind, CheckState, DocumentList, HtmlImport, Preview, PublicationCheck,
    TextDiff, VersionId, VersionState, VersionText,
};
use vouch_tests::client::Reply;
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::desk::Desk;
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, count, execute, problem, turn};
use zip::write::SimpleFileOptions;

on_both_databases!(
    a_text_goes_the_whole_way_with_two_people,
    a_scheduled_text_comes_into_force_by_itself,
    a_regression_waits_for_a_second_person,
    an_earlier_text_comes_back_as_a_new_version,
    hostile_archives_bring_nothing,
    a_page_becomes_a_draft_without_its_scripts,
);

const DOCUMENT: &str = "house-rules";

fn source(sections: &str) -> String {
    format!(
        "---\nid: {DOCUMENT}\ntitle: House rules\nlocale: en\nowner: a@b.example\n---\n\n{sections}"
    )
}

fn dogs(text: &str) -> String {
    source(&format!("## Dogs\n\n{text}\n\n```questions\nmay my dog come in\n```\n"))
}

/// The writer and the reviewer of the demo.
async fn staff(demo: &Demo) -> Result<(Desk, Desk)> {
    let sign_in = |who| async move { Desk::sign_in(&demo.url(), who, STAFF_PASSWORD).await };
    Ok((sign_in(WRITER).await?, sign_in(REVIEWER).await?))
}

fn at(rest: &str) -> String {
    Desk::on_site(&format!("knowledge/{rest}"))
}

fn of_version(id: &VersionId, rest: &str) -> String {
    at(&format!("documents/{}/{}/{}{rest}", id.document, id.locale, id.version))
}

async fn save(desk: &Desk, source: &str, base: Option<i64>) -> Result<VersionId> {
    let reply = desk.post(&at("drafts"), &json!({"source": source, "base": base})).await?;
    reply.json(StatusCode::CREATED)
}

async fn step(desk: &Desk, id: &VersionId, step: &str) -> Result<Reply> {
    desk.post(&of_version(id, &format!("/{step}")), &json!({"comment": "as agreed"})).await
}

/// Has a draft reviewed.
async fn approved(writer: &Desk, reviewer: &Desk, id: &VersionId) -> Result<()> {
    for (desk, name) in [(writer, "submission"), (reviewer, "approval")] {
        let reply = step(desk, id, name).await?;
        ensure!(reply.status == StatusCode::NO_CONTENT, "{name}: {}", reply.text());
    }
    Ok(())
}

/// Checks what a version would change, and waits for the end.
async fn check(desk: &Desk, id: &VersionId, cases: &str) -> Result<PublicationCheck> {
    let body = json!({"versions": [id], "cases": cases});
    let begun: PublicationCheck =
        desk.post(&at("checks"), &body).await?.json(StatusCode::ACCEPTED)?;
    let started = Instant::now();
    loop {
        let check: PublicationCheck = desk.get(&at(&format!("checks/{}", begun.id))).await?;
        if check.state != CheckState::Running {
            return Ok(check);
        }
        ensure!(started.elapsed() < Duration::from_mins(2), "still runs: {check:?}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn publish(desk: &Desk, check: &PublicationCheck, publish_at: Option<&str>) -> Result<Reply> {
    let body = json!({"check": check.id, "publish_at": publish_at});
    desk.post(&at("publications"), &body).await
}

/// Publishes a draft with everything that belongs to it.
async fn published(writer: &Desk, reviewer: &Desk, id: &VersionId) -> Result<PublicationCheck> {
    approved(writer, reviewer, id).await?;
    let found = check(reviewer, id, "").await?;
    let reply = publish(reviewer, &found, None).await?;
    ensure!(reply.status == StatusCode::OK, "{}", reply.text());
    Ok(found)
}

async fn a_text_goes_the_whole_way_with_two_people(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let (writer, reviewer) = staff(&demo).await?;
    let first = save(&writer, &dogs("Dogs are welcome."), None).await?;
    let stale = json!({"source": dogs("Dogs?"), "base": null});
    problem(&reviewer.post(&at("drafts"), &stale).await?, 409, "stale-base")?;
    let bad = json!({"source": source("## A\n\n<b>x</b>\n"), "base": null});
    problem(&writer.post(&at("drafts"), &bad).await?, 422, "invalid")?;

    // Nobody approves a draft that was not sent to review, nor their own.
    problem(&step(&reviewer, &first, "approval").await?, 409, "other-state")?;
    step(&writer, &first, "submission").await?;
    problem(&step(&writer, &first, "approval").await?, 403, "forbidden")?;
    let wordless = reviewer.post(&of_version(&first, "/return"), &json!({})).await?;
    problem(&wordless, 422, "invalid")?;
    step(&reviewer, &first, "return").await?;
    let text: VersionText = writer.get(&of_version(&first, "")).await?;
    assert_eq!(text.version.state, VersionState::Returned);
    assert_eq!(text.version.comment.as_deref(), Some("as agreed"));

    let words = "Dogs are welcome on a lead.";
    let second = save(&writer, &dogs(words), Some(1)).await?;
    let diff: TextDiff = writer.get(&of_version(&second, "/diff?from=1")).await?;
    assert!(diff.lines.iter().flat_map(|line| &line.parts).any(|part| part.marked), "{diff:?}");
    let check = published(&writer, &reviewer, &second).await?;
    let report = check.report.context("a check that is done has a report")?;
    let new = |change: &vouch_shared::knowledge::AnswerChange| {
        change.question == "may my dog come in" && change.kind == ChangeKind::NewlyAnswered
    };
    assert!(report.changes.iter().any(new), "{report:?}");
    problem(&step(&reviewer, &second, "approval").await?, 409, "other-state")?;

    let client = demo.client()?;
    let conversation = client.open().await?;
    let cards = await_text(&client, &conversation, "house-rules/dogs", &hash(words)).await?;
    let wrong = Feedback { card: cards[0].id.clone(), verdict: Verdict::Wrong, words: None };
    client.post(&conversation, "feedback", &wrong).await?;
    let text: VersionText = writer.get(&of_version(&second, "")).await?;
    assert!(text.version.in_force);
    let dogs = text.sections.iter().find(|one| one.section == "dogs").context("the section")?;
    assert!(dogs.answers >= 1 && dogs.complaints == 1, "{dogs:?}");

    let mut database = connect(&demo).await?;
    for (action, times) in
        [("draft", 2), ("submit", 2), ("send_back", 1), ("approve", 1), ("publish", 1)]
    {
        let sql = format!(
            "SELECT COUNT(*) FROM audit_entry WHERE action = 'knowledge.{action}' \
             AND subject LIKE '{DOCUMENT}@en@%'"
        );
        assert_eq!(count(&mut database, &sql).await?, times, "{action}");
    }
    let forced = "UPDATE document_version SET approved_by = author WHERE document = 'house-rules'";
    assert!(execute(&mut database, forced).await.is_err(), "the table itself refuses it");
    Ok(())
}

async fn a_scheduled_text_comes_into_force_by_itself(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let (writer, reviewer) = staff(&demo).await?;
    let words = "Dogs wait outside.";
    let id = save(&writer, &dogs(words), None).await?;
    approved(&writer, &reviewer, &id).await?;
    let found = check(&reviewer, &id, "").await?;
    problem(&publish(&reviewer, &found, Some("tomorrow")).await?, 422, "invalid")?;
    let far = publish(&reviewer, &found, Some("2027-06-01T08:00:00Z")).await?;
    assert_eq!(far.status, StatusCode::OK, "{}", far.text());
    let off = reviewer.send(Method::DELETE, &of_version(&id, "/schedule"), None::<&()>).await?;
    assert_eq!(off.status, StatusCode::NO_CONTENT, "{}", off.text());

    let soon = vouch_server::clock::Clock::System.now() + Duration::from_secs(4);
    let reply = publish(&reviewer, &found, Some(&soon.format(&Rfc3339)?)).await?;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let list: DocumentList = writer.get(&Desk::on_site("knowledge")).await?;
    let line = list.documents.iter().find(|one| one.document == DOCUMENT).context("the line")?;
    assert_eq!(line.locales[0].newest.state, VersionState::Scheduled);
    assert_eq!(line.locales[0].in_force, None);
    let client = demo.client()?;
    let conversation = client.open().await?;
    let choose = turn(json!({"choose": "house-rules/dogs"}));
    problem(&client.turn(&conversation, &choose).await?, 422, "invalid")?;
    await_text(&client, &conversation, "house-rules/dogs", &hash(words)).await?;
    let text: VersionText = writer.get(&of_version(&id, "")).await?;
    assert_eq!((text.version.state, text.version.in_force), (VersionState::Published, true));
    Ok(())
}

async fn a_regression_waits_for_a_second_person(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let (writer, reviewer) = staff(&demo).await?;
    let first = save(&writer, &dogs("Dogs are welcome."), None).await?;
    published(&writer, &reviewer, &first).await?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let hash = hash("Dogs are welcome.");
    await_text(&client, &conversation, "house-rules/dogs", &hash).await?;

    // The question moves to an answer that is wrong for it.
    let moved = source(
        "## Dogs\n\nDogs are welcome.\n\n## Cats\n\nCats stay at home.\n\n\
         ```questions\nmay my dog come in\n```\n",
    );
    let second = save(&writer, &moved, Some(1)).await?;
    approved(&writer, &reviewer, &second).await?;
    let case = json!({"question": "may my dog come in", "expect": {"answer": "house-rules/dogs"}});
    let found = check(&reviewer, &second, &case.to_string()).await?;
    let report = found.report.clone().context("a report")?;
    assert!(found.blocked && report.changes[0].regression, "{report:?}");
    problem(&publish(&reviewer, &found, None).await?, 409, "blocked")?;
    let pass = at(&format!("checks/{}/override", found.id));
    let reason = json!({"reason": "The cats' page says more about dogs."});
    problem(&reviewer.post(&pass, &reason).await?, 403, "forbidden")?;
    problem(&writer.post(&pass, &json!({"reason": " "})).await?, 422, "invalid")?;
    let passed: PublicationCheck = writer.post(&pass, &reason).await?.json(StatusCode::OK)?;
    assert_eq!(passed.overridden.map(|deed| deed.by).as_deref(), Some(WRITER));
    let mut database = connect(&demo).await?;
    let own = "UPDATE publication_check SET overridden_by = requested_by";
    assert!(execute(&mut database, own).await.is_err(), "the table itself refuses it");
    let sql = "SELECT COUNT(*) FROM audit_entry WHERE action = 'knowledge.override'";
    assert_eq!(count(&mut database, sql).await?, 1);
    let reply = publish(&reviewer, &found, None).await?;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    // The same check opens nothing twice: what it compared with is no longer there.
    problem(&publish(&reviewer, &found, None).await?, 409, "check-outdated")?;
    Ok(())
}

async fn an_earlier_text_comes_back_as_a_new_version(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let (writer, reviewer) = staff(&demo).await?;
    let first = save(&writer, &dogs("Dogs are welcome."), None).await?;
    published(&writer, &reviewer, &first).await?;
    let second = save(&writer, &dogs("No dogs."), Some(1)).await?;
    published(&writer, &reviewer, &second).await?;
    let back: VersionId = step(&reviewer, &first, "rollback").await?.json(StatusCode::CREATED)?;
    assert_eq!(back.version, 3);
    problem(&step(&reviewer, &back, "approval").await?, 403, "forbidden")?;
    let text: VersionText = reviewer.get(&of_version(&back, "")).await?;
    assert_eq!(text.version.state, VersionState::InReview);
    assert_eq!((text.source, text.version.restores), (dogs("Dogs are welcome."), Some(1)));
    assert_eq!(step(&writer, &back, "approval").await?.status, StatusCode::NO_CONTENT);
    Ok(())
}

/// An archive of files, packed.
fn archive(files: &[(&str, &[u8])]) -> Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

async fn hostile_archives_bring_nothing(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let (writer, _) = staff(&demo).await?;
    let import = |bytes: Vec<u8>| {
        let (writer, path) = (&writer, at("import/archive"));
        async move { writer.post_bytes(&path, "application/zip", bytes).await }
    };
    let good = dogs("Dogs are welcome.");
    let mut database = connect(&demo).await?;
    let rows = "SELECT COUNT(*) FROM document_version";
    let before = count(&mut database, rows).await?;
    let bomb = vec![b'a'; 40 * 1024 * 1024];
    let many: Vec<(String, &[u8])> = (0..1_100).map(|n| (format!("{n}.txt"), &b"x"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let mut link = zip::ZipWriter::new(Cursor::new(Vec::new()));
    link.add_symlink("link.md", "/etc/passwd", SimpleFileOptions::default())?;
    let mut cut = archive(&[("a.md", good.as_bytes())])?;
    cut.truncate(cut.len() / 2);
    for (bytes, reason) in [
        (b"PK\x03\x04 not really".to_vec(), "no .zip"),
        (cut, "no .zip"),
        (archive(&[("a.md", good.as_bytes()), ("../../b.md", b"x")])?, "leads out"),
        (archive(&[("a.md", good.as_bytes()), ("x\\..\\b.md", b"x")])?, "leads out"),
        (link.finish()?.into_inner(), "symbolic link"),
        (archive(&[("a.md", &bomb)])?, "1 MiB"),
        (archive(&[("a.jsonl", &bomb)])?, "16 MiB"),
        (archive(&many)?, "1000 files"),
        (archive(&[("a.md", good.as_bytes()), ("b.md", good.as_bytes())])?, "taken by"),
        (archive(&[("a.md", b"\xff\xfe")])?, "UTF-8"),
        (archive(&[("picture.png", b"x")])?, "no .md"),
    ] {
        let import: ArchiveImport = import(bytes).await?.json(StatusCode::OK)?;
        let told = import.problems.iter().any(|problem| problem.reason.contains(reason));
        assert!(told && import.drafts.is_empty(), "{reason}: {import:?}");
    }
    problem(&import(vec![0; 9 * 1024 * 1024]).await?, 413, "too-large")?;
    assert_eq!(count(&mut database, rows).await?, before);

    let files: [(&str, &[u8]); 3] =
        [("shop/a.md", good.as_bytes()), ("shop/logo.png", b"x"), ("__MACOSX/a.md", b"x")];
    let import: ArchiveImport = import(archive(&files)?).await?.json(StatusCode::OK)?;
    assert_eq!((import.drafts.len(), import.left_out), (1, vec!["shop/logo.png".to_owned()]));
    Ok(())
}

async fn a_page_becomes_a_draft_without_its_scripts(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let (writer, reviewer) = staff(&demo).await?;
    let html = "<title>x</title><script>alert(1)</script><h1>House rules</h1>\
                <h2>Dogs</h2><p onclick=alert(1)>Dogs &lt;b&gt; are <b>welcome</b>.\
                <img src=x onerror=alert(1)><a href=javascript:alert(1)>here</a>";
    let reply = writer.post(&at("import/html"), &json!({"html": html})).await?;
    let import: HtmlImport = reply.json(StatusCode::OK)?;
    assert_eq!((import.document.as_str(), import.problems.len()), (DOCUMENT, 0), "{import:?}");
    assert!(!import.source.contains("alert"), "{}", import.source);
    assert!(import.left_out.iter().any(|one| one.what == "scripts"));
    let id = save(&writer, &import.source, None).await?;
    published(&writer, &reviewer, &id).await?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let text: VersionText = writer.get(&of_version(&id, "")).await?;
    let started = Instant::now();
    let cards = loop {
        if let Ok(cards) = client.choose(&conversation, "house-rules/dogs").await {
            break cards;
        }
        ensure!(started.elapsed() < Duration::from_secs(30), "{text:?} is not shown");
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    let CardBody::Policy { blocks, .. } = &cards[0].body else { panic!("{cards:?}") };
    let shown = vouch_shared::block::plain_text(blocks);
    assert_eq!(shown, "Dogs <b> are welcome.here");

    let contradicting =
        dogs("Send an order back within 99 days, or return an order within 3 days.");
    let preview: Value = json!({"source": contradicting});
    let preview: Preview = writer.post(&at("preview"), &preview).await?.json(StatusCode::OK)?;
    assert!(preview.problems.is_empty(), "{preview:?}");
    let broken = json!({"source": source("## A\n\n<i>\n")});
    let preview: Preview = writer.post(&at("preview"), &broken).await?.json(StatusCode::OK)?;
    assert!(preview.problems.iter().any(|one| one.reason.contains("HTML") && one.line == 10));
    Ok(())
}
