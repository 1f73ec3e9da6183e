-- The latest orders of an address: the account's, or a guest's where there is none, each found by an
-- index of its own. Their states are derived from much, so a list does not tell them.
SELECT
  x.number,
  x.email,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.date_placed) AS placed_at,
  NULL AS state
FROM (
  SELECT o.id, o.number, u.email, o.date_placed
  FROM {{user_table}} AS u
  JOIN order_order AS o ON o.user_id = u.id
  WHERE lower(u.email) = $1
  UNION ALL
  SELECT o.id, o.number, o.guest_email, o.date_placed
  FROM order_order AS o
  WHERE o.user_id IS NULL AND lower(o.guest_email) = $1
) AS x
ORDER BY x.date_placed DESC, x.id DESC
LIMIT 10
