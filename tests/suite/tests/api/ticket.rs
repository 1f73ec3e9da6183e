//! The inbox: tickets found, changed, merged and followed, by whoever may and nobody else.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::slice::from_ref;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use vouch_shared::handoff::HandoffReason;
use vouch_shared::staff::Role;
use vouch_shared::ticket::{
    BulkOutcome, Colleague, ConversationDetail, ConversationList, Happening, Priority, SavedView,
    Step, TicketList, TicketState, TicketView,
};
use vouch_tests::client::Client;
use vouch_tests::demo::Setup;
use vouch_tests::desk::Desk;
use vouch_tests::on_both_databases;
use vouch_tests::story::{connect, contact_form, count, problem};

const UNKNOWN: &str = "Which jacket is warmest for Lapland in February?";

on_both_databases!(
    a_ticket_tells_why_nobody_answered,
    deeds_change_a_ticket_once_and_are_told,
    two_agents_do_not_undo_each_other,
    tickets_are_found_by_their_words,
    queues_hold_what_they_say_page_by_page,
    notes_name_colleagues,
    duplicates_are_merged_and_taken_apart_again,
    many_change_at_once_each_on_its_own,
    a_snooze_ends_by_itself,
    changes_are_heard_within_a_second_on_every_server_until_sign_out,
    another_shops_tickets_are_not_there,
    conversations_are_read_without_a_ticket,
);

fn one(number: &str) -> String {
    Desk::on_site(&format!("tickets/{number}"))
}

async fn hand_off(client: &Client, message: &str) -> Result<String> {
    let conversation = client.open().await?;
    Ok(client.hand_off(&conversation, &contact_form(message)).await?.0.ticket.0)
}

async fn act(desk: &Desk, number: &str, version: i64, deed: Value) -> Result<TicketView> {
    let reply = try_act(desk, number, version, deed).await?;
    reply.json(StatusCode::OK)
}

async fn try_act(
    desk: &Desk,
    number: &str,
    version: i64,
    mut deed: Value,
) -> Result<vouch_tests::client::Reply> {
    deed["version"] = json!(version);
    desk.post(&format!("{}/changes", one(number)), &deed).await
}

async fn list(desk: &Desk, query: &str) -> Result<TicketList> {
    desk.get(&Desk::on_site(&format!("tickets?{query}"))).await
}

async fn numbers(desk: &Desk, query: &str) -> Result<Vec<String>> {
    Ok(list(desk, query).await?.tickets.into_iter().map(|line| line.number.0).collect())
}

async fn a_ticket_tells_why_nobody_answered(setup: Setup) -> Result<()> {
    let setup = setup.edit("[site.handoff]", "[site.handoff]\nsla_minutes = 240");
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.ask(&conversation, UNKNOWN).await?;
    let (reply, _) = client.hand_off(&conversation, &contact_form("Please advise.")).await?;
    let desk = demo.desk(Role::Agent).await?;
    let view: TicketView = desk.get(&one(reply.ticket.as_str())).await?;
    assert_eq!(view.why.reason, HandoffReason::LowConfidence);
    assert_eq!(view.why.said.as_deref(), Some(UNKNOWN));
    let threshold = view.why.threshold.context("the line has the threshold")?;
    assert!(view.why.confidence.context("and how sure it was")? < threshold);
    ensure!(!view.why.rejected.is_empty() && view.why.rejected.len() <= 5, "{:?}", view.why);
    for pair in view.why.rejected.windows(2) {
        assert!(pair[0].confidence >= 0.0 && pair[1].confidence <= 1.0);
    }
    assert_eq!(view.message, "Please advise.");
    let steps: Vec<_> = view.transcript.iter().map(std::mem::discriminant).collect();
    assert_eq!(steps.len(), 3, "opened, turn, handoff: {:?}", view.transcript);
    let Step::Turn { said, cards, decision, .. } = &view.transcript[1] else {
        panic!("{:?}", view.transcript[1])
    };
    assert_eq!((said.as_str(), cards.len()), (UNKNOWN, 1));
    assert!(decision.contains("threshold="), "{decision}");
    assert_eq!(client.verify(cards).await?.len(), 1, "cards are as the shopper got them");
    assert!(matches!(view.history[0].what, Happening::Created));
    let line = &view.ticket;
    assert_eq!((line.state, line.priority, line.version), (TicketState::Open, Priority::Normal, 1));
    let due = line.due_at.as_ref().context("four hours were promised")?;
    assert_eq!(due.as_str()[17..], line.created_at.as_str()[17..], "whole minutes later");
    let listed = demo.run_vouch(&["ticket", "list", "--site", "pk_demo", "--json"])?;
    let listed: Value = serde_json::from_str(&listed)?;
    assert_eq!(listed[0]["details"]["due_at"], due.as_str());
    Ok(())
}

