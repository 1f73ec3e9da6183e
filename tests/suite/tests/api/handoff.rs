//! P7 and P10: the contact form makes one ticket however often it is sent, with its ledger entry
//! or not at all, and works without any script.

use anyhow::{Context, Result};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use time::OffsetDateTime;
use tokio::task::JoinSet;
use vouch_demo::SITE;
use vouch_shared::card::{Card, CardBody, Evidence};
use vouch_shared::handoff::{HandoffReply, HandoffRequest};
use vouch_shared::id::Timestamp;
use vouch_tests::client::Reply;
use vouch_tests::demo::{Database, Demo, Setup};
use vouch_tests::identity::seconds_from_now;
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, contact_form, count, execute, problem, tickets};

on_both_databases!(
    a_form_makes_one_ticket_however_often_it_comes,
    a_ticket_and_its_ledger_entry_are_both_there_or_neither,
    forms_that_nobody_could_answer_are_refused,
    the_contact_page_works_without_script,
    the_form_and_its_receipt_say_by_when_a_person_answers,
);

const UNKNOWN: &str = "Which jacket is warmest for Lapland in February?";

/// The desk is open on one weekday that is neither today nor tomorrow, wherever the clock stands.
async fn the_form_and_its_receipt_say_by_when_a_person_answers(setup: Setup) -> Result<()> {
    let now = OffsetDateTime::from_unix_timestamp(seconds_from_now(0))?;
    let open = now.date() + time::Duration::days(3);
    let day = open.weekday().to_string().to_lowercase();
    let hours = format!("[site.handoff.hours]\nzone = \"Etc/GMT-2\"\n{day} = [\"09:00-17:00\"]");
    let setup = setup
        .edit("[site.handoff]", "[site.handoff]\nsla_minutes = 30")
        .edit("[site.identity]", &format!("{hours}\n\n[site.identity]"));
    let demo = setup.start()?;
    let client = demo.client()?;
    // 09:30 two hours east of Greenwich.
    let promised = format!("{open}T07:30:00.000Z");
    let config = client.config().await?;
    assert_eq!(config.expected_by.as_ref().map(Timestamp::as_str), Some(promised.as_str()));
    let page = Reply::of(client.request(Method::GET, &format!("/contact/{SITE}"))).await?.text();
    assert!(page.contains(&format!("{open} 09:30 (Etc/GMT-2)")), "by the shop's clock: {page}");
    let conversation = client.open().await?;
    let cards = client.ask(&conversation, UNKNOWN).await?;
    let [Card { body: CardBody::Handoff { expected_by, .. }, .. }] = &cards[..] else {
        panic!("{cards:?}")
    };
    assert_eq!(expected_by.as_ref().map(Timestamp::as_str), Some(promised.as_str()));
    let (_, cards) = client.hand_off(&conversation, &contact_form("The zip broke")).await?;
    let [Card { body: CardBody::HandoffReceipt { text, expected_by, .. }, .. }] = &cards[..] else {
        panic!("{cards:?}")
    };
    assert_eq!(expected_by.as_ref().map(Timestamp::as_str), Some(promised.as_str()));
    assert!(text.contains("Fellward") && text.contains("in the chat"), "who and where: {text}");
    let due = &tickets(&demo, SITE)?[0]["details"]["due_at"];
    assert_eq!(due, promised.as_str(), "what is promised is what the desk is held to");
    Ok(())
}

