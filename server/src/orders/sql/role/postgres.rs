//! What a PostgreSQL role may do, its own and through every role that it is a member of: a role
//! that does not inherit may still be switched to.

use super::Power;
use crate::orders::sql::look::Look;
use sqlx::Row;

/// More than any message names.
const MAX_ROWS: usize = 500;

/// Rights over the whole server.
const SERVER: &str = "
    SELECT format('role %I %s', r.rolname, CASE
               WHEN r.rolsuper THEN 'is a superuser'
               WHEN r.rolcreaterole THEN 'may create roles'
               ELSE 'may write' END) AS what,
           NULL::text AS undo
    FROM pg_catalog.pg_roles AS r
    WHERE pg_has_role(current_user, r.oid, 'MEMBER')
      AND (r.rolsuper OR r.rolcreaterole OR r.rolname IN
           ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program'))
    ORDER BY r.rolsuper DESC, 1";

/// Rights over tables, views and sequences of the store, and over schemas. That everybody may make
/// tables in `public` was the default before version 15 and says nothing about this role.
const RELATIONS: &str = "
    WITH role AS (
      SELECT r.oid, r.rolname FROM pg_catalog.pg_roles AS r
      WHERE pg_has_role(current_user, r.oid, 'MEMBER')
    ), space AS (
      SELECT n.oid, n.nspname, n.nspowner, n.nspacl FROM pg_catalog.pg_namespace AS n
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    ), relation AS (
      SELECT c.oid, c.relkind, c.relowner, format('%I.%I', s.nspname, c.relname) AS name
      FROM pg_catalog.pg_class AS c JOIN space AS s ON s.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    ), granted AS (
      SELECT role.rolname, relation.name, wanted.privilege
      FROM role CROSS JOIN relation
      CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
        AS wanted(privilege)
      WHERE relation.relkind <> 'S'
        AND (has_table_privilege(role.oid, relation.oid, wanted.privilege)
          OR wanted.privilege IN ('INSERT', 'UPDATE', 'REFERENCES')
            AND has_any_column_privilege(role.oid, relation.oid, wanted.privilege))
      UNION ALL
      SELECT role.rolname, relation.name, wanted.privilege
      FROM role CROSS JOIN relation CROSS JOIN unnest(ARRAY['USAGE', 'UPDATE']) AS wanted(privilege)
      WHERE relation.relkind = 'S'
        AND has_sequence_privilege(role.oid, relation.oid, wanted.privilege)
    )
    SELECT what, undo FROM (
      SELECT 1 AS place, format('owner of %s', relation.name) AS what, NULL::text AS undo
      FROM relation JOIN role ON role.oid = relation.relowner
      UNION ALL
      SELECT 2, format('%s on %s', string_agg(privilege, ', ' ORDER BY privilege), name),
             format('REVOKE %s ON %s FROM %I', string_agg(privilege, ', ' ORDER BY privilege),
                    name, rolname)
      FROM granted GROUP BY rolname, name
      UNION ALL
      SELECT 3, format('owner of schema %I', space.nspname), NULL
      FROM space JOIN role ON role.oid = space.nspowner
      UNION ALL
      SELECT 4, format('CREATE on schema %I', space.nspname),
             format('REVOKE CREATE ON SCHEMA %I FROM %I', space.nspname, role.rolname)
      FROM space CROSS JOIN role
      WHERE has_schema_privilege(role.oid, space.oid, 'CREATE') AND space.nspowner <> role.oid
        AND NOT EXISTS (SELECT 1 FROM aclexplode(space.nspacl) AS acl
                        WHERE acl.grantee = 0 AND acl.privilege_type = 'CREATE')
      UNION ALL
      SELECT 5, 'owner of the database', NULL
      FROM pg_catalog.pg_database AS d JOIN role ON role.oid = d.datdba
      WHERE d.datname = current_database()
    ) AS power
    ORDER BY place, what";

pub(super) async fn powers(look: &mut Look<'_>) -> sqlx::Result<Vec<Power>> {
    let mut powers = ask(look, SERVER).await?;
    // Nothing more needs to be said of a role that may do everything.
    if powers.is_empty() {
        powers = ask(look, RELATIONS).await?;
    }
    powers.dedup();
    Ok(powers)
}

async fn ask(look: &mut Look<'_>, sql: &str) -> sqlx::Result<Vec<Power>> {
    let rows = look.ask("role", sql, None, MAX_ROWS).await?;
    rows.iter()
        .map(|row| Ok(Power { what: row.try_get("what")?, undo: row.try_get("undo")? }))
        .collect()
}
