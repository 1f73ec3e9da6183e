//! One consistent read: what the database itself says of the transaction in which it was asked.

use crate::shop::{Engine, by_email, outcome};
use anyhow::{Result, ensure};
use vouch_server::orders::Lookup;

const QUERIES: &str = r#"
[query]
order = """
SELECT 'x' AS id, $1::text AS number, 'ada@example.com' AS email, '' AS postcode, 'paid' AS state,
       '2026-11-01T10:00:00Z' AS placed_at, '2026-11-01T10:01:00Z' AS paid_at"""
items = """
SELECT $1::text AS order_id, 'l' AS line_id, 1::bigint AS quantity, 0::bigint AS shipped,
       0::bigint AS returned,
       concat_ws(', ', current_setting('transaction_isolation'),
         current_setting('transaction_read_only'), current_setting('statement_timeout')) AS name"""
parcels = "SELECT $1::text AS order_id, 'p' AS parcel_id, 'c' AS carrier WHERE false"
"#;

#[tokio::test]
async fn postgres_reads_one_moment_read_only_and_in_time() -> Result<()> {
    let engine = Engine::postgres()?;
    let shop = engine.shop_of("custom", "CREATE TABLE one (n INTEGER)").await?;
    let reader = shop.reader(QUERIES)?;
    // Twice, for the second is on a connection that has been used.
    for _ in 0..2 {
        let found = by_email(&reader, "1", "ada@example.com").await;
        ensure!(outcome(&found) == "paid", "{}", outcome(&found));
        let Lookup::Verified(order) = found else { unreachable!("it was paid") };
        let name = &order.to_card(&str::to_owned).items[0].name;
        ensure!(name == "repeatable read, on, 20s", "{name}");
    }
    Ok(())
}
