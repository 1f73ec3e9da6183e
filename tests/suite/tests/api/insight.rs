//! Insights: the figures are exactly what was asked, handed off and replied to on this site, and
//! nobody sees more of it than their role may.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use vouch_demo::{REVIEWER, SITE, WRITER};
use vouch_shared::card::CardBody;
use vouch_shared::handoff::HandoffReason;
use vouch_shared::insight::{Counts, Insights, ReasonCount, Unanswered};
use vouch_shared::staff::Role;
use vouch_tests::client::Client;
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::desk::Desk;
use vouch_tests::keys::thumbprint;
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, contact_form, execute, handed_off, problem};

on_both_databases!(
    figures_are_exactly_what_happened,
    what_no_text_answers_is_grouped_until_a_text_does,
    whoever_may_not_read_conversations_sees_nothing_personal,
);

const ANSWERED: &str = "How long do I have to return a jacket?";
const LAPLAND: [&str; 3] = [
    "Which jacket is warmest for Lapland in February?",
    "which jacket is the warmest for lapland in february",
    "What is your warmest jacket for Lapland in February?",
];

async fn insights(desk: &Desk, days: u16) -> Result<Insights> {
    desk.get(&Desk::on_site(&format!("insights?days={days}"))).await
}

async fn unanswered(desk: &Desk) -> Result<Unanswered> {
    desk.get(&Desk::on_site("insights/unanswered")).await
}

async fn figures_are_exactly_what_happened(setup: Setup) -> Result<()> {
    let setup = setup
        .variable("VOUCH_SITE__1__KEY", "pk_other")
        .variable("VOUCH_SITE__1__NAME", "Another shop");
    let demo = setup.before_start(&["key", "create", "--site", "pk_other"]).start()?;
    let desk = demo.desk(Role::Agent).await?;
    let empty = insights(&desk, 7).await?;
    assert_eq!((empty.total, empty.before), (Counts::default(), Counts::default()));
    assert_eq!((empty.days.len(), empty.reasons.len()), (7, 0));

    let client = demo.client()?;
    let talk = client.open().await?;
    assert!(matches!(client.ask(&talk, ANSWERED).await?[0].body, CardBody::Policy { .. }));
    client.ask(&talk, LAPLAND[0]).await?;
    client.ask(&talk, "I want to speak to a human being").await?;
    // Without words there is no question, though a person is offered.
    handed_off(&client.ask(&talk, "👍").await?)?;
    // A quick reply is a question; the form that it opens, and the proof, are not further ones.
    client.choose(&talk, "order").await?;
    let shown = client.order(&talk, "FW-100007", "ingrid.dahl@mail.example").await?;
    assert!(shown.iter().any(|card| matches!(card.body, CardBody::Order { .. })), "{shown:?}");
    let form = contact_form("Please call me");
    let ticket = client.hand_off(&talk, &form).await?.0.ticket.0;
    // The form once more is the same ticket; a form that is left open is a question left open.
    client.hand_off(&talk, &form).await?;
    let second = client.open().await?;
    client.choose(&second, "order").await?;
    let waiting = client.hand_off(&second, &contact_form("And me")).await?.0.ticket.0;
    assert_ne!(ticket, waiting);
    other_site(&demo).await?;

    let total = Counts { text: 1, order: 1, asked_back: 1, handed_off: 2, tickets: 2 };
    let found = insights(&desk, 28).await?;
    assert_eq!(found.total, total);
    assert_eq!(found.days.last().map(|day| day.counts), Some(total), "all of it is today");
    let one = |reason| ReasonCount { reason, questions: 1, before: 0 };
    assert_eq!(
        found.reasons,
        [one(HandoffReason::AskedForPerson), one(HandoffReason::LowConfidence)]
    );
    assert_eq!((found.replies.replied, found.replies.waiting), (0, 2));

    // What is said to a person is no question, and their reply ends the wait.
    let path = Desk::on_site(&format!("tickets/{ticket}"));
    desk.post(&format!("{path}/takeover"), &()).await?;
    client.ask(&talk, LAPLAND[1]).await?;
    let reply = json!({"reply_id": "r1", "text": "We will"});
    ensure!(desk.post(&format!("{path}/replies"), &reply).await?.status.is_success());
    let found = insights(&desk, 28).await?;
    assert_eq!(found.total, total);
    assert_eq!((found.replies.replied, found.replies.waiting), (1, 1));
    assert_eq!(found.replies.median_minutes, Some(0));
    assert_eq!(found.replies.steps.iter().sum::<i64>(), 1);
    moved_back(&demo, &desk, &ticket).await?;
    refusals(&desk).await
}

