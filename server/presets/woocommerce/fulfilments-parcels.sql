-- What was sent, as the fulfilments feature records it. Its values are JSON, so that a tracking
-- number comes in quotes. A completed order without a fulfilment is one parcel without a number.
SELECT
  CAST(f.entity_id AS SIGNED) AS order_id,
  CONCAT('fulfilment ', f.fulfillment_id) AS parcel_id,
  COALESCE(NULLIF(CAST((SELECT CASE WHEN JSON_VALID(m.meta_value) THEN JSON_UNQUOTE(m.meta_value) ELSE m.meta_value END
    FROM {{prefix}}wc_order_fulfillment_meta AS m
    WHERE m.fulfillment_id = f.fulfillment_id AND m.meta_key = '_shipment_provider' AND m.date_deleted IS NULL
    ORDER BY m.meta_id DESC LIMIT 1) AS CHAR), ''), 'Parcel') AS carrier,
  CAST((SELECT CASE WHEN JSON_VALID(m.meta_value) THEN JSON_UNQUOTE(m.meta_value) ELSE m.meta_value END
    FROM {{prefix}}wc_order_fulfillment_meta AS m
    WHERE m.fulfillment_id = f.fulfillment_id AND m.meta_key = '_tracking_number' AND m.date_deleted IS NULL
    ORDER BY m.meta_id DESC LIMIT 1) AS CHAR) AS tracking_number,
  CAST((SELECT CASE WHEN JSON_VALID(m.meta_value) THEN JSON_UNQUOTE(m.meta_value) ELSE m.meta_value END
    FROM {{prefix}}wc_order_fulfillment_meta AS m
    WHERE m.fulfillment_id = f.fulfillment_id AND m.meta_key = '_tracking_url' AND m.date_deleted IS NULL
    ORDER BY m.meta_id DESC LIMIT 1) AS CHAR) AS tracking_url,
  COALESCE(DATE_FORMAT(CAST((SELECT CASE WHEN JSON_VALID(m.meta_value) THEN JSON_UNQUOTE(m.meta_value) ELSE m.meta_value END
    FROM {{prefix}}wc_order_fulfillment_meta AS m
    WHERE m.fulfillment_id = f.fulfillment_id AND m.meta_key = '_date_fulfilled' AND m.date_deleted IS NULL
    ORDER BY m.meta_id DESC LIMIT 1) AS DATETIME), '%Y-%m-%dT%H:%i:%sZ'), DATE_FORMAT(f.date_updated, '%Y-%m-%dT%H:%i:%sZ')) AS shipped_at
FROM {{prefix}}wc_order_fulfillments AS f
WHERE f.entity_type = 'WC_Order' AND f.entity_id = CAST($1 AS CHAR) AND f.is_fulfilled = 1
  AND f.date_deleted IS NULL
UNION ALL
SELECT
  CAST(o.id AS SIGNED),
  'order',
  COALESCE((SELECT CAST(m.order_item_name AS CHAR) FROM {{prefix}}woocommerce_order_items AS m
    WHERE m.order_id = o.id AND m.order_item_type = 'shipping'
    ORDER BY m.order_item_id LIMIT 1), 'Parcel'),
  NULL,
  NULL,
  DATE_FORMAT(p.date_completed_gmt, '%Y-%m-%dT%H:%i:%sZ')
FROM {{prefix}}wc_orders AS o
JOIN {{prefix}}wc_order_operational_data AS p ON p.order_id = o.id
WHERE o.id = $1 AND p.date_completed_gmt IS NOT NULL
  AND o.status NOT IN ('wc-pending', 'wc-on-hold', 'wc-processing', 'wc-failed', 'wc-cancelled')
  AND NOT EXISTS (SELECT 1 FROM {{prefix}}wc_order_fulfillments AS g
    WHERE g.entity_type = 'WC_Order' AND g.entity_id = CAST($1 AS CHAR) AND g.is_fulfilled = 1
      AND g.date_deleted IS NULL)
