//! The invariants of `ARCHITECTURE.md` that the source itself can show. Each rule carries a sample
//! that breaks it, so that a rule which no longer catches anything fails, too.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Words that may stand in some files only.
struct Rule {
    says: &'static str,
    /// Folders or files, from the root of the repository.
    within: &'static [&'static str],
    /// Folders or files in there where the words may stand.
    except: &'static [&'static str],
    forbidden: &'static [&'static str],
    /// A line that breaks the rule.
    sample: &'static str,
}

const RULES: [Rule; 18] = [
    Rule {
        says: "audit entries are added and never changed",
        within: &["server/src", "server/migrations"],
        except: &[],
        forbidden: &["UPDATE audit_entry", "DELETE FROM audit_entry", "TRUNCATE audit_entry"],
        sample: "let sql = \"DELETE FROM audit_entry WHERE at < $1\";",
    },
    Rule {
        says: "SQL stands in store/ and orders/ only",
        within: &["server/src"],
        except: &["server/src/store", "server/src/orders"],
        forbidden: &["sqlx::query", "\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE ", "raw_sql"],
        sample: "let sql = \"SELECT * FROM ticket\";",
    },
    Rule {
        says: "engine/, encoder/ and shared/ do no input or output and ask for no time",
        within: &["engine/src", "encoder/src", "shared/src"],
        except: &[],
        forbidden: &[
            "std::fs",
            "std::io",
            "std::net",
            "std::env",
            "std::process",
            "tokio",
            "sqlx",
            "reqwest",
            "SystemTime",
            "Instant",
            "now_utc",
            "getrandom",
        ],
        sample: "let text = std::fs::read_to_string(path)?;",
    },
    Rule {
        says: "only clock.rs reads the time and the system's randomness",
        within: &["server/src"],
        except: &["server/src/clock.rs"],
        forbidden: &["now_utc", "now_local", "SystemTime", "Uuid::new", "Uuid::now", "getrandom"],
        sample: "let now = OffsetDateTime::now_utc();",
    },
    Rule {
        says: "routes/ hold no SQL and call no queries; health asks whether the database answers",
        within: &["server/src/routes"],
        except: &[],
        forbidden: &["sqlx", "store::", "ledger.append", "decide("],
        sample: "let row = store::ticket::find(&app.store, site, 1).await?;",
    },
    Rule {
        says: "routes/ speak to the database itself in health.rs only",
        within: &["server/src/routes"],
        except: &["server/src/routes/health.rs"],
        forbidden: &[".store.", "ping("],
        sample: "app.store.ping().await?;",
    },
    Rule {
        says: "nothing in store/ knows who asks",
        within: &["server/src/store"],
        except: &[],
        forbidden: &[
            "crate::routes",
            "crate::conversation",
            "crate::ledger",
            "crate::orders",
            "crate::app",
            "axum",
        ],
        sample: "use crate::conversation::turn;",
    },
    Rule {
        says: "data flows one way: the areas do not know conversations or routes",
        within: &["server/src/orders", "server/src/knowledge", "server/src/ledger"],
        except: &[],
        forbidden: &["crate::routes", "crate::conversation", "crate::app", "axum"],
        sample: "use crate::conversation::card::Payload;",
    },
    Rule {
        says: "conversation/ knows no HTTP and no SQL",
        within: &["server/src/conversation"],
        except: &[],
        forbidden: &["crate::routes", "axum", "sqlx", "StatusCode"],
        sample: "use axum::http::HeaderMap;",
    },
    Rule {
        says: "cards are signed in conversation/card.rs only; receipt.rs checks them",
        within: &["server/src"],
        except: &["server/src/conversation/card.rs", "server/src/ledger/receipt.rs"],
        forbidden: &["CARD_TYP", "vouch-card+jwt"],
        sample: "key.sign(CARD_TYP, &card)",
    },
    Rule {
        says: "receipt.rs signs no cards",
        within: &["server/src/ledger/receipt.rs"],
        except: &[],
        forbidden: &["sign(CARD_TYP"],
        sample: "signer.sign(CARD_TYP, &card)",
    },
    Rule {
        says: "generated cards are made in conversation/card.rs only, and nobody asks for one",
        within: &["server/src"],
        except: &["server/src/conversation/card.rs"],
        forbidden: &["CardBody::Generated", "Payload::generated", "TRAINED_ALGORITHMIC_MEDIA"],
        sample: "let card = Payload::generated(&gates, model, blocks, first, &[]);",
    },
    Rule {
        says: "evidence of open gates is only asked for, in card.rs, and nowhere made",
        within: &["server/src", "shared/src", "frontend"],
        except: &["server/src/generation/mod.rs", "server/src/conversation/card.rs"],
        forbidden: &["OpenGates"],
        sample: "let gates = OpenGates::all();",
    },
    Rule {
        says: "nothing steps around the type system",
        within: &["server/src", "shared/src", "frontend"],
        except: &[],
        forbidden: &["unsafe {", "transmute", "unreachable_unchecked", "MaybeUninit"],
        sample: "let gates: OpenGates = unsafe { std::mem::zeroed() };",
    },
    Rule {
        says: "the browser's side turns no text into markup or code",
        within: &["frontend"],
        except: &[],
        forbidden: &[
            "inner_html",
            "innerHTML",
            "outer_html",
            "outerHTML",
            "insert_adjacent_html",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "srcdoc",
        ],
        sample: "element.set_inner_html(text);",
    },
    Rule {
        says: "the widget reaches the network in api.rs only",
        within: &["frontend/ui", "frontend/widget"],
        except: &["frontend/widget/src/api.rs"],
        forbidden: &[
            "gloo_net",
            "fetch(",
            "fetch_with",
            "XmlHttpRequest",
            "WebSocket",
            "EventSource",
            "send_beacon",
        ],
        sample: "window().fetch_with_str(url);",
    },
    Rule {
        says: "nothing panics on purpose outside tests",
        within: &["server/src", "shared/src", "frontend"],
        except: &[],
        forbidden: &[".unwrap()", "todo!(", "unimplemented!(", "panic!(", "dbg!("],
        sample: "let card = cards.first().unwrap();",
    },
    Rule {
        says: "approved sections and verified orders are made where they are checked",
        within: &["server/src"],
        except: &["server/src/knowledge/approved.rs", "server/src/orders"],
        forbidden: &["ApprovedSection {", "VerifiedOrder {", "VerifiedOrder::"],
        sample: "let order = VerifiedOrder { facts };",
    },
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every source file under these paths, by its name from the root.
fn files(paths: &[&str]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for path in paths {
        collect(&root().join(path), &mut found).with_context(|| (*path).to_owned())?;
    }
    Ok(found)
}

fn collect(path: &Path, found: &mut Vec<(String, String)>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?.path();
            // Tests may do what the rest may not; what npm or Trunk leave behind is not ours.
            let skipped = ["tests", "tests.rs", "node_modules", "dist", "target"];
            if !entry.file_name().is_some_and(|name| skipped.iter().any(|skip| name == *skip)) {
                collect(&entry, found)?;
            }
        }
    } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "js") {
        let name = path.strip_prefix(root())?.to_string_lossy().replace('\\', "/");
        found.push((name, fs::read_to_string(path)?));
    }
    Ok(())
}

