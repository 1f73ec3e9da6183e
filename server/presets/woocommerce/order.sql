-- An order by its number, which is its id. Refunds and drafts share the table.
SELECT
  CAST(o.id AS SIGNED) AS id,
  CAST(o.id AS CHAR) AS number,
  o.billing_email AS email,
  COALESCE(NULLIF(s.postcode, ''), b.postcode) AS postcode,
  CASE
    WHEN o.status = 'wc-processing' AND p.date_paid_gmt IS NULL THEN 'wc-processing, not paid'
    WHEN o.status = 'wc-on-hold' AND p.date_paid_gmt IS NOT NULL THEN 'wc-on-hold, paid'
    ELSE o.status
  END AS state,
  DATE_FORMAT(o.date_created_gmt, '%Y-%m-%dT%H:%i:%sZ') AS placed_at,
  DATE_FORMAT(p.date_paid_gmt, '%Y-%m-%dT%H:%i:%sZ') AS paid_at,
  CASE WHEN o.status = 'wc-completed' THEN DATE_FORMAT(p.date_completed_gmt, '%Y-%m-%dT%H:%i:%sZ') END AS shipped_at,
  DATE_FORMAT(r.refunded_on, '%Y-%m-%dT%H:%i:%sZ') AS refunded_at,
  DATE_FORMAT(o.date_updated_gmt, '%Y-%m-%dT%H:%i:%sZ') AS updated_at,
  CAST(NULLIF(CONCAT_WS(CHAR(10 USING utf8mb4),
    NULLIF(CONCAT_WS(' ', s.first_name, s.last_name), ''), s.company, s.address_1, s.address_2,
    NULLIF(CONCAT_WS(' ', s.postcode, s.city), ''), s.country), '') AS CHAR(1000)) AS delivery_address,
  o.currency,
  CAST(o.total_amount AS CHAR) AS total,
  CAST(r.refunded AS CHAR) AS refunded
FROM {{prefix}}wc_orders AS o
LEFT JOIN {{prefix}}wc_order_operational_data AS p ON p.order_id = o.id
LEFT JOIN {{prefix}}wc_order_addresses AS s ON s.order_id = o.id AND s.address_type = 'shipping'
LEFT JOIN {{prefix}}wc_order_addresses AS b ON b.order_id = o.id AND b.address_type = 'billing'
LEFT JOIN (
  SELECT rf.parent_order_id, -SUM(rf.total_amount) AS refunded, MAX(rf.date_created_gmt) AS refunded_on
  FROM {{prefix}}wc_orders AS rf
  WHERE rf.type = 'shop_order_refund'
    AND rf.parent_order_id = CASE WHEN $1 REGEXP '^[1-9][0-9]{0,17}$' THEN CAST($1 AS SIGNED) END
  GROUP BY rf.parent_order_id
) AS r ON r.parent_order_id = o.id
WHERE o.id = CASE WHEN $1 REGEXP '^[1-9][0-9]{0,17}$' THEN CAST($1 AS SIGNED) END
  AND o.type = 'shop_order'
  AND o.status NOT IN ('wc-checkout-draft', 'auto-draft', 'draft', 'trash')
