-- What was sent. A tracking number may itself be a link. What comes back is moved out of its parcel;
-- where nothing is left of any, the order's events still tell when it was sent.
SELECT
  f.order_id::text AS order_id,
  f.id::text AS parcel_id,
  COALESCE(NULLIF(o.shipping_method_name, ''), NULLIF(o.collection_point_name, ''), 'Parcel') AS carrier,
  CASE WHEN f.tracking_number !~* '^https?://' THEN f.tracking_number END AS tracking_number,
  CASE WHEN f.tracking_number ~* '^https?://' THEN f.tracking_number END AS tracking_url,
  to_char(f.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS shipped_at,
  (SELECT json_agg(json_build_object('line_id', fl.order_line_id::text, 'quantity', fl.quantity))::text
    FROM order_orderline AS l JOIN order_fulfillmentline AS fl ON fl.order_line_id = l.id
    WHERE l.order_id = f.order_id AND fl.fulfillment_id = f.id AND fl.quantity > 0) AS items
FROM order_fulfillment AS f
JOIN order_order AS o ON o.id = f.order_id
WHERE f.order_id = $1::uuid AND f.status = 'fulfilled'
UNION ALL
SELECT
  o.id::text, 'order',
  COALESCE(NULLIF(o.shipping_method_name, ''), NULLIF(o.collection_point_name, ''), 'Parcel'),
  NULL, NULL, to_char(max(e.date) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), NULL
FROM order_order AS o
JOIN order_orderevent AS e ON e.order_id = o.id AND e.type = 'fulfillment_fulfilled_items'
WHERE o.id = $1::uuid AND o.status = 'returned'
  AND NOT EXISTS (SELECT 1 FROM order_fulfillment AS f
    WHERE f.order_id = o.id AND f.status = 'fulfilled')
GROUP BY o.id
