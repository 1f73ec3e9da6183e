//! `vouch knowledge check`: what in the published text will make the engine unsure or wrong, and
//! what to do about each.

use super::{Context, output};
use crate::config::Site;
use crate::knowledge::library::SiteKnowledge;
use crate::knowledge::material::Material;
use crate::store::Store;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use vouch_engine::knowledge::{Answer, KnowledgeSet};
use vouch_engine::twins::{Duplicate, Twins, duplicates};
use vouch_shared::id::AnswerId;

/// The confidence from which on a stolen question is worth an owner's time. Below it shoppers would
/// most likely get a person, which is right.
const TWINS_FROM: f64 = 0.9;
/// The most pairs that are listed.
const MOST_TWINS: usize = 12;
/// Fewer example questions than these make the engine start strict.
const FEW: usize = 5;
/// What the thresholds of a well taught shop rest on.
const ENOUGH: f64 = 10.0;

/// Something to do.
#[derive(Debug, Serialize)]
struct Finding {
    kind: Kind,
    answers: Vec<AnswerId>,
    /// What was found, in a sentence.
    found: String,
    /// What to do, in a sentence.
    todo: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Duplicate,
    NearTwins,
    NoExamples,
    FewExamples,
}

pub(super) async fn run(context: &Context, store: &Store, site: &Site) -> anyhow::Result<()> {
    let library = context.library(store, site).await?;
    let materials = Material::load(store, site, &context.today()).await?;
    let mut checked = Vec::new();
    for shelf in library.of_site(&site.key) {
        let Some(material) = materials.get(&shelf.locale) else { continue };
        let set = material.knowledge_set(&shelf.locale, shelf.version);
        checked.push((findings(&shelf, &set, site.risk), shelf));
    }
    if checked.is_empty() {
        anyhow::bail!("{}", super::nothing_published(site));
    }
    if context.json {
        let all: Vec<_> = checked
            .iter()
            .map(|(findings, shelf)| {
                json!({
                    "locale": shelf.locale, "version": shelf.version,
                    "threshold": shelf.engine().threshold(), "findings": findings,
                })
            })
            .collect();
        return output::say_json(&all);
    }
    for (findings, shelf) in checked {
        say(&findings, &shelf);
    }
    Ok(())
}

fn say(findings: &[Finding], shelf: &SiteKnowledge) {
    let (answers, threshold) = (shelf.sections.len(), shelf.engine().threshold());
    output::say(&format!("{}: {answers} answers, threshold {threshold:.4}", shelf.locale));
    if findings.is_empty() {
        output::say("nothing to do");
    }
    for finding in findings {
        output::say(&format!("\n{}\n  {}", finding.found, finding.todo));
    }
}

fn findings(shelf: &SiteKnowledge, set: &KnowledgeSet, risk: f64) -> Vec<Finding> {
    let mut findings = doubles(set);
    let engine = shelf.engine();
    findings.extend(twins(&engine.twins(engine.threshold().min(TWINS_FROM))));
    findings.extend(without_examples(&set.answers));
    findings.extend(few_examples(shelf, &set.answers, risk));
    findings
}

fn doubles(set: &KnowledgeSet) -> Vec<Finding> {
    let finding = |one: Duplicate| Finding {
        kind: Kind::Duplicate,
        found: format!("{:?} is an example of {}.", one.question, names(&one.answers)),
        todo: "Keep it under the one answer that fits it; until then nobody who asks it is \
               answered."
            .to_owned(),
        answers: one.answers,
    };
    duplicates(set).into_iter().map(finding).collect()
}

