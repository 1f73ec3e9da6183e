//! What an owner can measure and decide: figures on an answer set without any site, calibration by
//! reviewed cases, and what in the text stands in the way.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use vouch_demo::{REVIEWER, SITE, WRITER};
use vouch_tests::demo::{Demo, Setup};
use vouch_tests::on_both_databases;
use vouch_tests::programs::programs;

on_both_databases!(
    a_calibration_changes_the_threshold_of_a_running_server,
    what_stands_in_the_way_is_named_with_what_to_do,
    a_question_under_two_answers_is_refused,
);

/// `vouch` in a folder, with nothing of ours around it.
fn vouch_in(folder: &Path, arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new(&programs()?.vouch);
    Ok(command.current_dir(folder).args(arguments).output()?)
}

fn lines(file: &Path, values: &[Value]) -> Result<()> {
    let text: Vec<String> = values.iter().map(Value::to_string).collect();
    Ok(fs::write(file, text.join("\n"))?)
}

/// A small shop: eight ways to ask for each of three answers.
fn answers() -> Vec<Value> {
    let things = ["a jacket", "boots", "my tent", "a hat", "this", "an item", "gloves", "it"];
    let ways = [
        ("returns", "how do i send {} back"),
        ("care", "how do i wash {} at home"),
        ("sizes", "which size of {} fits me"),
    ];
    let answer = |(id, way): &(&str, &str)| {
        let questions: Vec<String> = things.iter().map(|thing| way.replace("{}", thing)).collect();
        json!({"id": id, "questions": questions})
    };
    ways.iter().map(answer).collect()
}

fn cases() -> Vec<Value> {
    let case = |question: &str, expect: Value, tag: &str| json!({"question": question, "expect": expect, "tags": [tag]});
    vec![
        case("how do i send boots back", json!({"answer": "returns"}), "easy"),
        case("how do i wash gloves at home", json!({"answer": "care"}), "easy"),
        case("who won the chess tournament", json!("handoff"), "chess"),
        case("zzxqv plumb", json!("handoff"), "gibberish"),
    ]
}

#[test]
fn an_answer_set_is_measured_in_an_empty_folder() -> Result<()> {
    let (files, empty) = (TempDir::new()?, TempDir::new()?);
    let [set, asked] = ["set.jsonl", "cases.jsonl"].map(|name| files.path().join(name));
    lines(&set, &answers())?;
    lines(&asked, &cases())?;
    let [set, asked] = [&set, &asked].map(|file| file.to_str().expect("the test's own name"));
    let measure = ["eval", "--knowledge", set, "--cases", asked, "--risk", "0.005"];
    let done = vouch_in(empty.path(), &[&measure[..], &["--json"]].concat())?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let figures: Value = serde_json::from_slice(&done.stdout)?;
    for name in [
        "cases answered right wrong coverage wrong_rate wrong_rate_upper95 in_scope_accuracy auroc",
        "handoff_precision handoff_recall p50_ms p99_ms threshold right_rate train_ms",
    ]
    .iter()
    .flat_map(|names| names.split(' '))
    {
        assert!(figures[name].is_number(), "{name} is {}", figures[name]);
    }
    assert!(figures["engine"].is_string() && figures["rss_mb"].as_f64() > Some(1.0));
    assert_eq!((&figures["cases"], &figures["wrong"]), (&json!(4), &json!(0)));
    // What the owner wrote themselves is answered whatever the threshold.
    assert_eq!((&figures["right"], &figures["by_tag"]["easy"]["right"]), (&json!(2), &json!(2)));
    assert_eq!(figures["by_tag"]["chess"]["handed_over"], 1);
    assert_eq!(figures["risk_coverage"].as_array().map(Vec::len), Some(4));
    let sentence = figures["claim"]["sentence"].as_str().unwrap_or_default();
    assert!(sentence.contains("with 4 reviewed and none wrong"), "{sentence}");

    let done = vouch_in(empty.path(), &[&measure[..], &["--plots", "plots"]].concat())?;
    let table = String::from_utf8(done.stdout)?;
    assert!(table.contains("you may claim") && table.contains("gibberish"), "{table}");
    for name in ["risk-coverage.svg", "calibration.svg"] {
        let drawing = fs::read_to_string(empty.path().join("plots").join(name))?;
        for part in ["role=\"img\"", "<title", "<desc", "prefers-color-scheme: dark", "</svg>"] {
            assert!(drawing.contains(part), "{name} has no {part}");
        }
    }
    fs::remove_dir_all(empty.path().join("plots"))?;
    assert_eq!(fs::read_dir(empty.path())?.count(), 0, "nothing else is written");
    Ok(())
}