async fn deeds_change_a_ticket_once_and_are_told(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let number = hand_off(&demo.client()?, "The zip broke.").await?;
    let desk = demo.desk(Role::Agent).await?;
    let taken = act(&desk, &number, 1, json!({"do": "take"})).await?;
    assert_eq!(taken.ticket.assignee.as_deref(), Some("agent@shop.example"));
    let again = act(&desk, &number, 2, json!({"do": "take"})).await?;
    assert_eq!(again.ticket.version, 2, "what is so already does not happen");
    let urgent = act(&desk, &number, 2, json!({"do": "prioritise", "priority": "urgent"})).await?;
    assert_eq!(urgent.ticket.priority, Priority::Urgent);
    let tagged = act(&desk, &number, 3, json!({"do": "tag", "tag": " Late Parcel"})).await?;
    assert_eq!(tagged.ticket.tags, ["late-parcel"]);
    assert_eq!(
        act(&desk, &number, 4, json!({"do": "tag", "tag": "late-parcel"})).await?.ticket.version,
        4
    );
    let closed = act(&desk, &number, 4, json!({"do": "close"})).await?;
    assert_eq!(closed.ticket.state, TicketState::Closed);
    let snooze = json!({"do": "snooze", "until": "2027-01-01T00:00:00Z"});
    problem(&try_act(&desk, &number, 5, snooze).await?, 422, "invalid")?;
    let open = act(&desk, &number, 5, json!({"do": "reopen"})).await?;
    let kinds: Vec<_> = open.history.iter().map(|event| event.what.words(str::to_owned)).collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    let audited = "SELECT COUNT(*) FROM audit_entry WHERE action LIKE 'ticket.%'";
    assert_eq!(count(&mut connect(&demo).await?, audited).await?, 5);
    for (deed, field) in [
        (json!({"do": "assign", "to": "editor@shop.example"}), "to"),
        (json!({"do": "tag", "tag": "a,b"}), "tag"),
        (json!({"do": "merge", "into": "V-9999"}), "into"),
        (json!({"do": "merge", "into": number}), "into"),
        (json!({"do": "snooze", "until": "soon"}), "until"),
    ] {
        let refused = problem(&try_act(&desk, &number, 6, deed).await?, 422, "invalid")?;
        assert_eq!(refused.field.as_deref(), Some(field));
    }
    problem(&try_act(&desk, "V-9999", 1, json!({"do": "take"})).await?, 404, "not-found")?;
    problem(&try_act(&desk, "x", 1, json!({"do": "take"})).await?, 404, "not-found")?;
    Ok(())
}

async fn two_agents_do_not_undo_each_other(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let number = hand_off(&demo.client()?, "The zip broke.").await?;
    let (sam, kim) = (demo.desk(Role::Agent).await?, demo.desk(Role::Admin).await?);
    act(&sam, &number, 1, json!({"do": "take"})).await?;
    let late = try_act(&kim, &number, 1, json!({"do": "close"})).await?;
    let told = problem(&late, 409, "stale")?.detail;
    assert!(told.contains("agent@shop.example assigned it to agent@shop.example"), "{told}");
    let mut race = JoinSet::new();
    for priority in ["low", "high", "urgent"].iter().cycle().take(12) {
        let (desk, number) = (sam.clone(), number.clone());
        let deed = json!({"do": "prioritise", "priority": priority});
        race.spawn(async move { try_act(&desk, &number, 2, deed).await });
    }
    let replies = race.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
    let done = replies.iter().filter(|reply| reply.status == StatusCode::OK).count();
    assert_eq!(done, 1, "{:?}", replies.iter().map(|reply| reply.status).collect::<Vec<_>>());
    let rest = replies.iter().filter(|reply| reply.status != StatusCode::OK);
    rest.map(|reply| problem(reply, 409, "stale")).collect::<Result<Vec<_>>>()?;
    let view: TicketView = sam.get(&one(&number)).await?;
    assert_eq!((view.ticket.version, view.history.len()), (3, 3));
    Ok(())
}

