-- Without fulfilments a shop records only that an order is completed and how it was sent. That is
-- one parcel without a tracking number.
SELECT
  CAST(o.id AS SIGNED) AS order_id,
  CAST(o.id AS SIGNED) AS parcel_id,
  COALESCE((SELECT CAST(m.order_item_name AS CHAR) FROM {{prefix}}woocommerce_order_items AS m
    WHERE m.order_id = o.id AND m.order_item_type = 'shipping'
    ORDER BY m.order_item_id LIMIT 1), 'Parcel') AS carrier,
  DATE_FORMAT(p.date_completed_gmt, '%Y-%m-%dT%H:%i:%sZ') AS shipped_at
FROM {{prefix}}wc_orders AS o
JOIN {{prefix}}wc_order_operational_data AS p ON p.order_id = o.id
WHERE o.id = $1 AND p.date_completed_gmt IS NOT NULL
  AND o.status NOT IN ('wc-pending', 'wc-on-hold', 'wc-processing', 'wc-failed', 'wc-cancelled')