async fn a_form_makes_one_ticket_however_often_it_comes(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let form = contact_form("The zip of my jacket broke.");
    let mut same = JoinSet::new();
    for _ in 0..20 {
        let (client, conversation, form) = (client.clone(), conversation.clone(), form.clone());
        same.spawn(async move { client.hand_off(&conversation, &form).await });
    }
    let replies = same.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
    let (first, cards) = &replies[0];
    assert!(replies.iter().all(|reply| reply == &replies[0]), "twenty senders, one ticket");
    let [Card { body: CardBody::HandoffReceipt { text, ticket, .. }, evidence, .. }] = &cards[..]
    else {
        panic!("{cards:?}")
    };
    assert_eq!(
        (ticket, evidence),
        (&first.ticket, &Evidence::Ticket { ticket: first.ticket.clone() })
    );
    assert!(text.contains(ticket.as_str()) && text.contains("ann@mail.example"), "{text}");

    let listed = tickets(&demo, "pk_demo")?;
    assert_eq!(listed.len(), 1, "{listed:?}");
    let (entry, details) = (&listed[0], &listed[0]["details"]);
    assert_eq!(entry["ticket"], first.ticket.as_str());
    assert_eq!(details["message"], "The zip of my jacket broke.");
    assert_eq!(details["email"], "ann@mail.example");
    assert_eq!(details["state"], "open");

    let other = HandoffRequest { message: "Something else".to_owned(), ..form.clone() };
    problem(&client.post(&conversation, "handoff", &other).await?, 409, "handoff-replayed")?;
    // A device that kept the form sends it from a new conversation: same ticket, no second one.
    let later = client.open().await?;
    let reply: HandoffReply =
        client.post(&later, "handoff", &form).await?.json(StatusCode::CREATED)?;
    assert_eq!((&reply.ticket, reply.cards.len()), (&first.ticket, 0));
    assert_eq!(tickets(&demo, "pk_demo")?.len(), 1);

    let (next, _) = client.hand_off(&later, &contact_form("And the buttons.")).await?;
    assert_ne!(next.ticket, first.ticket);
    let shown = demo.run_vouch(&["ticket", "show", "--site", "pk_demo", next.ticket.as_str()])?;
    assert!(shown.contains("And the buttons."), "{shown}");
    Ok(())
}

/// Makes every insert into a table fail, as a full disk or a broken table would, until undone.
async fn break_table(demo: &Demo, database: Database, table: &str) -> Result<()> {
    let sql = match database {
        Database::Sqlite => format!(
            "CREATE TRIGGER broken_{table} BEFORE INSERT ON {table} \
             BEGIN SELECT RAISE(ABORT, 'broken for the test'); END"
        ),
        Database::Postgres => {
            format!("ALTER TABLE {table} ADD CONSTRAINT broken_{table} CHECK (false) NOT VALID")
        }
    };
    execute(&mut connect(demo).await?, &sql).await
}

async fn mend_table(demo: &Demo, database: Database, table: &str) -> Result<()> {
    let sql = match database {
        Database::Sqlite => format!("DROP TRIGGER broken_{table}"),
        Database::Postgres => format!("ALTER TABLE {table} DROP CONSTRAINT broken_{table}"),
    };
    execute(&mut connect(demo).await?, &sql).await
}

async fn a_ticket_and_its_ledger_entry_are_both_there_or_neither(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let database = demo.database();
    let client = demo.client()?;
    let conversation = client.open().await?;
    let form = contact_form("Both or neither");
    let pairs = "SELECT COUNT(*) FROM ticket t JOIN ledger_entry e ON e.conversation = t.conversation \
                 AND e.site = t.site AND e.kind = 'handoff' AND e.request_id = t.handoff_id";
    let rows = "SELECT (SELECT COUNT(*) FROM ticket) + (SELECT COUNT(*) FROM ledger_entry WHERE kind = 'handoff')";
    let mut connection = connect(&demo).await?;
    for table in ["ticket", "ledger_entry"] {
        break_table(&demo, database, table).await?;
        let reply = client.post(&conversation, "handoff", &form).await?;
        let told = problem(&reply, 503, "unavailable")?;
        assert!(told.detail.contains("try again"), "{told:?}");
        assert!(reply.headers.contains_key("retry-after"));
        assert_eq!(count(&mut connection, rows).await?, 0, "half a ticket without its {table}");
        mend_table(&demo, database, table).await?;
    }
    client.hand_off(&conversation, &form).await?;
    assert_eq!(count(&mut connection, pairs).await?, 1);
    assert_eq!(count(&mut connection, rows).await?, 2);
    Ok(())
}

