//! The loader as a guest on the page: it takes next to nothing until it is wanted, covers
//! nothing, and does what `window.Vouch` and the script tag's attributes say.

use crate::visit::Visit;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use vouch_tests::demo::Demo;

/// What the page fetched from the server, by file name.
const FETCHED: &str = "
    const base = new URL(document.querySelector('script[data-site]').src).origin;
    return performance.getEntriesByType('resource').map(entry => entry.name)
        .filter(name => name.startsWith(base)).map(name => new URL(name).pathname).sort();";

/// How many elements the page has beyond those that its server sent.
const ADDED: &str = "
    return fetch(location.href).then(page => page.text()).then(text => {
        const sent = new DOMParser().parseFromString(text, 'text/html');
        const count = page => page.querySelectorAll('*:not(noscript *)').length;
        return count(document) - count(sent);
    });";

/// Whether the page itself, not the widget, is what one meets at places all over the window.
const UNCOVERED: &str = "
    const places = [.02, .25, .5, .65].flatMap(x => [.02, .3, .6, .98].map(y => [x, y]));
    return places.every(([x, y]) => {
        const met = document.elementFromPoint(x * innerWidth, y * innerHeight);
        return met && met.tagName !== 'VOUCH-WIDGET';
    });";

async fn holds(visit: &Visit, script: &str, what: &str) -> Result<()> {
    let found = visit.browser.script(script).await?;
    ensure!(found == json!(true), "{what}: {found}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_loaded_moved_or_covered_before_intent() -> Result<()> {
    let visit = Visit::plain().await?;
    visit.browser.part("vouch-launcher").await?;
    // Two frames later everything that the loader drew has been laid out.
    let frames = "return new Promise(done => requestAnimationFrame(() =>
        requestAnimationFrame(() => done(window.shifted))))";
    assert_eq!(visit.browser.script(frames).await?, json!(0), "the layout moved");
    assert_eq!(visit.browser.script(FETCHED).await?, json!(["/embed.js"]));
    let added = visit.browser.script(ADDED).await?.as_i64().context("a number")?;
    assert!((1..=2).contains(&added), "{added} elements were added to the page");
    holds(&visit, UNCOVERED, "the widget covers the page").await?;

    visit.open_widget().await?;
    let fetched = visit.browser.script(FETCHED).await?;
    let all = fetched.as_array().context("a list")?;
    assert!(all.contains(&json!("/widget_bg.wasm")), "{fetched}");
    assert_eq!(all.iter().filter(|name| *name == "/widget_bg.wasm").count(), 1, "{fetched}");
    holds(&visit, UNCOVERED, "the open panel covers the page beside it").await?;
    assert_eq!(visit.browser.script(frames).await?, json!(0), "opening moved the layout");
    visit.click("vouch-close").await?;
    visit.hears("close").await?;
    holds(&visit, UNCOVERED, "the closed widget covers the page").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_server_covers_nothing() -> Result<()> {
    let mut visit = Visit::plain().await?;
    visit.browser.part("vouch-launcher").await?;
    visit.demo.kill_server();
    visit.click("vouch-launcher").await?;
    visit.browser.part("fallback-form").await?;
    holds(&visit, UNCOVERED, "the plain form covers the page").await?;
    visit.click("vouch-launcher").await?;
    visit.hears("close").await?;
    assert!(!visit.browser.part("fallback-form").await?.is_displayed().await?);
    holds(&visit, UNCOVERED, "the closed form covers the page").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_steers_the_widget() -> Result<()> {
    let visit = Visit::plain().await?;
    assert_eq!(visit.hears("ready").await?["name"], "ready");
    visit.browser.script("Vouch.open()").await?;
    visit.browser.part("card-greeting").await?;
    assert_eq!(visit.heard("open").await?.len(), 1);
    visit.browser.script("Vouch.toggle()").await?;
    assert!(!visit.browser.part("vouch-panel").await?.is_displayed().await?);
    assert_eq!(visit.heard("close").await?.len(), 1);
    visit.browser.script("Vouch.ask('What is your return window?')").await?;
    visit.browser.part("card-policy").await?;
    let turn = visit.hears("turn").await?;
    assert_eq!(turn["turn"]["kinds"], json!(["policy"]), "{turn}");
    assert_eq!(turn["turn"]["id"], visit.ledger("turn").await?[0]["turn"]);

    let off = "window.twice = 0;
        const count = () => window.twice++;
        Vouch.on('close', count); Vouch.close();
        Vouch.off('close', count); Vouch.open(); Vouch.close();
        return window.twice";
    assert_eq!(visit.browser.script(off).await?, json!(1), "off ends what on began");
    visit.browser.script("Vouch.destroy()").await?;
    let left = "return document.querySelectorAll('vouch-widget').length";
    assert_eq!(visit.browser.script(left).await?, json!(0));
    holds(&visit, UNCOVERED, "something is left").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_before_loading_wait_in_a_queue() -> Result<()> {
    let visit = Visit::plain().await?;
    let early = json!({"source": "window.Vouch.push(['ask', 'What is your return window?'])"});
    visit.browser.devtools("Page.addScriptToEvaluateOnNewDocument", early).await?;
    visit.go("/help").await?;
    visit.browser.part("card-policy").await?;
    assert_eq!(visit.ledger("turn").await?[0]["said"]["text"], "What is your return window?");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_script_tag_decides_on_place_and_look() -> Result<()> {
    let attributes = [
        "--vouch-attr",
        "data-open",
        "--vouch-attr",
        "data-position=left",
        "--vouch-attr",
        "data-theme=dark",
        "--vouch-attr",
        "data-accent=#ffd400",
    ];
    let visit = Visit::start(Demo::setup().storefront_with(&attributes)).await?;
    visit.browser.part("card-greeting").await?;
    let panel = visit.browser.part("vouch-panel").await?;
    assert_eq!(panel.css_value("left").await?, "20px");
    assert!(panel.rect().await?.x < 100.0);
    let ground = panel.css_value("background-color").await?;
    assert!(ground.contains("21, 26, 24"), "dark, whatever the browser prefers: {ground}");
    let header = visit.browser.in_widget("header").await?.pop().context("there is a header")?;
    assert!(header.css_value("background-color").await?.contains("255, 212, 0"));
    assert!(header.css_value("color").await?.contains("0, 0, 0"), "ink that can be read on it");
    visit.picture("left-dark-yellow").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_may_bring_its_own_button() -> Result<()> {
    let visit = Visit::plain().await?;
    let button = "const own = document.createElement('button');
        own.id = 'own'; own.textContent = 'Ask us';
        document.querySelector('main').prepend(own)";
    visit.browser.script(button).await?;
    let more = json!({"launcher": "#own", "theme": "light"});
    visit.embed_again(&more).await?;
    assert_eq!(visit.count("vouch-launcher").await?, 0, "the page has its own");
    visit.browser.script("document.querySelector('#own').click()").await?;
    visit.browser.part("card-greeting").await?;
    let expanded: Value =
        visit.browser.script("return document.querySelector('#own').ariaExpanded").await?;
    assert_eq!(expanded, json!("true"));
    let ground = visit.browser.part("vouch-panel").await?.css_value("background-color").await?;
    assert!(ground.contains("255, 255, 255"), "{ground}");
    visit.browser.press(thirtyfour::Key::Escape).await?;
    visit.hears("close").await?;
    let focus = visit.browser.script("return document.activeElement.id").await?;
    assert_eq!(focus, json!("own"), "the focus is back where it came from");
    Ok(())
}
