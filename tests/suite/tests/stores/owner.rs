//! What `vouch orders check` says of a store: missing indexes, optional tables, states.

use crate::shop::{Engine, NOW, Shop};
use anyhow::{Context, Result, ensure};
use vouch_server::orders::{Finding, Report};

async fn report(shop: &Shop, more: &str) -> Result<Report> {
    Ok(shop.reader(more)?.check(None, NOW).await)
}

fn finding<'r>(report: &'r Report, subject: &str) -> Result<&'r Finding> {
    let found = report.findings.iter().find(|finding| finding.subject == subject);
    found.with_context(|| format!("nothing on {subject}: {report:#?}"))
}

#[tokio::test]
async fn a_good_store_has_no_warnings() -> Result<()> {
    let engines: [(Engine, &[&str]); 3] = [
        (Engine::postgres()?, &["medusa", "saleor", "solidus", "vendure", "django-oscar"]),
        (
            Engine::mariadb()?,
            &["woocommerce", "woocommerce-fulfilments", "magento", "solidus", "vendure", "django-oscar"],
        ),
        (Engine::sqlite()?, &["solidus", "vendure", "django-oscar"]),
    ];
    for (engine, folders) in engines {
        for folder in folders {
            let report = report(&engine.shop(folder).await?, "").await?;
            let wrong: Vec<_> =
                report.findings.iter().filter(|f| !f.ok || f.warning).collect();
            ensure!(wrong.is_empty(), "{folder}: {wrong:#?}");
            finding(&report, "order index")?;
            finding(&report, "parcels index")?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_missing_index_is_told_with_the_statement_that_makes_it() -> Result<()> {
    let engine = Engine::postgres()?;
    let medusa = engine.shop("medusa").await?;
    medusa
        .run("DROP INDEX \"IDX_order_display_id\"; DROP INDEX \"IDX_order_item_order_id\"; DROP INDEX \"IDX_order_item_order_id_version\"; DROP INDEX IF EXISTS \"IDX_order_item_version\"")
        .await?;
    let report = report(&medusa, "").await?;
    ensure!(report.is_ok(), "a warning is no error: {report:#?}");
    let order = finding(&report, "order index")?;
    ensure!(order.warning && order.detail.contains("reads all of o: CREATE INDEX CONCURRENTLY order_display_id ON \"order\" (display_id)"), "{order:?}");
    ensure!(finding(&report, "items index")?.detail.contains("reads all of oi"), "{report:#?}");

    let engine = Engine::mariadb()?;
    let magento = engine.shop("magento").await?;
    magento.run("ALTER TABLE sales_order DROP KEY SALES_ORDER_INCREMENT_ID_STORE_ID").await?;
    let report = self::report(&magento, "").await?;
    let order = finding(&report, "order index")?;
    ensure!(order.detail.contains("CREATE INDEX vouch_increment ON sales_order (increment_id)"), "{order:?}");

    let engine = Engine::sqlite()?;
    let solidus = engine.shop("solidus").await?;
    solidus.run("DROP INDEX index_spree_orders_on_number").await?;
    let report = self::report(&solidus, "").await?;
    let order = finding(&report, "order index")?;
    ensure!(order.warning && order.detail.contains("ON spree_orders (number)"), "{order:?}");
    Ok(())
}

#[tokio::test]
async fn optional_tables_and_states_are_told() -> Result<()> {
    let engine = Engine::mariadb()?;
    let plain = engine.shop("woocommerce").await?;
    let mapped = "[states]\nwc-boxed = \"packed\"\nwc-completed = \"delivered\"";
    let report = report(&plain, mapped).await?;
    assert_eq!(
        finding(&report, "schema")?.detail,
        "\"WooCommerce\"; not \"WooCommerce with fulfilments\", for want of table \
         wp_wc_order_fulfillments, table wp_wc_order_fulfillment_meta"
    );
    for (name, means) in
        [("wc-boxed", "packed"), ("wc-completed", "delivered"), ("wc-on-hold, paid", "paid")]
    {
        let state = finding(&report, &format!("state \"{name}\""))?;
        assert_eq!(state.detail, format!("means {means}"));
    }
    let shop = engine.shop("woocommerce-fulfilments").await?;
    let report = self::report(&shop, "").await?;
    assert_eq!(finding(&report, "schema")?.detail, "\"WooCommerce with fulfilments\"");
    // What the role may not see is not there for it.
    shop.run("REVOKE SELECT ON `woocommerce_fulfilments`.* FROM 'woocommerce_fulfilments_reader'@'localhost', 'woocommerce_fulfilments_reader'@'127.0.0.1'; GRANT SELECT ON `woocommerce_fulfilments`.`wp_wc_orders` TO 'woocommerce_fulfilments_reader'@'localhost', 'woocommerce_fulfilments_reader'@'127.0.0.1'").await?;
    let report = self::report(&shop, "").await?;
    let schema = finding(&report, "schema")?;
    ensure!(!schema.ok && schema.detail.contains("lacks table wp_wc_order_operational_data"), "{schema:?}");
    ensure!(schema.detail.contains("or the role may not read it"), "{schema:?}");
    Ok(())
}
