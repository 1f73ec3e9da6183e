-- The latest orders of an address: the account's, or a guest's where there is none. Their states are
-- derived from much, so a list does not tell them.
SELECT
  o.number,
  COALESCE(u.email, o.guest_email) AS email,
  to_char(o.date_placed AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS placed_at,
  CAST(NULL AS text) AS state
FROM order_order AS o
LEFT JOIN {{user_table}} AS u ON u.id = o.user_id
WHERE lower(COALESCE(u.email, o.guest_email)) = $1
ORDER BY o.date_placed DESC, o.id DESC
LIMIT 10
