//! What `vouch orders check` says of a store: missing indexes, optional tables, states.

use crate::shop::{Engine, NOW, ON_MARIADB, ON_POSTGRES, ON_SQLITE, Shop};
use anyhow::{Context, Result, ensure};
use vouch_server::orders::{Finding, Report};

async fn report(shop: &Shop, more: &str) -> Result<Report> {
    Ok(shop.reader(more)?.check(None, NOW).await)
}

fn finding<'r>(report: &'r Report, subject: &str) -> Result<&'r Finding> {
    let found = report.findings.iter().find(|finding| finding.subject == subject);
    found.with_context(|| format!("nothing on {subject}: {report:#?}"))
}

/// Stores as their projects ship them lack at most the indexes for the list of own orders, and the
/// statements that the warnings give make these.
#[tokio::test]
async fn a_good_store_is_warned_of_its_list_alone() -> Result<()> {
    let engines: [(Engine, &[&str]); 3] = [
        (Engine::postgres()?, &ON_POSTGRES),
        (Engine::mariadb()?, &ON_MARIADB),
        (Engine::sqlite()?, &ON_SQLITE),
    ];
    for (engine, folders) in engines {
        for folder in folders {
            let shop = engine.shop(folder).await?;
            if *folder == "saleor" {
                // Its own migrations do this, and make the index too.
                shop.run("CREATE EXTENSION pg_trgm").await?;
            }
            make_indexes(&shop, folder).await.with_context(|| (*folder).to_owned())?;
            let report = report(&shop, "").await?;
            let wrong: Vec<_> = report.findings.iter().filter(|f| !f.ok || f.warning).collect();
            ensure!(wrong.is_empty(), "{folder}: {wrong:#?}");
            ensure!(report.findings.iter().any(|f| f.subject.starts_with("index on ")), "{folder}");
            for subject in ["recent", "recent.state", "order.delivery_address"] {
                let detail = &finding(&report, subject)?.detail;
                ensure!(!detail.starts_with("not given"), "{folder}: {subject}: {detail}");
            }
        }
    }
    Ok(())
}

/// Does what the warnings of a good store say.
async fn make_indexes(shop: &Shop, folder: &str) -> Result<()> {
    let report = report(shop, "").await?;
    ensure!(report.is_ok(), "a warning is no error: {report:#?}");
    let warnings: Vec<_> = report.findings.iter().filter(|finding| finding.warning).collect();
    // WooCommerce alone has such an index.
    ensure!(warnings.is_empty() == folder.starts_with("woocommerce"), "{warnings:#?}");
    for warning in warnings {
        let said =
            warning.detail.strip_prefix("missing, so every list of own orders reads all of ");
        let statement = said.and_then(|said| said.split_once(": "));
        let (table, statement) = statement.with_context(|| format!("{warning:?}"))?;
        ensure!(warning.subject.starts_with(&format!("index on {table}.")), "{warning:?}");
        shop.run(statement).await.with_context(|| statement.to_owned())?;
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
    let order = finding(&report, "index on order.display_id")?;
    assert_eq!(
        order.detail,
        "missing, so every look-up reads all of order: CREATE INDEX CONCURRENTLY \
         order_display_id ON \"order\" (display_id) WHERE deleted_at IS NULL"
    );
    ensure!(order.warning && finding(&report, "index on order_item.order_id")?.warning);
    ensure!(!finding(&report, "index on order_transaction.order_id")?.warning);

    let engine = Engine::mariadb()?;
    let magento = engine.shop("magento").await?;
    magento.run("ALTER TABLE sales_order DROP KEY SALES_ORDER_INCREMENT_ID_STORE_ID").await?;
    let report = self::report(&magento, "").await?;
    let order = finding(&report, "index on sales_order.increment_id")?;
    ensure!(order.warning && order.detail.ends_with("ON sales_order (increment_id)"), "{order:?}");

    let engine = Engine::sqlite()?;
    let solidus = engine.shop("solidus").await?;
    solidus.run("DROP INDEX index_spree_orders_on_number").await?;
    let report = self::report(&solidus, "").await?;
    let order = finding(&report, "index on spree_orders.number")?;
    ensure!(order.warning && order.detail.ends_with("ON spree_orders (number)"), "{order:?}");
    Ok(())
}

/// The database itself says how it would run a query of the owner's own.
#[tokio::test]
async fn a_query_of_the_owners_own_that_reads_everything_is_told() -> Result<()> {
    let rows = "INSERT INTO orders SELECT i, CONCAT('N', i) FROM";
    let engines = [
        (Engine::postgres()?, format!("{rows} generate_series(1, 50000) AS s(i); ANALYZE orders")),
        (
            Engine::mariadb()?,
            format!("{rows} (SELECT seq AS i FROM seq_1_to_50000) AS s; ANALYZE TABLE orders"),
        ),
        (Engine::sqlite()?, "INSERT INTO orders VALUES (1, 'N1')".to_owned()),
    ];
    for (engine, fill) in engines {
        let table = "CREATE TABLE orders (id integer PRIMARY KEY, number varchar(40))";
        let shop = engine.shop_of("custom", &format!("{table}; {fill}")).await?;
        let queries = "[query]\norder = \"SELECT o.id, o.number FROM orders AS o \
                       WHERE o.number = $1\"\nitems = \"SELECT o.id AS order_id FROM orders o \
                       WHERE o.id = $1\"\nparcels = \"SELECT 1 AS order_id FROM orders o WHERE o.id = $1;\"\n\
                       recent = \"SELECT o.number FROM orders AS o WHERE o.number = $1 \
                       ORDER BY o.id DESC LIMIT 10\"";
        let report = report(&shop, queries).await?;
        let order = finding(&report, "order index")?;
        ensure!(order.warning && order.detail.contains("reads all of o:"), "{order:?}");
        let recent = finding(&report, "recent index")?;
        ensure!(recent.warning && recent.detail.contains("reads all of o:"), "{recent:?}");
        ensure!(!finding(&report, "items index")?.warning, "{report:#?}");
        shop.run("CREATE UNIQUE INDEX orders_number ON orders (number)").await?;
        let report = self::report(&shop, queries).await?;
        for subject in ["order index", "recent index"] {
            ensure!(!finding(&report, subject)?.warning, "{report:#?}");
        }
    }
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
    ensure!(
        !schema.ok && schema.detail.contains("lacks table wp_wc_order_operational_data"),
        "{schema:?}"
    );
    ensure!(schema.detail.contains("or the role may not read it"), "{schema:?}");
    Ok(())
}
