//! A role that can write is refused, and the message names what it can do and what helps.

use crate::shop::{Engine, Shop, by_email, outcome};
use anyhow::{Result, bail};
use vouch_server::orders::{OrderReader, RoleVerdict};

async fn refusal(shop: &Shop) -> Result<String> {
    match shop.reader("")?.role().await {
        RoleVerdict::Writes(why) => Ok(why),
        other => bail!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn postgres_roles() -> Result<()> {
    let engine = Engine::postgres()?;
    let shop = engine.shop("saleor").await?;
    assert_eq!(shop.reader("")?.role().await, RoleVerdict::ReadsOnly);
    shop.run("CREATE ROLE writers; GRANT TRUNCATE ON order_order TO writers; CREATE TABLE other (a int); CREATE SEQUENCE numbers; CREATE SCHEMA back").await?;
    for (grant, named, revoke) in [
        (
            "GRANT UPDATE, INSERT ON order_order TO saleor_reader",
            "can write: INSERT, UPDATE on public.order_order.",
            "REVOKE INSERT, UPDATE ON public.order_order FROM saleor_reader",
        ),
        (
            "GRANT UPDATE (postal_code) ON account_address TO saleor_reader",
            "can write: UPDATE on public.account_address.",
            "REVOKE UPDATE ON public.account_address FROM saleor_reader",
        ),
        (
            "GRANT DELETE ON other TO saleor_reader",
            "can write: DELETE on public.other.",
            "REVOKE DELETE ON public.other FROM saleor_reader",
        ),
        (
            "GRANT USAGE ON SEQUENCE numbers TO saleor_reader",
            "can write: USAGE on public.numbers.",
            "REVOKE USAGE ON SEQUENCE numbers FROM saleor_reader",
        ),
        (
            "GRANT CREATE ON SCHEMA back TO saleor_reader",
            "can write: CREATE on schema back.",
            "REVOKE CREATE ON SCHEMA back FROM saleor_reader",
        ),
        (
            "GRANT writers TO saleor_reader; ALTER ROLE saleor_reader NOINHERIT",
            "can write: TRUNCATE on public.order_order.",
            "REVOKE writers FROM saleor_reader",
        ),
        (
            "GRANT pg_write_all_data TO saleor_reader",
            "can write: role pg_write_all_data may write.",
            "REVOKE pg_write_all_data FROM saleor_reader",
        ),
        (
            "ALTER TABLE other OWNER TO saleor_reader",
            "can write: owner of public.other;",
            "ALTER TABLE other OWNER TO vouch",
        ),
        (
            "ALTER ROLE saleor_reader CREATEROLE",
            "can write: role saleor_reader may create roles.",
            "ALTER ROLE saleor_reader NOCREATEROLE",
        ),
        (
            "ALTER ROLE saleor_reader SUPERUSER",
            "can write: role saleor_reader is a superuser",
            "ALTER ROLE saleor_reader NOSUPERUSER",
        ),
    ] {
        shop.run(grant).await?;
        let why = refusal(&shop).await?;
        assert!(why.contains(named), "{grant}: {why}");
        assert!(why.contains("GRANT SELECT ON \"order_order\", \"account_address\""), "{why}");
        shop.run(revoke).await?;
        assert_eq!(shop.reader("")?.role().await, RoleVerdict::ReadsOnly, "after {revoke}");
    }
    Ok(())
}

#[tokio::test]
async fn the_message_says_how_to_take_rights_away() -> Result<()> {
    let engine = Engine::postgres()?;
    let shop = engine.shop("saleor").await?;
    shop.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO saleor_reader").await?;
    let why = refusal(&shop).await?;
    let start = why.find("REVOKE").expect("what to revoke");
    let end = start + why[start..].find("; Or say").expect("the end of it");
    shop.run(&why[start..end]).await?;
    assert_eq!(shop.reader("")?.role().await, RoleVerdict::ReadsOnly, "{why}");
    Ok(())
}

#[tokio::test]
async fn mariadb_accounts() -> Result<()> {
    let engine = Engine::mariadb()?;
    let shop = engine.shop("magento").await?;
    assert_eq!(shop.reader("")?.role().await, RoleVerdict::ReadsOnly);
    let both = "'magento_reader'@'localhost', 'magento_reader'@'127.0.0.1'";
    for (grant, named, revoke) in [
        ("UPDATE ON magento.*", "UPDATE on `magento`.*", "UPDATE ON magento.*"),
        (
            "INSERT (postcode) ON magento.sales_order_address",
            "INSERT (`postcode`) on `magento`.`sales_order_address`",
            "INSERT (postcode) ON magento.sales_order_address",
        ),
        ("FILE ON *.*", "FILE on *.*", "FILE ON *.*"),
        ("EXECUTE ON magento.*", "EXECUTE on `magento`.*", "EXECUTE ON magento.*"),
    ] {
        shop.run(&format!("GRANT {grant} TO {both}")).await?;
        let why = refusal(&shop).await?;
        assert!(why.contains(named), "{grant}: {why}");
        assert!(why.contains("GRANT SELECT ON `sales_order` TO 'vouch_reader'@'%'"), "{why}");
        shop.run(&format!("REVOKE {revoke} FROM {both}")).await?;
        assert_eq!(shop.reader("")?.role().await, RoleVerdict::ReadsOnly, "after {revoke}");
    }
    // A role that may be switched to counts, even while it is not in use.
    shop.run(&format!(
        "CREATE ROLE writers; GRANT DELETE ON magento.* TO writers; GRANT writers TO {both}"
    ))
    .await?;
    let why = refusal(&shop).await?;
    assert!(why.contains("whatever the role `writers` may do"), "{why}");
    Ok(())
}

#[tokio::test]
async fn orders_are_not_read_with_a_role_that_can_write() -> Result<()> {
    let engine = Engine::postgres()?;
    let shop = engine.shop("saleor").await?;
    let writer = OrderReader::new(&shop.config(&shop.owner, "")?)?;
    for (number, email) in [("5", "shopper5@mail.example"), ("77", "eve@mail.example")] {
        let found = outcome(&by_email(&writer, number, email).await);
        assert!(found.starts_with("unavailable: the database role can write: role vouch is a"));
    }
    let reason = "allow_writable_role = \"the copy is ours\"";
    let allowed = OrderReader::new(&shop.config(&shop.owner, reason)?)?;
    assert_eq!(allowed.role().await, RoleVerdict::Allowed("the copy is ours".into()));
    assert_eq!(outcome(&by_email(&allowed, "5", "shopper5@mail.example").await), "shipped");
    // Nothing listens there: it is tried again with the first order.
    let gone = OrderReader::new(&shop.config("postgres://reader@127.0.0.1:1/x", "")?)?;
    assert!(matches!(gone.role().await, RoleVerdict::Unknown(_)));
    Ok(())
}

/// What is granted need not be a whole table.
#[tokio::test]
async fn columns_may_be_granted_alone() -> Result<()> {
    let engine = Engine::postgres()?;
    let shop = engine.shop("django-oscar").await?;
    shop.run(
        "REVOKE SELECT ON auth_user FROM django_oscar_reader; \
         GRANT SELECT (id, email) ON auth_user TO django_oscar_reader",
    )
    .await?;
    let reader = shop.reader("")?;
    assert_eq!(reader.role().await, RoleVerdict::ReadsOnly);
    let email = "registered.shopper@mail.example";
    assert_eq!(outcome(&by_email(&reader, "100003", email).await), "paid");
    Ok(())
}
