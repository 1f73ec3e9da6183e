//! Insights in a browser: the plot, the same as a table, what the keyboard reads, and the way from
//! an unanswered question to a new text.

use crate::seat::Seat;
use crate::visit::UNKNOWN;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use vouch_demo::{AGENT, OWNER};
use vouch_tests::demo::Demo;
use vouch_tests::story::{connect, contact_form, execute};

/// Takes a seat before the insights.
async fn seat(demo: &Demo, email: &str) -> Result<Seat> {
    let seat = Seat::take(demo, email, "insights").await?;
    seat.sees("[data-testid=tile-questions]", "Questions").await?;
    Ok(seat)
}

async fn number(seat: &Seat, script: &str) -> Result<f64> {
    seat.browser.script(script).await?.as_f64().context("a number")
}

/// Questions of today, and the same spread over four weeks.
async fn asked(demo: &Demo) -> Result<()> {
    let client = demo.client()?;
    let questions = [
        "How long do I have to return a jacket?",
        "What is your return window?",
        UNKNOWN,
        "Which of your jackets is the warmest, for Lapland in February?",
        "What is the warmest jacket for Lapland?",
        "Can my dog sleep in the four season tent?",
        "Do you engrave names on knives?",
        "I want to speak to a human being",
    ];
    for question in questions {
        let talk = client.open().await?;
        client.ask(&talk, question).await?;
        if question == UNKNOWN {
            client.hand_off(&talk, &contact_form("Is it the Vidde?")).await?;
        }
    }
    let talk = client.open().await?;
    client.choose(&talk, "order").await?;
    client.order(&talk, "FW-100007", "ingrid.dahl@mail.example").await?;
    let talk = client.open().await?;
    client.choose(&talk, "order").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn insights_are_read_by_eye_by_table_and_by_keyboard_and_lead_to_a_text() -> Result<()> {
    let demo = Demo::setup().start()?;
    let empty = seat(&demo, AGENT).await?;
    empty.sees(".empty", "Nobody has asked anything").await?;
    empty.pictures("insights-empty").await?;
    asked(&demo).await?;

    let seat = seat(&demo, OWNER).await?;
    seat.sees("[data-testid=tile-questions] .figure", "10").await?;
    seat.sees("[data-testid=tile-answered] .figure", "30 %").await?;
    seat.sees("[data-testid=tile-tickets] .figure", "1").await?;
    seat.sees("[data-testid=plot] svg[role=img] ", "10").await?;
    let label =
        "return document.querySelector('[data-testid=plot] svg').getAttribute('aria-label')";
    let label = seat.browser.script(label).await?;
    let label = label.as_str().context("words for the plot")?.to_owned();
    ensure!(label.contains("10 in all") && label.contains("person offered 60 %"), "{label}");
    // The parts of today's column are as high as their shares.
    let height = |outcome: &str| {
        format!("const part = document.querySelector('[data-testid=plot] svg [data-outcome={outcome}]');
            return part.height.baseVal.value")
    };
    let (text, handed) =
        (number(&seat, &height("text")).await?, number(&seat, &height("handed_off")).await?);
    ensure!((handed / text - 3.0).abs() < 0.1, "6 and 2 questions are {handed} and {text} high");

    // The arrow keys read one day after the other; the table says the same.
    let today = "const plot = document.querySelector('[data-testid=plot]'); plot.focus();
        plot.dispatchEvent(new KeyboardEvent('keydown', {key: 'End', bubbles: true})); return true";
    seat.holds("the End key", today).await?;
    seat.sees("[data-testid=plot-day]", ": 10 questions, 1 ticket").await?;
    let key = "document.querySelector('[data-testid=plot]')
        .dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft', bubbles: true})); return true";
    seat.holds("the left arrow", key).await?;
    seat.sees("[data-testid=plot-day]", ": 0 questions").await?;
    seat.click("[data-testid=days-table] summary").await?;
    let row =
        "return [...document.querySelectorAll('[data-testid=days-table] tbody tr:first-child td')]
        .map(cell => cell.textContent).join(' ')";
    let row = seat.browser.script(row).await?;
    ensure!(row == json!("10 2 1 1 6 30 % 1"), "{row}");
    seat.sees("[data-testid=reasons]", "Not sure enough").await?;

    // Another period, by its address.
    seat.click("a.period[href='/console/insights?days=7']").await?;
    seat.sees("a.period[aria-current]", "7 days").await?;
    let rows = "return document.querySelectorAll('[data-testid=days-table] tbody tr').length === 7";
    seat.holds("seven days", rows).await?;

    seat.sees("[data-testid=question-group] h3", "Lapland").await?;
    let first =
        "return document.querySelector('[data-testid=question-group] .times').textContent === '3'";
    seat.holds("the three wordings in one group", first).await?;
    seat.click("[data-testid=question-group] details summary").await?;
    seat.click("[data-testid=write-section]").await?;
    seat.is_at("/console/knowledge/+new").await?;
    let source = "return document.querySelector('[data-testid=source]')?.value ?? ''";
    let source = seat
        .browser
        .until("the new text", async || {
            let text = seat.browser.script(source).await?;
            Ok(text.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
        })
        .await?;
    ensure!(source.contains("locale: en") && source.contains("```questions"), "{source}");
    ensure!(source.matches("Lapland").count() >= 5, "title, heading and examples: {source}");
    // What it says is left to a person; once somebody wrote it, it is saved like any other.
    seat.sees("[data-testid=problems]", "").await?;
    let (head, questions) = source.split_once("\n\n\n\n").context("room for the text")?;
    let written = format!("{head}\n\nThe Vidde parka is the warmest.\n\n{questions}");
    seat.paste("[data-testid=source]", &written).await?;
    seat.pictures("insights-editor").await?;
    seat.click("[data-testid=save]:not(:disabled)").await?;
    seat.sees("[data-testid=versions]", "Version 1").await?;
    seat.sees("[data-testid=versions]", "Draft").await?;
    Ok(())
}

/// A busy month, for people to look at.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn insights_of_a_busy_quarter_fit_every_screen() -> Result<()> {
    let demo = Demo::setup().edit("[site.handoff]", "[site.handoff]\nsla_minutes = 240").start()?;
    asked(&demo).await?;
    seed(&demo).await?;
    let seat = seat(&demo, OWNER).await?;
    seat.sees("[data-testid=question-group]", "Lapland").await?;
    seat.pictures("insights").await?;
    seat.go("/console/insights?days=90").await?;
    seat.sees("[data-testid=question-group]", "Lapland").await?;
    seat.pictures("insights-quarter").await?;
    seat.go("/console/insights?days=7").await?;
    seat.sees("[data-testid=question-group]", "Lapland").await?;
    seat.pictures("insights-week").await?;
    Ok(())
}

/// Rows as half a year of trade would leave them, from the conversation that is there.
async fn seed(demo: &Demo) -> Result<()> {
    let mut connection = connect(demo).await?;
    let days = "WITH RECURSIVE day (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM day WHERE n < 170)";
    let many =
        "WITH RECURSIVE many (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM many WHERE k < 90)";
    let questions = format!(
        "CREATE TABLE days_ AS {days} SELECT n FROM day;
         CREATE TABLE many_ AS {many} SELECT k FROM many;
         INSERT INTO question (site, conversation, sequence, at, outcome, reason)
         SELECT 'pk_demo', (SELECT MIN(id) FROM conversation), 1000 + n * 100 + k,
             STRFTIME('%Y-%m-%dT10:30:00.000Z', 'now', '-' || n || ' days'),
             CASE WHEN k % 10 < 5 THEN 'text' WHEN k % 10 < 7 THEN 'order'
                  WHEN k % 10 = 7 THEN 'asked_back' ELSE 'handed_off' END,
             CASE WHEN k % 10 < 8 THEN NULL WHEN k % 20 = 8 THEN 'asked_for_person'
                  WHEN k % 30 = 9 THEN 'order_check_failed' ELSE 'low_confidence' END
         FROM days_, many_ WHERE k < 30 + (n * 37) % 23 - n / 6 + CASE n % 7 WHEN 0 THEN -14 WHEN 1 THEN -9 ELSE 6 END;
         UPDATE question SET reason = 'stopped' WHERE reason = 'low_confidence' AND sequence % 9 = 0;
         INSERT INTO ticket (site, number, conversation, handoff_id, request_hash, reason, name, email,
             message, locale, state, receipt, created_at, due_at, first_reply_at, active_at)
         SELECT 'pk_demo', 5000 + n * 100 + k, (SELECT MIN(id) FROM conversation), 'h' || n || '-' || k, '',
             'low_confidence', 'A', 'a@mail.example', 'm', 'en-GB', 'waiting', '',
             STRFTIME('%Y-%m-%dT10:00:00.000Z', 'now', '-' || n || ' days'),
             STRFTIME('%Y-%m-%dT14:00:00.000Z', 'now', '-' || n || ' days'),
             STRFTIME('%Y-%m-%dT%H:%M:00.000Z', 'now', 'start of day', '+10 hours', '-' || n || ' days',
                 '+' || (4 + (n * 53 + k * 97) % 330 * (1 + (k % 5) / 4 * 3)) || ' minutes'), ''
         FROM days_, many_ WHERE k <= 2 + n % 4;"
    );
    execute(&mut connection, &questions).await
}