/// Another site's questions and tickets, which must not count.
async fn other_site(demo: &Demo) -> Result<()> {
    let config = Client::new(&demo.url(), "pk_other", "")?.config().await?;
    let theirs = Client::new(&demo.url(), "pk_other", &thumbprint(&config.keys.root))?;
    let talk = theirs.open().await?;
    theirs.ask(&talk, LAPLAND[0]).await?;
    theirs.hand_off(&talk, &contact_form("Elsewhere")).await?;
    let owner = demo.desk(Role::Owner).await?;
    let found: Insights = owner.get("/v1/staff/sites/pk_other/insights").await?;
    assert_eq!(found.total, Counts { handed_off: 1, tickets: 1, ..Counts::default() });
    assert_eq!(found.reasons[0].reason, HandoffReason::NoKnowledge);
    Ok(())
}

/// The same as if it had happened ten days ago: it leaves the last 7 days for those before.
async fn moved_back(demo: &Demo, desk: &Desk, ticket: &str) -> Result<()> {
    let found = insights(desk, 28).await?;
    let day = &found.days[found.days.len() - 11].day;
    let mut connection = connect(demo).await?;
    let moved = format!("UPDATE question SET at = '{day}T12:00:00.000Z' WHERE site = '{SITE}'");
    execute(&mut connection, &moved).await?;
    let number = ticket.trim_start_matches("V-");
    let moved = format!(
        "UPDATE ticket SET created_at = '{day}T12:00:00.000Z', \
         first_reply_at = '{day}T13:30:00.000Z' WHERE site = '{SITE}' AND number = {number}"
    );
    execute(&mut connection, &moved).await?;
    let week = insights(desk, 7).await?;
    assert_eq!(week.total, Counts { tickets: 1, ..Counts::default() });
    assert_eq!(week.before, Counts { text: 1, order: 1, asked_back: 1, handed_off: 2, tickets: 1 });
    assert_eq!(week.replies.median_minutes, None);
    assert_eq!(week.replies_before.median_minutes, Some(90));
    assert_eq!(week.replies_before.steps, [0, 0, 1, 0, 0, 0]);
    let month = insights(desk, 28).await?;
    let there = month.days.iter().find(|one| one.day == *day).context("the day")?;
    assert_eq!((there.counts.questions(), there.counts.tickets), (5, 1));
    Ok(())
}

async fn refusals(desk: &Desk) -> Result<()> {
    let nothing = None::<&()>;
    for query in ["days=0", "days=29", "days=x", "days=-7"] {
        let path = Desk::on_site(&format!("insights?{query}"));
        let reply = desk.send(reqwest::Method::GET, &path, nothing).await?;
        let refused = problem(&reply, 422, "invalid")?;
        assert_eq!(refused.field.as_deref(), Some("days"), "{query}");
    }
    let elsewhere = "/v1/staff/sites/pk_none/insights";
    problem(&desk.send(reqwest::Method::GET, elsewhere, nothing).await?, 404, "not-found")?;
    let path = Desk::on_site("insights/unanswered");
    let out = desk.signed_out().send(reqwest::Method::GET, &path, nothing).await?;
    problem(&out, 401, "signed-out")?;
    Ok(())
}