/// The lines of a file that run: without comments and without what is built for tests only, which
/// stands last in each file.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    let lines = text[..end].lines().enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn breaches(rule: &Rule, name: &str, text: &str) -> Vec<String> {
    if rule.except.iter().any(|free| name.starts_with(free)) {
        return Vec::new();
    }
    let breaks = |line: &str| rule.forbidden.iter().any(|word| line.contains(word));
    let lines = code(text).filter(|(_, line)| breaks(line));
    lines.map(|(at, line)| format!("{name}:{at}: {}", line.trim())).collect()
}

#[test]
fn every_rule_holds() -> Result<()> {
    let mut broken = Vec::new();
    for rule in &RULES {
        let files = files(rule.within)?;
        assert!(!files.is_empty(), "{}: there are no such files", rule.says);
        let found: Vec<_> =
            files.iter().flat_map(|(name, text)| breaches(rule, name, text)).collect();
        if !found.is_empty() {
            broken.push(format!("{}:\n  {}", rule.says, found.join("\n  ")));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    Ok(())
}

#[test]
fn every_rule_catches_what_breaks_it() {
    for rule in &RULES {
        let text = format!("//! Head.\n\nfn f() {{\n    {}\n}}\n", rule.sample);
        assert_eq!(breaches(rule, "server/src/new.rs", &text).len(), 1, "{}", rule.says);
        let commented = format!("// {}\n", rule.sample);
        assert!(breaches(rule, "server/src/new.rs", &commented).is_empty());
        let tested = format!("#[cfg(test)]\nmod tests {{\n{}\n}}\n", rule.sample);
        assert!(breaches(rule, "server/src/new.rs", &tested).is_empty());
        for free in rule.except {
            assert!(root().join(free).exists(), "{}: {free} is no more", rule.says);
            assert!(breaches(rule, free, &text).is_empty());
        }
    }
}

/// The fields of a struct, as they are declared.
fn fields<'a>(text: &'a str, name: &str) -> Result<Vec<&'a str>> {
    let start = format!("struct {name} {{");
    let (_, body) = text.split_once(&start).with_context(|| format!("no {start}"))?;
    let (body, _) = body.split_once("\n}").context("a struct ends")?;
    let is_field =
        |line: &&str| !line.is_empty() && !line.starts_with("//") && !line.starts_with('#');
    Ok(body.lines().map(str::trim).filter(is_field).collect())
}

