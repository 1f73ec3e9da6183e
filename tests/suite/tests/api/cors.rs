//! P8 in browsers: the API answers scripts of the site's own pages only.

use anyhow::Result;
use reqwest::{Method, StatusCode};
use vouch_tests::client::{Client, Reply};
use vouch_tests::demo::Setup;
use vouch_tests::on_both_databases;

on_both_databases!(only_the_sites_own_pages_may_read);

async fn ask(client: &Client, method: Method, path: &str, origin: &str) -> Result<Reply> {
    let mut request = client.request(method.clone(), path).header("origin", origin);
    if method == Method::OPTIONS {
        request = request
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type");
    }
    Reply::of(request).await
}

fn allowed(reply: &Reply) -> Option<&str> {
    reply.headers.get("access-control-allow-origin").and_then(|value| value.to_str().ok())
}

async fn only_the_sites_own_pages_may_read(setup: Setup) -> Result<()> {
    let setup = setup
        .variable("VOUCH_SITE__1__KEY", "pk_other")
        .variable("VOUCH_SITE__1__NAME", "Another shop")
        .variable("VOUCH_SITE__1__ORIGINS", "[\"https://other.example\"]");
    let demo = setup.before_start(&["key", "create", "--site", "pk_other"]).start()?;
    let client = demo.client()?;
    let conversation = client.open().await?;
    let own = demo.shop_url();
    let paths = [
        "/v1/sites/pk_demo/config".to_owned(),
        "/v1/sites/pk_demo/conversations".to_owned(),
        format!("/v1/conversations/{}", conversation.id),
        format!("/v1/conversations/{}/turns", conversation.id),
        format!("/v1/conversations/{}/handoff", conversation.id),
    ];
    let strangers = [
        "https://other.example".to_owned(),
        "https://evil.example".to_owned(),
        "null".to_owned(),
        format!("{own}.evil.example"),
        own.replace("http:", "https:"),
        format!("{own}0"),
        "*".to_owned(),
    ];
    for path in &paths {
        for method in [Method::OPTIONS, Method::GET] {
            let reply = ask(&client, method.clone(), path, &own).await?;
            assert_eq!(allowed(&reply), Some(own.as_str()), "{method} {path}");
            assert!(!reply.headers.contains_key("access-control-allow-credentials"));
            assert!(reply.headers["vary"].to_str()?.contains("origin"));
            for stranger in &strangers {
                let reply = ask(&client, method.clone(), path, stranger).await?;
                assert_eq!(allowed(&reply), None, "{method} {path} for {stranger}");
            }
        }
        let preflight = ask(&client, Method::OPTIONS, path, &own).await?;
        assert_eq!(preflight.status, StatusCode::OK);
        let headers = preflight.headers["access-control-allow-headers"].to_str()?;
        assert!(headers.contains("authorization") && headers.contains("content-type"), "{headers}");
    }
    // Problems can be read by the page, too, or it could not tell the shopper what to do.
    let refused = ask(&client, Method::GET, &paths[2], &own).await?;
    assert_eq!((refused.status, allowed(&refused)), (StatusCode::UNAUTHORIZED, Some(own.as_str())));
    for public in ["/embed.js", "/.well-known/jwks.json"] {
        assert_eq!(
            allowed(&ask(&client, Method::GET, public, "https://any.example").await?),
            Some("*")
        );
    }
    Ok(())
}
