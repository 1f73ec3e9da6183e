-- The latest orders of an address. Columns of this table compare without regard to case, and the
-- store has an index on this one.
SELECT
  CAST(o.id AS CHAR) AS number,
  o.billing_email AS email,
  DATE_FORMAT(o.date_created_gmt, '%Y-%m-%dT%H:%i:%sZ') AS placed_at,
  CASE
    WHEN o.status = 'wc-processing' AND p.date_paid_gmt IS NULL THEN 'wc-processing, not paid'
    WHEN o.status = 'wc-on-hold' AND p.date_paid_gmt IS NOT NULL THEN 'wc-on-hold, paid'
    ELSE o.status
  END AS state
FROM {{prefix}}wc_orders AS o
LEFT JOIN {{prefix}}wc_order_operational_data AS p ON p.order_id = o.id
WHERE o.billing_email = $1
  AND o.type = 'shop_order'
  AND o.status NOT IN ('wc-checkout-draft', 'auto-draft', 'draft', 'trash')
  AND o.date_created_gmt IS NOT NULL
ORDER BY o.date_created_gmt DESC, o.id DESC
LIMIT 10
