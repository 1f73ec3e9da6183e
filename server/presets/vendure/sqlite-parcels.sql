-- What was sent of an order, by its code. When is told by the order's history.
SELECT
  o.code AS order_id,
  CAST(f.id AS TEXT) AS parcel_id,
  f.method AS carrier,
  f."trackingCode" AS tracking_number,
  strftime('%Y-%m-%dT%H:%M:%SZ', (SELECT MAX(h."createdAt") FROM history_entry AS h
     WHERE h."orderId" = o.id AND h.type = 'ORDER_FULFILLMENT_TRANSITION'
       AND json_extract(h.data, '$.to') = 'Shipped' AND CAST((json_extract(h.data, '$.fulfillmentId')) AS TEXT) = CAST(f.id AS TEXT))) AS shipped_at,
  CASE WHEN f.state = 'Delivered' THEN
    strftime('%Y-%m-%dT%H:%M:%SZ', (SELECT MAX(h."createdAt") FROM history_entry AS h
     WHERE h."orderId" = o.id AND h.type = 'ORDER_FULFILLMENT_TRANSITION'
       AND json_extract(h.data, '$.to') = 'Delivered' AND CAST((json_extract(h.data, '$.fulfillmentId')) AS TEXT) = CAST(f.id AS TEXT)))
  END AS delivered_at,
  (SELECT json_group_array(json_object('line_id', CAST(l.id AS text), 'quantity', r.quantity))
     FROM order_line AS l JOIN order_line_reference AS r ON r."orderLineId" = l.id
     WHERE l."orderId" = o.id AND r."fulfillmentId" = f.id AND r.quantity > 0) AS items
FROM "order" AS o
JOIN order_fulfillments_fulfillment AS of_ ON of_."orderId" = o.id
JOIN fulfillment AS f ON f.id = of_."fulfillmentId"
WHERE o.code = $1 AND f.state IN ('Shipped', 'Delivered')
ORDER BY f.id
