-- The latest orders of an address. Saleor's index on addresses serves a pattern, but not a
-- comparison in lower case; the pattern has no wildcards.
SELECT
  o.number::text AS number,
  o.user_email AS email,
  to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS placed_at,
  CASE
    WHEN o.status <> 'unfulfilled' THEN o.status
    WHEN o.charge_status IN ('full', 'overcharged') THEN 'unfulfilled, charged'
    ELSE 'unfulfilled, not charged'
  END AS state
FROM order_order AS o
WHERE o.user_email ILIKE regexp_replace($1, '([\\%_])', '\\\1', 'g')
  AND o.status NOT IN ('draft', 'expired')
ORDER BY o.created_at DESC, o.number DESC
LIMIT 10