async fn tickets_are_found_by_their_words(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.ask(&conversation, "Do you sell kayaks in Łódź?").await?;
    let (reply, _) =
        client.hand_off(&conversation, &contact_form("Ein Café-Gutschein, bitte")).await?;
    let number = reply.ticket.0;
    let other = hand_off(&client, "Something else entirely").await?;
    client.ask(&conversation, "And a snorkel as well?").await?;
    let desk = demo.desk(Role::Agent).await?;
    desk.post(&format!("{}/notes", one(&number)), &json!({"note": "Ask the warehouse"})).await?;
    for (text, found) in [
        ("cafe", true),
        ("CAFÉ gutsch", true),
        ("gutsch cafe", false),
        ("kayaks lodz", true),
        ("snork", true),
        ("warehouse", true),
        ("ann@mail.example kayak", true),
        ("kayak%", true),
        ("k", false),
        ("zebra", false),
    ] {
        let query: String = reqwest::Url::parse_with_params("http://x/", [("q", text)])?
            .query()
            .context("a query")?
            .to_owned();
        let listed = numbers(&desk, &format!("queue=all&{query}")).await?;
        assert_eq!(listed.contains(&number), found, "{text}: {listed:?}");
        ensure!(!listed.contains(&other), "{text} finds the other");
    }
    let by_number =
        numbers(&desk, &format!("queue=all&q={}", number.trim_start_matches("V-"))).await?;
    assert_eq!(by_number, [number]);
    Ok(())
}

async fn queues_hold_what_they_say_page_by_page(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let mut made = Vec::new();
    for n in 0..53 {
        let form = contact_form(&format!("Message {n}"));
        made.push(client.hand_off(&conversation, &form).await?.0.ticket.0);
    }
    let desk = demo.desk(Role::Agent).await?;
    act(&desk, &made[52], 1, json!({"do": "prioritise", "priority": "urgent"})).await?;
    act(&desk, &made[0], 1, json!({"do": "take"})).await?;
    act(&desk, &made[1], 1, json!({"do": "close"})).await?;
    act(&desk, &made[2], 1, json!({"do": "wait"})).await?;
    let first = list(&desk, "queue=open").await?;
    assert_eq!(first.tickets.len(), 50);
    assert_eq!(first.tickets[0].number.0, made[52], "urgent ones first");
    let next = first.next.clone().context("there is more")?;
    let url = reqwest::Url::parse_with_params("http://x/", [("cursor", &next)])?;
    let second = list(&desk, &format!("queue=open&{}", url.query().unwrap_or_default())).await?;
    assert_eq!((second.tickets.len(), &second.next), (1, &None));
    let mut all: Vec<_> = first.tickets.iter().chain(&second.tickets).map(|t| &t.number).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 51, "each once");
    let counts = first.counts;
    let seen =
        (counts.open, counts.mine, counts.unassigned, counts.waiting, counts.closed, counts.all);
    assert_eq!(seen, (51, 1, 50, 1, 1, 53));
    assert_eq!(numbers(&desk, "queue=mine").await?, from_ref(&made[0]));
    assert_eq!(numbers(&desk, "queue=closed").await?, from_ref(&made[1]));
    assert_eq!(numbers(&desk, "queue=waiting").await?, from_ref(&made[2]));
    assert_eq!(numbers(&desk, "queue=open&priority=urgent").await?, from_ref(&made[52]));
    assert_eq!(numbers(&desk, "queue=all&locale=xx").await?, Vec::<String>::new());
    let execute = "UPDATE ticket SET due_at = '2020-01-01T00:00:00.000Z' WHERE number = 1004";
    vouch_tests::story::execute(&mut connect(&demo).await?, execute).await?;
    assert_eq!(numbers(&desk, "queue=overdue").await?, ["V-1004"]);
    for bad in ["queue=everything", "priority=9", "cursor=x"] {
        let reply =
            desk.send(Method::GET, &Desk::on_site(&format!("tickets?{bad}")), None::<&()>).await?;
        problem(&reply, 422, "invalid")?;
    }
    let view = json!({"name": "Urgent ones", "query": "queue=open&priority=urgent"});
    let kept: Vec<SavedView> =
        desk.post(&Desk::on_site("views"), &view).await?.json(StatusCode::OK)?;
    assert_eq!(kept.len(), 1);
    let admin = demo.desk(Role::Admin).await?;
    assert_eq!(admin.get::<Vec<SavedView>>(&Desk::on_site("views")).await?, []);
    let gone =
        desk.send(Method::DELETE, &Desk::on_site("views/Urgent%20ones"), None::<&()>).await?;
    assert_eq!(gone.json::<Vec<SavedView>>(StatusCode::OK)?, []);
    Ok(())
}

