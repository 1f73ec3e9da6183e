-- The latest orders of an address. Their states are derived from much, so a list does not tell them.
SELECT
  o.display_id::text AS number,
  o.email,
  to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS placed_at,
  CAST(NULL AS text) AS state
FROM "order" AS o
WHERE lower(o.email) = $1 AND o.deleted_at IS NULL AND NOT o.is_draft_order
ORDER BY o.created_at DESC, o.id DESC
LIMIT 10
