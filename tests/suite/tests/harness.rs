//! The harness itself: every real thing that tests rely on starts, works and goes away.

use anyhow::Result;
use sqlx::{Connection, MySqlConnection, PgConnection};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use vouch_tests::browser::Browser;
use vouch_tests::mariadb::MariaDb;
use vouch_tests::postgres::Postgres;

#[tokio::test]
async fn postgres_starts_and_goes_away() -> Result<()> {
    let server = Postgres::start()?;
    let url = server.create_database("story")?;
    let mut connection = PgConnection::connect(&url).await?;
    let sum: i32 = sqlx::query_scalar("SELECT 20 + 22").fetch_one(&mut connection).await?;
    assert_eq!(sum, 42);
    drop(server);
    assert!(PgConnection::connect(&url).await.is_err());
    Ok(())
}

#[tokio::test]
async fn mariadb_starts_and_goes_away() -> Result<()> {
    let server = MariaDb::start()?;
    let url = server.create_database("story")?;
    let mut connection = MySqlConnection::connect(&url).await?;
    let sum: i32 =
        sqlx::query_scalar("SELECT CAST(20 + 22 AS INT)").fetch_one(&mut connection).await?;
    assert_eq!(sum, 42);
    drop(server);
    assert!(MySqlConnection::connect(&url).await.is_err());
    Ok(())
}

/// A page whose colours and words tell the viewport and the preferred colour scheme, with an
/// element of the widget's name.
const PAGE: &str = "<!doctype html><title>Shop</title>
<vouch-widget></vouch-widget>
<script>
  const root = document.querySelector('vouch-widget').attachShadow({mode: 'open'});
  const show = () => root.innerHTML = `<p data-testid=facts>${innerWidth} ${
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'}</p>`;
  addEventListener('resize', show);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  setTimeout(show, 50);
</script>";

#[tokio::test]
async fn browser_shows_a_page_and_the_widgets_inside() -> Result<()> {
    let page = serve_page()?;
    let browser = Browser::start().await?;
    browser.open(&page).await?;
    assert_eq!(browser.part("facts").await?.text().await?, "1280 light");

    browser.resize(360, 640).await?;
    browser.prefer_color_scheme("dark").await?;
    browser.sees("360 dark").await?;

    let picture = browser.folder().join("pictures/page.png");
    browser.screenshot(&picture).await?;
    let png = std::fs::read(picture)?;
    assert_eq!(png[16..24], [0, 0, 1, 104, 0, 0, 2, 128], "360 by 640 pixels");
    browser.close().await
}

fn serve_page() -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // The request does not matter; every path is the page.
            let _ = stream.read(&mut [0; 4096]);
            let length = PAGE.len();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}");
            let _ =
                stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n{PAGE}").as_bytes());
        }
    });
    Ok(url)
}