async fn notes_name_colleagues(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let number = hand_off(&demo.client()?, "The zip broke.").await?;
    let (agent, admin) = (demo.desk(Role::Agent).await?, demo.desk(Role::Admin).await?);
    let editor = demo.desk(Role::Editor).await?;
    let note = json!({"note": "@admin could you look? Not @editor, who may not."});
    let view: TicketView =
        agent.post(&format!("{}/notes", one(&number)), &note).await?.json(StatusCode::OK)?;
    let Some(Happening::Noted { mentions, .. }) = view.history.last().map(|event| &event.what)
    else {
        panic!("{:?}", view.history)
    };
    assert_eq!(mentions, &["admin@shop.example"]);
    assert_eq!(view.ticket.version, 1, "a note stands beside the ticket");
    assert_eq!(numbers(&admin, "queue=mentions").await?, from_ref(&number));
    assert_eq!(numbers(&agent, "queue=mentions").await?, Vec::<String>::new());
    let silent = json!({"note": " \n"});
    problem(&agent.post(&format!("{}/notes", one(&number)), &silent).await?, 422, "invalid")?;
    problem(&editor.post(&format!("{}/notes", one(&number)), &note).await?, 403, "forbidden")?;
    let colleagues: Vec<Colleague> = agent.get(&Desk::on_site("colleagues")).await?;
    assert!(colleagues.iter().all(|colleague| colleague.email != "editor@shop.example"));
    Ok(())
}

async fn duplicates_are_merged_and_taken_apart_again(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let (first, second) =
        (hand_off(&client, "Where is it?").await?, hand_off(&client, "Where??").await?);
    let desk = demo.desk(Role::Agent).await?;
    let view: TicketView = desk.get(&one(&second)).await?;
    assert_eq!(view.duplicates.iter().map(|n| n.0.as_str()).collect::<Vec<_>>(), [first.as_str()]);
    let merged = act(&desk, &second, 1, json!({"do": "merge", "into": first})).await?;
    assert_eq!(merged.ticket.state, TicketState::Closed);
    assert_eq!(merged.ticket.merged_into.as_ref().map(|n| n.0.as_str()), Some(first.as_str()));
    let kept: TicketView = desk.get(&one(&first)).await?;
    assert!(
        matches!(&kept.history.last().context("told")?.what, Happening::Absorbed { ticket } if ticket.0 == second)
    );
    assert!(kept.duplicates.is_empty());
    problem(&try_act(&desk, &second, 2, json!({"do": "take"})).await?, 422, "invalid")?;
    problem(
        &try_act(&desk, &first, 2, json!({"do": "merge", "into": second})).await?,
        422,
        "invalid",
    )?;
    let apart = act(&desk, &second, 2, json!({"do": "reopen"})).await?;
    assert_eq!((apart.ticket.state, apart.ticket.merged_into), (TicketState::Open, None));
    Ok(())
}

async fn many_change_at_once_each_on_its_own(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let (a, b) = (hand_off(&client, "One").await?, hand_off(&client, "Two").await?);
    let desk = demo.desk(Role::Agent).await?;
    let change = json!({"do": "close", "tickets": [
        {"number": a, "version": 1}, {"number": b, "version": 7}, {"number": "V-9", "version": 1},
    ]});
    let outcome: BulkOutcome =
        desk.post(&Desk::on_site("tickets/changes"), &change).await?.json(StatusCode::OK)?;
    assert_eq!(outcome.done.iter().map(|n| n.0.clone()).collect::<Vec<_>>(), [a]);
    assert_eq!(outcome.refused.len(), 2, "{outcome:?}");
    let many: Vec<_> =
        (0..201).map(|n| json!({"number": format!("V-{n}"), "version": 1})).collect();
    let change = json!({"do": "close", "tickets": many});
    problem(&desk.post(&Desk::on_site("tickets/changes"), &change).await?, 422, "invalid")?;
    Ok(())
}

