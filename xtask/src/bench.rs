//! What a shopper's browser downloads, against the budgets; and what reading an order costs.

use crate::house::House;
use crate::{demo, step, tools, widget};
use anyhow::{Context, Result};
use std::fs;
use std::io::{Write, stdout};
use vouch_shared::console::Program;

/// The loader, which every page of a shop pays for.
const LOADER_BUDGET: usize = 1_536;
/// What the staff's browsers load first.
const CONSOLE_BUDGET: usize = 250 * 1024;
/// WebAssembly and glue, which only those pay for who are about to open the chat.
const WIDGET_BUDGET: usize = 100 * 1024;

struct Row {
    name: String,
    raw: usize,
    brotli: usize,
}

/// Prints the size table.
pub(crate) fn run(house: &House) -> Result<()> {
    widget::build(house)?;
    let loader_source = house.root.join("frontend/loader/embed.js");
    let loader_source = fs::read_to_string(&loader_source)
        .with_context(|| format!("cannot read {}", loader_source.display()))?;
    let loader = measure("embed.js", without_comments(&loader_source).as_bytes())?;
    let mut widget = Vec::new();
    for name in widget::WIDGET.outputs {
        widget.push(measure(name, &fs::read(house.root.join("dist").join(name))?)?);
    }
    let sum = Row {
        name: "widget in all".to_owned(),
        raw: widget.iter().map(|row| row.raw).sum(),
        brotli: widget.iter().map(|row| row.brotli).sum(),
    };

    let console = Program::ALL.map(|program| first_load(house, program));
    let mut out = stdout().lock();
    writeln!(out, "{:<18} {:>10} {:>10} {:>10}", "bytes", "raw", "brotli 11", "budget")?;
    print(&mut out, &loader, Some(LOADER_BUDGET))?;
    for row in &widget {
        print(&mut out, row, None)?;
    }
    print(&mut out, &sum, Some(WIDGET_BUDGET))?;
    console.into_iter().try_for_each(|row| print(&mut out, &row?, Some(CONSOLE_BUDGET)))
}

/// Everything that a page of the console loads the first time.
fn first_load(house: &House, program: Program) -> Result<Row> {
    let console = house.root.join("dist/console");
    let name = program.as_str();
    let parts = ["boot.js".to_owned(), format!("{name}.js"), format!("{name}_bg.wasm")];
    let style = house.root.join("style");
    let styles = program.styles().iter().map(|css| match *css {
        "tokens.css" => style.join(css),
        css => style.join("console").join(css),
    });
    let mut sum = Row { name: format!("console: {name}"), raw: 0, brotli: 0 };
    for file in parts.map(|part| console.join(part)).into_iter().chain(styles) {
        let row = measure("", &fs::read(file)?)?;
        sum.raw += row.raw;
        sum.brotli += row.brotli;
    }
    Ok(sum)
}

/// Prints how the time of a look-up grows with the number of orders, and what it and the whole turn
/// cost beside the bare queries. The work itself is the benchmark of `tests/suite`.
pub(crate) fn orders(house: &House) -> Result<()> {
    tools::install_for_tests(house)?;
    widget::build(house)?;
    demo::build_programs(house)?;
    let mut bench = house.cargo(&["bench", "--package", "vouch-tests", "--bench", "orders"])?;
    step::shown("reading orders", &mut bench)
}

fn print(out: &mut impl Write, row: &Row, budget: Option<usize>) -> Result<()> {
    let verdict = match budget {
        None => String::new(),
        Some(budget) if row.brotli > budget => {
            format!("{budget:>10}  OVER by {}", row.brotli - budget)
        }
        Some(budget) => format!("{budget:>10}  {} left", budget - row.brotli),
    };
    Ok(writeln!(out, "{:<18} {:>10} {:>10} {verdict}", row.name, row.raw, row.brotli)?)
}

fn measure(name: &str, content: &[u8]) -> Result<Row> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(Row { name: name.to_owned(), raw: content.len(), brotli: compressed.len() })
}

/// The loader as it is served: the server's `build.rs` drops the lines that are comments, empty
/// lines and indentation by the same rule.
fn without_comments(source: &str) -> String {
    let lines = source.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_cost_nothing() {
        let source = "// what it is\n(() => {\n  // why\n\n  go('//x');\n})();\n";
        assert_eq!(without_comments(source), "(() => {\ngo('//x');\n})();");
    }
}