#[test]
fn reviewed_cases_set_the_threshold_of_an_answer_set() -> Result<()> {
    let files = TempDir::new()?;
    let file = |name: &str, values: &[Value]| -> Result<String> {
        let path = files.path().join(name);
        lines(&path, values)?;
        Ok(path.to_str().context("a path")?.to_owned())
    };
    let set = file("set.jsonl", &answers())?;
    let asked = file("cases.jsonl", &cases())?;
    let many: Vec<Value> = (0..60).flat_map(|_| cases()).collect();
    let reviewed = file("reviewed.jsonl", &many)?;
    let eval = ["--json", "eval", "--knowledge", &set, "--cases", &asked, "--calibrate", &reviewed];
    let figures = |more: &[&str]| -> Result<Value> {
        let done = vouch_in(files.path(), &[&eval[..], more].concat())?;
        ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Ok(serde_json::from_slice(&done.stdout)?)
    };
    let expected = figures(&["--risk", "0.05"])?;
    assert_eq!(expected["claim"]["cases"], 240);
    assert!(expected["threshold"].as_f64() < Some(1.0), "{expected}");
    assert!(expected["risk_coverage"][0]["proven"].is_object());
    let proven = figures(&["--risk", "0.05", "--proven"])?;
    assert!(proven["threshold"].as_f64() >= expected["threshold"].as_f64());
    assert_eq!(proven["threshold"], proven["claim"]["proven_threshold"]);
    Ok(())
}

#[test]
fn what_is_wrong_with_a_file_is_named_with_its_line() -> Result<()> {
    let files = TempDir::new()?;
    let good = json!({"id": "a", "questions": ["how do i pay"]});
    let twin = json!({"id": "b", "questions": ["How do I pay?"]});
    let case = json!({"question": "how do i pay", "expect": {"answer": "a"}});
    let attempt = |set: &[Value], asked: &str, more: &[&str]| -> Result<(bool, String)> {
        lines(&files.path().join("set.jsonl"), set)?;
        fs::write(files.path().join("cases.jsonl"), asked)?;
        let eval = ["eval", "--knowledge", "set.jsonl", "--cases", "cases.jsonl"];
        let done = vouch_in(files.path(), &[&eval[..], more].concat())?;
        Ok((done.status.success(), String::from_utf8(done.stderr)?))
    };
    let case = format!("{case}\n");
    for (set, asked, more, words) in [
        (
            vec![good.clone()],
            "{\"question\": 7}\n".to_owned(),
            &[][..],
            &["cases.jsonl", "line 1"][..],
        ),
        (
            vec![good.clone()],
            format!("{case}\nnonsense\n"),
            &[],
            &["cases.jsonl", "line 3", "expect"],
        ),
        (vec![good.clone()], String::new(), &[], &["cases.jsonl", "no cases"]),
        (vec![good.clone(), json!({"id": 5})], case.clone(), &[], &["set.jsonl:2:"]),
        (vec![good.clone(), good.clone()], case.clone(), &[], &["stands twice"]),
        (
            vec![good.clone(), twin.clone()],
            case.clone(),
            &[],
            &["`a` and `b`", "--allow-duplicates"],
        ),
        (vec![good.clone()], case.clone(), &["--risk", "2"], &["between 0 and 0.5"]),
        (vec![good.clone()], case.clone(), &["--calibrate", "none.jsonl"], &["none.jsonl"]),
    ] {
        let (succeeded, error) = attempt(&set, &asked, more)?;
        assert!(!succeeded, "{set:?} {asked} {more:?} was taken");
        assert!(words.iter().all(|word| error.contains(word)), "{words:?}: {error}");
    }
    assert!(attempt(&[good.clone(), twin], &case, &["--allow-duplicates"])?.0);
    // One answer with one example is a shop, if a small one; an unknown answer is worth a word.
    let unknown = "{\"question\": \"how do i pay\", \"expect\": {\"answer\": \"c\"}}\n";
    let (succeeded, warning) = attempt(&[good], unknown, &[])?;
    assert!(succeeded && warning.contains("do not exist (c)"), "{warning}");
    Ok(())
}

