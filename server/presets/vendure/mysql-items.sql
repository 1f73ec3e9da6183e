-- The lines of an order, by its code. Ids may be numbers or UUIDs, so they come as text.
SELECT
  x.code AS order_id,
  CAST(x.line_id AS CHAR) AS line_id,
  x.name,
  CAST(GREATEST(x.wanted, x.sent) AS SIGNED) AS quantity,
  CAST(x.sent AS SIGNED) AS shipped,
  CAST(CASE WHEN x.sent > x.kept THEN x.sent - x.kept ELSE 0 END AS SIGNED) AS returned
FROM (
  SELECT
    o.code, l.id AS line_id, l.quantity AS kept,
    CASE WHEN o.state = 'Cancelled' THEN l.`orderPlacedQuantity` ELSE l.quantity END AS wanted,
    COALESCE((SELECT SUM(r.quantity) FROM order_line_reference AS r
       JOIN fulfillment AS f ON f.id = r.`fulfillmentId`
       WHERE r.`orderLineId` = l.id AND f.state IN ('Shipped', 'Delivered')), 0) AS sent,
    (SELECT t.name FROM product_variant_translation AS t WHERE t.`baseId` = l.`productVariantId`
       ORDER BY CASE WHEN t.`languageCode` = '{{language}}' THEN 0 ELSE 1 END, t.id LIMIT 1) AS name
  FROM `order` AS o
  JOIN order_line AS l ON l.`orderId` = o.id
  WHERE o.code = $1
) AS x
WHERE x.wanted > 0 OR x.sent > 0
ORDER BY x.line_id
