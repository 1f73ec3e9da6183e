//! Half-migrated and lying databases.

use crate::shop::{Engine, by_email, outcome};
use anyhow::Result;

#[tokio::test]
async fn what_a_half_migrated_store_lacks_is_named() -> Result<()> {
    let engine = Engine::postgres()?;
    let shop = engine.shop("medusa").await?;
    let reader = shop.reader("")?;
    assert_eq!(outcome(&by_email(&reader, "3", "paid@mail.example").await), "paid");
    // An older Medusa has no numbers of its own beside `display_id`.
    shop.run("ALTER TABLE \"order\" DROP COLUMN custom_display_id").await?;
    let stale = outcome(&by_email(&reader, "3", "paid@mail.example").await);
    assert!(stale.contains("custom_display_id"), "{stale}");
    assert_eq!(outcome(&by_email(&reader, "3", "paid@mail.example").await), "paid");
    for (number, email) in [("3", "eve@mail.example"), ("99", "paid@mail.example")] {
        assert_eq!(outcome(&by_email(&reader, number, email).await), "no match");
    }
    shop.run("DROP TABLE order_summary; ALTER TABLE order_item DROP COLUMN delivered_quantity")
        .await?;
    let reader = shop.reader("")?;
    for (number, email) in [("3", "paid@mail.example"), ("99", "eve@mail.example")] {
        let found = outcome(&by_email(&reader, number, email).await);
        assert!(
            found.contains("lacks column order_item.delivered_quantity, table order_summary"),
            "{found}"
        );
    }
    Ok(())
}

/// Nothing in the store's tables but keys: whatever comes of it, it is not shown.
#[tokio::test]
async fn nulls_everywhere_show_nothing() -> Result<()> {
    let postgres = Engine::postgres()?;
    let medusa = postgres.shop("medusa").await?;
    medusa
        .run(
            "ALTER TABLE \"order\" ALTER status DROP NOT NULL, ALTER created_at DROP NOT NULL,
               ALTER currency_code DROP NOT NULL;
             UPDATE \"order\" SET status = NULL, created_at = NULL, currency_code = NULL;
             ALTER TABLE order_item ALTER quantity DROP NOT NULL,
               ALTER shipped_quantity DROP NOT NULL, ALTER delivered_quantity DROP NOT NULL;
             UPDATE order_item SET quantity = NULL, shipped_quantity = NULL,
               delivered_quantity = NULL;
             UPDATE order_summary SET totals = NULL;
             UPDATE fulfillment SET packed_at = NULL, shipped_at = NULL, delivered_at = NULL",
        )
        .await?;
    let found = outcome(&by_email(&medusa.reader("")?, "3", "paid@mail.example").await);
    assert_eq!(found, "check readable_values");
    medusa.run("UPDATE \"order\" SET email = NULL, shipping_address_id = NULL").await?;
    let found = outcome(&by_email(&medusa.reader("")?, "3", "paid@mail.example").await);
    assert_eq!(found, "no match", "nobody can prove an order without a proof");

    let mariadb = Engine::mariadb()?;
    let woo = mariadb.shop("woocommerce").await?;
    woo.run(
        "UPDATE wp_wc_orders SET status = NULL WHERE id = 103;
         UPDATE wp_wc_orders SET date_created_gmt = NULL WHERE id = 105;
         UPDATE wp_woocommerce_order_itemmeta SET meta_value = NULL WHERE order_item_id = 1010",
    )
    .await?;
    let reader = woo.reader("")?;
    for (number, expected) in
        [("103", "no match"), ("105", "check readable_values"), ("101", "check readable_values")]
    {
        let email = format!("shopper{number}@mail.example");
        assert_eq!(outcome(&by_email(&reader, number, &email).await), expected, "{number}");
    }
    Ok(())
}

#[tokio::test]
async fn two_rows_for_a_number_go_to_a_person() -> Result<()> {
    let engine = Engine::sqlite()?;
    let solidus = engine.shop("solidus").await?;
    solidus
        .run(
            "DROP INDEX index_spree_orders_on_number;
             INSERT INTO spree_orders SELECT 99, number, item_total, total, state,
               adjustment_total, user_id, completed_at, ship_address_id, shipment_state,
               payment_state, 'someone.else@mail.example', currency, shipment_total, guest_token,
               canceled_at, store_id, frontend_viewable, created_at, updated_at
             FROM spree_orders WHERE id = 5",
        )
        .await?;
    let reader = solidus.reader("")?;
    for (email, expected) in [
        ("shopper5@mail.example", "check one_row"),
        ("someone.else@mail.example", "check one_row"),
        ("eve@mail.example", "no match"),
    ] {
        assert_eq!(outcome(&by_email(&reader, "R100000005", email).await), expected);
    }

    // Two store views of Magento use one number; the owner may name the one that the page is of.
    let engine = Engine::mariadb()?;
    let magento = engine.shop("magento").await?;
    for (store, email, expected) in [
        (1, "shopper26@mail.example", "paid"),
        (2, "shopper26@mail.example", "paid"),
        (3, "shopper26@mail.example", "no match"),
    ] {
        let reader = magento.reader(&format!("[options]\nstore_id = {store}"))?;
        assert_eq!(outcome(&by_email(&reader, "000000026", email).await), expected, "{store}");
    }
    Ok(())
}

#[tokio::test]
async fn tables_may_have_a_prefix_of_their_own() -> Result<()> {
    let engine = Engine::mariadb()?;
    let sql = std::fs::read_to_string("stores/woocommerce/mysql.sql")?.replace("wp_", "Shop7_");
    let shop = engine.shop_of("woocommerce", &sql).await?;
    let reader = shop.reader("[options]\nprefix = \"Shop7_\"")?;
    assert_eq!(outcome(&by_email(&reader, "103", "shopper103@mail.example").await), "paid");
    let found = outcome(&by_email(&shop.reader("")?, "103", "shopper103@mail.example").await);
    assert!(found.contains("lacks table wp_wc_orders,"), "{found}");
    let hostile = shop.reader("[options]\nprefix = \"wp_; DROP TABLE x; -- \"").unwrap_err();
    assert_eq!(
        hostile.to_string(),
        "orders.options.prefix: write letters, digits and _, 40 at the most"
    );
    Ok(())
}