async fn a_calibration_changes_the_threshold_of_a_running_server(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let calibrate = |more: &[&str]| {
        let command = ["--json", "calibrate", "--site", SITE];
        demo.vouch().args(command).args(more).output()
    };
    let parse = |done: &Output| -> Result<Value> { Ok(serde_json::from_slice(&done.stdout)?) };

    // A handful of cases proves nothing, and is not allowed to silence the shop.
    let all = fs::read_to_string(Path::new(vouch_shop::FOLDER).join("eval.jsonl"))?;
    let some = |name: &str, step: usize| -> Result<String> {
        let file = demo.folder().path.join(name);
        fs::write(&file, all.lines().step_by(step).collect::<Vec<_>>().join("\n"))?;
        Ok(file.to_str().context("a path")?.to_owned())
    };
    let done = calibrate(&["--cases", &some("few.jsonl", 50)?, "--risk", "0.002"])?;
    assert!(!done.status.success() && parse(&done)?["state"] == "not stored");
    let error = String::from_utf8_lossy(&done.stderr);
    assert!(error.contains("reviewed cases"), "{error}");

    let cases = some("cases.jsonl", 4)?;
    let asked = |by| calibrate(&["--cases", &cases, "--risk", "0.04", "--as", by]);
    let refused = asked("stranger@demo.example")?;
    assert!(String::from_utf8_lossy(&refused.stderr).contains("nobody is known as"));
    let done = asked(REVIEWER)?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let stored = parse(&done)?;
    let calibration = &stored["calibrations"][0];
    assert_eq!((&stored["state"], &calibration["author"]), (&json!("stored"), &json!(REVIEWER)));
    let [new, before] = ["threshold", "threshold_before"].map(|name| calibration[name].as_f64());
    let (new, before) = (new.context("a threshold")?, before.context("the one before")?);
    assert!((new - before).abs() > 1e-6 && new < 1.0, "{new} after {before}");
    await_log(&demo, &format!("\"engine.threshold\":{new}")).await?;

    // The risk was stated with the cases; a later word of the configuration overrules it.
    let stricter = demo
        .vouch()
        .args(["--json", "calibrate", "--site", SITE])
        .env("VOUCH_SITE__0__RISK", "0.015")
        .output()?;
    let stricter = parse(&stricter)?["calibrations"][0].clone();
    assert_eq!((&stricter["cases"], &stricter["risk"]), (&calibration["cases"], &json!(0.015)));
    assert!(stricter["threshold"].as_f64() > Some(new), "{stricter} after {new} at a risk of 4 %");
    what_breaks_reviewed_cases_is_not_published(&demo, &cases)
}

/// The command line publishes through the same check as the console.
fn what_breaks_reviewed_cases_is_not_published(demo: &Demo, cases: &str) -> Result<()> {
    let cases = fs::read_to_string(cases)?;
    let cases = cases.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let answered = cases.iter().filter(|case| case["expect"]["answer"].is_string());
    let questions: Vec<_> = answered.map(|case| &case["question"]).take(40).collect();
    let thief = json!({"id": "extra/thief", "title": "T", "text": "Text.", "questions": questions});
    let file = demo.folder().path.join("thief.jsonl");
    lines(&file, &[thief])?;
    import(demo, &file, &["--allow-duplicates"])?;
    demo.run_vouch(&["knowledge", "approve", "--site", SITE, "--as", REVIEWER])?;
    let publish = ["knowledge", "publish", "--site", SITE, "--as", REVIEWER];
    let error = demo.run_vouch(&publish).expect_err("right answers would become wrong").to_string();
    assert!(error.contains("second person") && error.contains("?check="), "{error}");
    let listed = demo.run_vouch(&["--json", "knowledge", "list", "--site", SITE])?;
    let listed: Value = serde_json::from_str(&listed)?;
    let states = listed.as_array().context("versions")?.iter();
    let extra: Vec<_> = states.filter(|version| version["document"] == "thief").collect();
    assert!(!extra.is_empty() && extra.iter().all(|version| version["state"] == "approved"));
    Ok(())
}