async fn what_no_text_answers_is_grouped_until_a_text_does(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let mut talks = Vec::new();
    for question in LAPLAND {
        let talk = client.open().await?;
        client.ask(&talk, question).await?;
        talks.push(talk.id);
    }
    let talk = client.open().await?;
    client.ask(&talk, "Can my dog sleep in the four season tent?").await?;
    client.ask(&talk, ANSWERED).await?;
    client.ask(&talk, "I want to speak to a human being").await?;
    let desk = demo.desk(Role::Agent).await?;
    let found = unanswered(&desk).await?;
    assert_eq!((found.looked_at, found.left_out, found.answered_now), (4, 0, 0), "{found:#?}");
    assert!(!found.masked);
    let times: Vec<i64> = found.groups.iter().map(|group| group.times).collect();
    assert_eq!(times, [3, 1], "{found:#?}");
    let group = &found.groups[0];
    assert_eq!((group.conversations, group.locales.as_slice()), (3, &["en".to_owned()][..]));
    assert!(group.question.to_lowercase().contains("lapland"), "{group:?}");
    for example in &group.examples {
        let id = example.conversation.as_ref().context("a link")?;
        assert!(talks.contains(id), "{example:?}");
        desk.get::<serde_json::Value>(&Desk::on_site(&format!("conversations/{id}"))).await?;
    }
    assert!(group.draft_questions.len() >= 2, "{group:?}");

    // Somebody writes the section: what it answers leaves the list, also what was asked before.
    let mut questions: Vec<_> = group.draft_questions.clone();
    questions.push("Which of your jackets is the warmest".to_owned());
    let source = format!(
        "---\nid: warmest\ntitle: Warm jackets\nlocale: en\nowner: a@shop.example\n---\n\n## The warmest jacket\n\nThe Vidde parka is the warmest.\n\n```questions\n{}\n```\n",
        questions.join("\n")
    );
    let folder = demo.folder().path.join("new");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("warmest.md"), source)?;
    publish(&demo, &folder)?;
    let mut later = unanswered(&desk).await?;
    for _ in 0..100 {
        if later.answered_now == 3 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        later = unanswered(&desk).await?;
    }
    assert_eq!((later.looked_at, later.answered_now), (4, 3), "{later:#?}");
    assert_eq!(later.groups.len(), 1);
    Ok(())
}

fn publish(demo: &Demo, folder: &std::path::Path) -> Result<()> {
    let folder = folder.to_str().context("a path")?;
    demo.run_vouch(&["knowledge", "import", folder, "--site", SITE, "--as", WRITER])?;
    demo.run_vouch(&["knowledge", "approve", "--site", SITE, "--as", REVIEWER])?;
    demo.run_vouch(&["knowledge", "publish", "--site", SITE, "--as", REVIEWER])?;
    Ok(())
}

async fn whoever_may_not_read_conversations_sees_nothing_personal(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let personal = "Which jacket is warmest for Lapland in February? Mail kari@mail.example";
    for question in [LAPLAND[0], LAPLAND[1], personal, "Can my dog sleep in the four season tent?"]
    {
        client.ask(&client.open().await?, question).await?;
    }
    let reader = unanswered(&demo.desk(Role::Agent).await?).await?;
    assert!(format!("{reader:?}").contains("kari@mail.example"), "{reader:#?}");
    let editor = unanswered(&demo.desk(Role::Editor).await?).await?;
    assert!(editor.masked && editor.looked_at == 4);
    let told = format!("{editor:?}");
    for secret in ["kari@", "dog"] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    assert_eq!(editor.groups.len(), 1, "what one conversation asked is not shown: {editor:#?}");
    assert!(editor.groups[0].examples.iter().all(|example| example.conversation.is_none()));
    assert_eq!(editor.unlisted, 1);
    Ok(())
}
