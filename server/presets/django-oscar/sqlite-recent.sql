-- The latest orders of an address: the account's, or a guest's where there is none. Their states are
-- derived from much, so a list does not tell them.
SELECT
  o.number,
  COALESCE(u.email, o.guest_email) AS email,
  strftime('%Y-%m-%dT%H:%M:%SZ', o.date_placed) AS placed_at,
  NULL AS state
FROM order_order AS o
LEFT JOIN {{user_table}} AS u ON u.id = o.user_id
WHERE lower(COALESCE(u.email, o.guest_email)) = $1
ORDER BY o.date_placed DESC, o.id DESC
LIMIT 10
