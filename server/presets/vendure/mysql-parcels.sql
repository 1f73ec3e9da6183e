-- What was sent of an order, by its code. When is told by the order's history.
SELECT
  o.code AS order_id,
  CAST(f.id AS CHAR) AS parcel_id,
  f.method AS carrier,
  f.`trackingCode` AS tracking_number,
  DATE_FORMAT((SELECT MAX(h.`createdAt`) FROM history_entry AS h
     WHERE h.`orderId` = o.id AND h.type = 'ORDER_FULFILLMENT_TRANSITION'
       AND JSON_UNQUOTE(JSON_EXTRACT(h.data, '$.to')) = 'Shipped' AND CAST((JSON_UNQUOTE(JSON_EXTRACT(h.data, '$.fulfillmentId'))) AS CHAR) = CAST(f.id AS CHAR)), '%Y-%m-%dT%H:%i:%sZ') AS shipped_at,
  CASE WHEN f.state = 'Delivered' THEN
    DATE_FORMAT((SELECT MAX(h.`createdAt`) FROM history_entry AS h
     WHERE h.`orderId` = o.id AND h.type = 'ORDER_FULFILLMENT_TRANSITION'
       AND JSON_UNQUOTE(JSON_EXTRACT(h.data, '$.to')) = 'Delivered' AND CAST((JSON_UNQUOTE(JSON_EXTRACT(h.data, '$.fulfillmentId'))) AS CHAR) = CAST(f.id AS CHAR)), '%Y-%m-%dT%H:%i:%sZ')
  END AS delivered_at,
  (SELECT CAST(JSON_ARRAYAGG(JSON_OBJECT('line_id', CAST(l.id AS CHAR), 'quantity', CAST(r.quantity AS SIGNED))) AS CHAR)
     FROM order_line AS l JOIN order_line_reference AS r ON r.`orderLineId` = l.id
     WHERE l.`orderId` = o.id AND r.`fulfillmentId` = f.id AND r.quantity > 0) AS items
FROM `order` AS o
JOIN order_fulfillments_fulfillment AS of_ ON of_.`orderId` = o.id
JOIN fulfillment AS f ON f.id = of_.`fulfillmentId`
WHERE o.code = $1 AND f.state IN ('Shipped', 'Delivered')
ORDER BY f.id