async fn a_snooze_ends_by_itself(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let number = hand_off(&demo.client()?, "Later.").await?;
    let desk = demo.desk(Role::Agent).await?;
    let snoozed =
        act(&desk, &number, 1, json!({"do": "snooze", "until": "2035-01-01T00:00:00Z"})).await;
    assert!(snoozed.is_err(), "a year is the longest");
    let format = &time::format_description::well_known::Rfc3339;
    let now = list(&desk, "").await?.now;
    let soon = time::OffsetDateTime::parse(now.as_str(), format)? + time::Duration::seconds(3);
    let soon = soon.format(format)?;
    act(&desk, &number, 1, json!({"do": "snooze", "until": soon})).await?;
    assert_eq!(numbers(&desk, "queue=snoozed").await?, from_ref(&number));
    let start = Instant::now();
    while numbers(&desk, "queue=open").await?.is_empty() {
        ensure!(start.elapsed() < Duration::from_secs(20), "it sleeps on");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let view: TicketView = desk.get(&one(&number)).await?;
    assert_eq!(view.history.last().context("told")?.what, Happening::Woken);
    Ok(())
}

async fn changes_are_heard_within_a_second_on_every_server_until_sign_out(
    setup: Setup,
) -> Result<()> {
    let demo = setup.start()?;
    let desk = demo.desk(Role::Agent).await?;
    let mut stream = desk.stream(&Desk::on_site("tickets/events")).await?;
    let number = hand_off(&demo.client()?, "Hello").await?;
    let start = Instant::now();
    let mut heard = String::new();
    while !heard.contains(&number) {
        let chunk = tokio::time::timeout(Duration::from_secs(10), stream.chunk()).await??;
        heard.push_str(std::str::from_utf8(&chunk.context("the stream ended")?)?);
    }
    eprintln!("heard of a new ticket after {} ms", start.elapsed().as_millis());
    assert!(heard.contains("\"created\":true"), "{heard}");
    desk.send(Method::DELETE, "/v1/staff/session", None::<&()>).await?;
    let ended = tokio::time::timeout(Duration::from_secs(10), async {
        while stream.chunk().await.is_ok_and(|chunk| chunk.is_some()) {}
    });
    ended.await.context("the stream goes on after signing out")?;
    Ok(())
}

async fn another_shops_tickets_are_not_there(setup: Setup) -> Result<()> {
    let other = "[[site]]\nkey = \"pk_other\"\nname = \"Other\"\n\n[[site]]\nkey = \"pk_demo\"";
    let setup = setup.edit("[[site]]\nkey = \"pk_demo\"", other);
    let demo = setup.before_start(&["key", "create", "--site", "pk_other"]).start()?;
    let number = hand_off(&demo.client()?, "Secret").await?;
    let desk = demo.desk(Role::Owner).await?;
    let path = format!("/v1/staff/sites/pk_other/tickets/{number}");
    problem(&desk.send(Method::GET, &path, None::<&()>).await?, 404, "not-found")?;
    let change = json!({"version": 1, "do": "close"});
    problem(&desk.post(&format!("{path}/changes"), &change).await?, 404, "not-found")?;
    problem(&desk.post(&format!("{path}/notes"), &json!({"note": "x"})).await?, 404, "not-found")?;
    let list: TicketList = desk.get("/v1/staff/sites/pk_other/tickets?queue=all&q=secret").await?;
    assert_eq!((list.tickets.len(), list.counts.all), (0, 0));
    let view: TicketView = desk.get(&one(&number)).await?;
    let path = format!("/v1/staff/sites/pk_other/conversations/{}", view.conversation);
    problem(&desk.send(Method::GET, &path, None::<&()>).await?, 404, "not-found")?;
    Ok(())
}

async fn conversations_are_read_without_a_ticket(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    client.ask(&conversation, "What is your return window?").await?;
    let desk = demo.desk(Role::Reviewer).await?;
    let list: ConversationList = desk.get(&Desk::on_site("conversations")).await?;
    let line = list.conversations.first().context("there is one")?;
    assert_eq!((line.turns, line.ticket.is_none()), (1, true));
    assert_eq!(line.excerpt, "What is your return window?");
    let detail: ConversationDetail =
        desk.get(&Desk::on_site(&format!("conversations/{}", line.id))).await?;
    assert_eq!(detail.transcript.len(), 2);
    let absent = Desk::on_site("conversations/nothing");
    problem(&desk.send(Method::GET, &absent, None::<&()>).await?, 404, "not-found")?;
    Ok(())
}