#[test]
fn what_may_be_shown_can_be_made_in_one_place_only() -> Result<()> {
    for (file, name) in [
        ("server/src/conversation/card.rs", "Payload"),
        ("server/src/knowledge/approved.rs", "ApprovedSection"),
        ("server/src/orders/verified.rs", "VerifiedOrder"),
    ] {
        let text = fs::read_to_string(root().join(file)).with_context(|| file.to_owned())?;
        let fields = fields(&text, name)?;
        assert!(!fields.is_empty(), "{name} has no fields");
        assert!(fields.iter().all(|field| !field.starts_with("pub")), "{name}: {fields:?}");
    }
    let verified = fs::read_to_string(root().join("frontend/ui/src/verified.rs"))?;
    assert!(verified.contains("pub struct VerifiedCard(Arc<Card>);"), "its field is not private");
    let open = "pub struct Payload {\n    /// Words.\n    pub(crate) body: Body,\n    a: u8,\n}\n";
    assert_eq!(fields(open, "Payload")?, ["pub(crate) body: Body,", "a: u8,"]);
    Ok(())
}

#[test]
fn evidence_of_open_gates_has_no_values() -> Result<()> {
    let text = fs::read_to_string(root().join("server/src/generation/mod.rs"))?;
    assert!(text.contains("pub enum OpenGates {}"), "a variant would open a way to generated text");
    let card = fs::read_to_string(root().join("server/src/conversation/card.rs"))?;
    let (_, generated) = card.split_once("pub fn generated(").context("no constructor")?;
    let (arguments, _) = generated.split_once(") -> Self").context("it gives a payload")?;
    assert!(arguments.contains("_gates: &OpenGates"), "{arguments}");
    assert!(arguments.contains("first: &ApprovedSection"), "no generated text without a source");
    let outside_tests = code(&card).filter(|(_, line)| line.contains("CardBody::Generated"));
    assert_eq!(outside_tests.count(), 1, "one constructor and no other");
    Ok(())
}