/// One finding a pair, whichever of the two takes the other's questions; first those that take from
/// each other.
fn twins(twins: &[Twins]) -> Vec<Finding> {
    let mut seen: BTreeSet<[&AnswerId; 2]> = BTreeSet::new();
    let (mut mutual, mut one_sided) = (Vec::new(), Vec::new());
    for one in twins {
        let mut pair = [&one.of, &one.taken_by];
        pair.sort_unstable();
        if !seen.insert(pair) {
            continue;
        }
        let is_back = |other: &&Twins| other.of == one.taken_by && other.taken_by == one.of;
        match twins.iter().find(is_back) {
            Some(back) => {
                mutual.push(pair_of(one, format!("{} {}", stolen(one), stolen(back)), MUTUAL));
            }
            None => one_sided.push(pair_of(one, stolen(one), ONE_SIDED)),
        }
    }
    mutual.append(&mut one_sided);
    mutual.truncate(MOST_TWINS);
    mutual
}

const MUTUAL: &str = "The two are close to one another: merge them, or write under each the \
     questions that only it answers.";
const ONE_SIDED: &str = "If it would be wrong there, write questions that only each of the two \
     answers; what neither answers belongs among the out-of-scope questions.";

fn pair_of(one: &Twins, found: String, todo: &str) -> Finding {
    let answers = vec![one.of.clone(), one.taken_by.clone()];
    Finding { kind: Kind::NearTwins, answers, found, todo: todo.to_owned() }
}

fn stolen(one: &Twins) -> String {
    let questions = match one.questions {
        1 => "a question".to_owned(),
        many => format!("{many} questions"),
    };
    format!(
        "Without `{}`, {questions} of it would have got `{}`, such as {:?} ({:.0} % sure).",
        one.of,
        one.taken_by,
        one.example,
        one.confidence * 100.0
    )
}

fn without_examples(answers: &[Answer]) -> Option<Finding> {
    let bare: Vec<AnswerId> =
        answers.iter().filter(|one| one.questions.is_empty()).map(|one| one.id.clone()).collect();
    (!bare.is_empty()).then(|| Finding {
        kind: Kind::NoExamples,
        found: format!("No example question stands under {}.", names(&bare)),
        todo: "Write at least five as shoppers ask them; until then only their titles and texts \
               speak for them."
            .to_owned(),
        answers: bare,
    })
}

fn few_examples(shelf: &SiteKnowledge, answers: &[Answer], risk: f64) -> Option<Finding> {
    let few: Vec<AnswerId> = answers
        .iter()
        .filter(|one| (1..FEW).contains(&one.questions.len()))
        .map(|one| one.id.clone())
        .collect();
    let with_enough = shelf.trained.factory_threshold_with(ENOUGH, risk);
    let now = shelf.engine().threshold();
    let cost = if with_enough < now {
        format!("with {ENOUGH:.0} an answer it would start at {with_enough:.4}, now it is {now:.4}")
    } else {
        "more of them make the engine surer of each".to_owned()
    };
    (!few.is_empty()).then(|| Finding {
        kind: Kind::FewExamples,
        found: format!("Fewer than {FEW} example questions stand under {}.", names(&few)),
        todo: format!("Add some in shoppers' words: few examples raise the threshold; {cost}."),
        answers: few,
    })
}

/// The first few by name, the others by number.
fn names(answers: &[AnswerId]) -> String {
    const NAMED: usize = 6;
    let named: Vec<String> = answers.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
    match answers.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_named_once_with_both_directions() {
        let twin = |of: &str, taken_by: &str, confidence: f64| Twins {
            of: of.into(),
            taken_by: taken_by.into(),
            questions: 2,
            example: format!("about {of}"),
            confidence,
        };
        let found = twins(&[twin("c", "a", 0.99), twin("a", "b", 0.95), twin("b", "a", 0.92)]);
        assert_eq!(found.len(), 2);
        assert!(found[0].found.contains("about a") && found[0].found.contains("about b"));
        assert!(found[0].todo.contains("merge") && !found[1].todo.contains("merge"));
    }

    #[test]
    fn long_lists_are_cut() {
        let ids: Vec<AnswerId> = (0..9).map(|n| format!("a{n}").as_str().into()).collect();
        assert!(names(&ids).ends_with("`a5` and 3 more") && names(&ids[..1]) == "`a0`");
    }
}
