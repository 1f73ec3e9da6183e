-- What was sent of an order, by its code. When is told by the order's history.
SELECT
  o.code AS order_id,
  CAST(f.id AS text) AS parcel_id,
  f.method AS carrier,
  f."trackingCode" AS tracking_number,
  to_char((SELECT MAX(h."createdAt") FROM history_entry AS h
     WHERE h."orderId" = o.id AND h.type = 'ORDER_FULFILLMENT_TRANSITION'
       AND CAST(h.data AS json) ->> 'to' = 'Shipped' AND CAST((CAST(h.data AS json) ->> 'fulfillmentId') AS text) = CAST(f.id AS text)), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS shipped_at,
  CASE WHEN f.state = 'Delivered' THEN
    to_char((SELECT MAX(h."createdAt") FROM history_entry AS h
     WHERE h."orderId" = o.id AND h.type = 'ORDER_FULFILLMENT_TRANSITION'
       AND CAST(h.data AS json) ->> 'to' = 'Delivered' AND CAST((CAST(h.data AS json) ->> 'fulfillmentId') AS text) = CAST(f.id AS text)), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
  END AS delivered_at,
  (SELECT CAST(json_agg(json_build_object('line_id', CAST(l.id AS text), 'quantity', CAST(r.quantity AS bigint))) AS text)
     FROM order_line AS l JOIN order_line_reference AS r ON r."orderLineId" = l.id
     WHERE l."orderId" = o.id AND r."fulfillmentId" = f.id AND r.quantity > 0) AS items
FROM "order" AS o
JOIN order_fulfillments_fulfillment AS of_ ON of_."orderId" = o.id
JOIN fulfillment AS f ON f.id = of_."fulfillmentId"
WHERE o.code = $1 AND f.state IN ('Shipped', 'Delivered')
ORDER BY f.id