async fn forms_that_nobody_could_answer_are_refused(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let good = contact_form("Hello");
    let with = |change: &dyn Fn(&mut HandoffRequest)| {
        let mut form = good.clone();
        change(&mut form);
        form
    };
    for (field, form) in [
        ("consent", with(&|form| form.consent = false)),
        ("email", with(&|form| form.email = String::new())),
        ("email", with(&|form| form.email = "ann".into())),
        ("email", with(&|form| form.email = "a@b.example\r\nBcc: all@b.example".into())),
        ("email", with(&|form| form.email = "<script>@b.example".into())),
        ("email", with(&|form| form.email = format!("{}@b.example", "a".repeat(260)))),
        ("message", with(&|form| form.message = String::new())),
        ("message", with(&|form| form.message = "\u{200b}\u{202e}\u{0}".into())),
        ("message", with(&|form| form.message = "x".repeat(4_001))),
        ("name", with(&|form| form.name = "x".repeat(201))),
        ("handoff_id", with(&|form| form.handoff_id = "".into())),
        ("handoff_id", with(&|form| form.handoff_id = "../1".into())),
        ("handoff_id", with(&|form| form.handoff_id = "x".repeat(65).as_str().into())),
    ] {
        let problem =
            problem(&client.post(&conversation, "handoff", &form).await?, 422, "invalid")?;
        assert_eq!(problem.field.as_deref(), Some(field), "{form:?}");
    }
    assert!(tickets(&demo, "pk_demo")?.is_empty(), "nothing of a refused form is kept");
    // The longest that fits does fit, and control characters are taken out of it.
    let longest = with(&|form| {
        form.message = format!("{}\u{0}\u{1b}", "é".repeat(4_000));
        form.name = "Ann\u{0}\r\nBcc: x".into();
    });
    assert!(longest.message.chars().count() > 4_000);
    client.hand_off(&conversation, &longest).await?;
    let details = tickets(&demo, "pk_demo")?[0]["details"].clone();
    assert_eq!(details["name"], "Ann Bcc: x");
    assert_eq!(details["message"], "é".repeat(4_000));
    Ok(())
}

/// The value of the form's hidden id.
fn handoff_id(page: &str) -> Result<String> {
    let field = page.split("name=\"handoff_id\"").nth(1).context("the id's field")?;
    let value = field.split("value=\"").nth(1).context("its value")?;
    Ok(value.split('"').next().unwrap_or_default().to_owned())
}

async fn the_contact_page_works_without_script(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let page = client.send(Method::GET, "/contact/pk_demo", None, None::<&()>).await?;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("<script"), "{}", page.text());
    assert!(page.headers["content-security-policy"].to_str()?.contains("default-src 'none'"));
    let id = handoff_id(&page.text())?;

    let send = async |id: &str, email: &str, message: &str| {
        let fields = [
            ("handoff_id", id),
            ("email", email),
            ("message", message),
            ("name", "Ann"),
            ("consent", "yes"),
        ];
        Reply::of(client.request(Method::POST, "/contact/pk_demo").form(&fields)).await
    };
    let hostile = "<script>alert(1)</script> \"' &amp; שלום";
    let again = send(&id, "nobody", hostile).await?;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!again.text().contains("<script"), "{}", again.text());
    assert!(again.text().contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the words are kept");
    assert_eq!(handoff_id(&again.text())?, id, "still the same form");

    let accepted = send(&id, "ann@mail.example", hostile).await?;
    assert_eq!(accepted.status, StatusCode::CREATED, "{}", accepted.text());
    let twice = send(&id, "ann@mail.example", hostile).await?;
    let listed: Vec<Value> = tickets(&demo, "pk_demo")?;
    assert_eq!(listed.len(), 1);
    let number = listed[0]["ticket"].as_str().context("a number")?;
    assert!(accepted.text().contains(number) && twice.text().contains(number));
    assert_eq!(listed[0]["details"]["message"], hostile);

    let gone = client.send(Method::GET, "/contact/nobody", None, None::<&()>).await?;
    problem(&gone, 404, "not-found")?;
    let cut = client.request(Method::POST, "/contact/pk_demo").body("x".repeat(200_000));
    let cut = Reply::of(cut.header("content-type", "application/x-www-form-urlencoded")).await?;
    assert!(cut.status.is_client_error(), "{}", cut.status);
    Ok(())
}
