//! The storefront through its router: every page and picture, the script tag, the policies of
//! content security.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use std::collections::{BTreeSet, VecDeque};
use tower::ServiceExt as _;
use vouch_shop::catalogue::Catalogue;
use vouch_shop::{Csp, StorefrontOptions, router};

const TAG: &str = r#"<script async src="https://chat.example/embed.js" data-site="pk_demo" data-key="a&amp;b"></script>"#;

fn with_vouch() -> StorefrontOptions {
    StorefrontOptions {
        vouch_url: Some("https://chat.example/".into()),
        vouch_site: Some("pk_demo".into()),
        vouch_key: Some("a&b".into()),
        ..StorefrontOptions::default()
    }
}

async fn get(router: &Router, path: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 4 << 20).await.unwrap();
    (parts.status, parts.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

/// The values of `href`, `src` and `srcset` that lead into the shop.
fn links(html: &str) -> Vec<String> {
    let mut links = Vec::new();
    for attribute in ["href=\"", "src=\"", "srcset=\""] {
        for rest in html.split(attribute).skip(1) {
            let target = rest.split('"').next().unwrap_or_default().replace("&amp;", "&");
            if target.starts_with('/') {
                links.push(target);
            }
        }
    }
    links
}

#[tokio::test]
async fn every_link_leads_somewhere_and_every_page_carries_the_tag() {
    let router = router(with_vouch());
    let (mut seen, mut queue) = (BTreeSet::new(), VecDeque::from(["/".to_owned()]));
    while let Some(link) = queue.pop_front() {
        let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
        if !seen.insert(link.clone()) {
            continue;
        }
        let (status, headers, body) = get(&router, path).await;
        assert_eq!(status, StatusCode::OK, "{link}");
        assert!(anchor.is_empty() || body.contains(&format!(r#"id="{anchor}""#)), "{link}");
        if headers["content-type"].to_str().unwrap().starts_with("text/html") {
            assert_eq!(body.matches(TAG).count(), 1, "{link}");
            assert!(body.contains(r#"<noscript><p class="no-script"><a href="https://chat.example/contact/pk_demo">"#), "{link}");
            assert_eq!(body.matches("<h1").count(), 1, "{link}");
            queue.extend(links(&body));
        }
    }
    let count = |prefix: &str| seen.iter().filter(|link| link.starts_with(prefix)).count();
    assert!(count("/pictures/") >= 24 && count("/products/") >= 24 && count("/help/") >= 50);
}

#[tokio::test]
async fn nothing_is_inline() {
    let router = router(StorefrontOptions::default());
    for page in
        ["/", "/categories/camp", "/products/skarn-shell", "/help/returns", "/contact", "/bag"]
    {
        let (_, headers, body) = get(&router, page).await;
        for forbidden in ["style=", "<style", "<script", " onclick", "javascript:"] {
            assert!(!body.contains(forbidden), "{page}: {forbidden}");
        }
        assert!(!headers.contains_key("content-security-policy"));
    }
}

#[tokio::test]
async fn the_content_security_policy_is_the_one_that_was_asked_for() {
    let strict = "default-src 'self'; style-src 'self'; img-src 'self' data:; script-src 'self' https://chat.example 'wasm-unsafe-eval'; connect-src 'self' https://chat.example";
    for (csp, expected) in [
        (Csp::Strict, strict.to_owned()),
        (Csp::StrictNoWasm, strict.replace(" 'wasm-unsafe-eval'", "")),
    ] {
        let router = router(StorefrontOptions { csp, ..with_vouch() });
        let (_, headers, _) = get(&router, "/").await;
        assert_eq!(headers["content-security-policy"], expected.as_str());
    }
}

#[tokio::test]
async fn more_attributes_reach_the_tag() {
    let vouch_attributes =
        vec!["data-open=".parse().unwrap(), "data-accent=\"#1f3b34".parse().unwrap()];
    let router = router(StorefrontOptions { vouch_attributes, ..with_vouch() });
    let (_, _, body) = get(&router, "/").await;
    let end = r#"data-key="a&amp;b" data-open="" data-accent="&quot;#1f3b34"></script>"#;
    assert!(body.contains(end));
}

#[tokio::test]
async fn without_vouch_there_is_no_tag() {
    let (_, _, body) = get(&router(StorefrontOptions::default()), "/").await;
    assert!(!body.contains("embed.js") && !body.contains("noscript"));
}

#[tokio::test]
async fn unknown_addresses_are_pages_that_say_so() {
    let router = router(StorefrontOptions::default());
    for path in ["/x", "/products/x", "/categories/x", "/help/x", "/products/%00", "/help/..%2fx"] {
        let (status, _, body) = get(&router, path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(body.contains("This path ends here"), "{path}");
    }
    for path in ["/pictures/x.y.svg", "/pictures/skarn-shell.sky.svg", "/landscape/x.svg"] {
        assert_eq!(get(&router, path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_a_url_says_is_never_markup() {
    let router = router(StorefrontOptions::default());
    let attack = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for path in [
        format!("/products/skarn-shell?colour={attack}"),
        format!("/bag?product={attack}&colour={attack}&size={attack}"),
        format!("/products/{attack}"),
    ] {
        let (_, _, body) = get(&router, &path).await;
        assert!(!body.contains("<script"), "{path}");
    }
}

#[tokio::test]
async fn every_product_is_drawn_in_every_colour_and_no_two_alike() {
    let router = router(StorefrontOptions::default());
    let catalogue = Catalogue::load().unwrap();
    assert!(catalogue.products.len() >= 24);
    let mut drawings = BTreeSet::new();
    for product in &catalogue.products {
        for colour in &product.colours {
            let path = format!("/pictures/{}.{colour}.svg", product.id);
            let (status, headers, svg) = get(&router, &path).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert_eq!(headers["content-type"], "image/svg+xml");
            assert!(svg.matches("<path").count() + svg.matches("<ellipse").count() >= 8, "{path}");
            let (_, picture) = svg.split_once("</title>").unwrap();
            assert!(drawings.insert(picture.to_owned()), "{path} looks like another");
        }
    }
}