async fn await_log(demo: &Demo, words: &str) -> Result<()> {
    let started = Instant::now();
    while !demo.server_log()?.contains(words) {
        ensure!(started.elapsed() < Duration::from_mins(1), "{words}: {}", demo.server_log()?);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

fn import(demo: &Demo, file: &Path, more: &[&str]) -> Result<String> {
    let path = file.to_str().context("a path")?;
    let command = ["knowledge", "import", path, "--site", SITE, "--as", WRITER];
    demo.run_vouch(&[&command[..], more].concat())
}

async fn a_question_under_two_answers_is_refused(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let file = demo.folder().path.join("extra.jsonl");
    let line = |id: &str, question: &str| json!({"id": id, "title": "T", "text": "Text.", "questions": [question]});
    let refused = |values: &[Value], names: &[&str]| -> Result<()> {
        lines(&file, values)?;
        let error = import(&demo, &file, &[]).expect_err("a question has one answer").to_string();
        assert!(names.iter().all(|name| error.contains(name)), "{error}");
        Ok(())
    };
    let own = [line("extra/a", "can my dog come along"), line("extra/b", "Can my dog come along?")];
    refused(&own, &["`extra/a`", "`extra/b`", "--allow-duplicates"])?;
    let policies = fs::read_to_string(Path::new(vouch_shop::FOLDER).join("policies/returns.md"))?;
    let published = policies.split("```questions\n").nth(1).and_then(|block| block.lines().next());
    let published = published.context("an example question of the shop")?;
    refused(&[line("extra/a", &published.to_uppercase())], &["`extra/a`", "`returns/"])?;
    import(&demo, &file, &["--allow-duplicates"])?;
    // The shop's own files do not clash with themselves.
    let again = demo.folder().source.join("policies");
    assert!(import(&demo, &again, &[])?.contains("nothing has changed"));
    Ok(())
}

async fn what_stands_in_the_way_is_named_with_what_to_do(setup: Setup) -> Result<()> {
    let demo = setup.start()?;
    let file = demo.folder().path.join("thin.jsonl");
    let line = |id: &str, questions: &[&str]| json!({"id": id, "title": "Pets", "text": "Text.", "questions": questions});
    let thin = [
        line("thin/none", &[]),
        line("thin/few", &["may my hamster come along"]),
        line("thin/same", &["may my hamster come along"]),
    ];
    lines(&file, &thin)?;
    import(&demo, &file, &["--allow-duplicates"])?;
    demo.run_vouch(&["knowledge", "approve", "--site", SITE, "--as", REVIEWER])?;
    demo.run_vouch(&["knowledge", "publish", "--site", SITE, "--as", REVIEWER])?;
    let checked = demo.run_vouch(&["--json", "knowledge", "check", "--site", SITE])?;
    let checked: Value = serde_json::from_str(&checked)?;
    let findings = checked[0]["findings"].as_array().context("findings")?;
    let of = |kind: &'static str| findings.iter().filter(move |one| one["kind"] == kind);
    let names = |finding: &Value, id: &str| {
        finding["answers"].as_array().is_some_and(|all| all.contains(&json!(id)))
    };
    for (kind, id) in [
        ("duplicate", "thin/few"),
        ("duplicate", "thin/same"),
        ("no_examples", "thin/none"),
        ("few_examples", "thin/few"),
    ] {
        assert!(of(kind).any(|finding| names(finding, id)), "{kind} {id}: {findings:?}");
    }
    assert!((1..=12).contains(&of("near_twins").count()), "{findings:?}");
    let is_said = |value: &Value| value.as_str().is_some_and(|text| text.len() > 20);
    assert!(findings.iter().all(|finding| is_said(&finding["found"]) && is_said(&finding["todo"])));
    let told = demo.run_vouch(&["knowledge", "check", "--site", SITE])?;
    assert!(told.contains("No example question stands under `thin/none`"), "{told}");
    Ok(())
}
