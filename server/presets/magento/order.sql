-- An order by its increment id, which is unique within a store view only. What was sent and what
-- came back is counted by its items: credited pieces that were sent have come back.
SELECT
  CAST(x.entity_id AS SIGNED) AS id,
  x.increment_id AS number,
  x.customer_email AS email,
  x.postcode,
  CASE
    WHEN x.state = 'closed' AND x.sent = 0 THEN 'closed, nothing sent'
    WHEN x.state IN ('processing', 'complete', 'closed') AND x.returned > 0 AND x.returned >= x.ordered
      THEN 'all returned'
    WHEN x.state IN ('processing', 'complete', 'closed') AND x.returned > 0 THEN 'part returned'
    WHEN x.state IN ('processing', 'complete') AND x.sent > 0 AND x.sent < x.ordered THEN 'part shipped'
    WHEN x.state = 'processing' AND x.sent > 0 THEN 'all shipped'
    WHEN x.state = 'processing' AND x.status = 'processing' AND x.total_due > 0 THEN 'processing, not paid'
    ELSE x.status
  END AS state,
  DATE_FORMAT(x.created_at, '%Y-%m-%dT%H:%i:%sZ') AS placed_at,
  CASE WHEN x.sent >= x.ordered THEN DATE_FORMAT(x.sent_on, '%Y-%m-%dT%H:%i:%sZ') END AS shipped_at,
  DATE_FORMAT(x.updated_at, '%Y-%m-%dT%H:%i:%sZ') AS updated_at,
  x.delivery_address,
  x.order_currency_code AS currency,
  CAST(x.grand_total AS CHAR) AS total,
  CAST(x.total_refunded AS CHAR) AS refunded
FROM (
  SELECT
    o.entity_id, o.increment_id, o.customer_email, o.state, o.status, o.created_at, o.updated_at,
    o.order_currency_code, o.grand_total, o.total_refunded, COALESCE(o.total_due, 0) AS total_due,
    COALESCE(s.postcode, b.postcode) AS postcode,
    CAST(NULLIF(CONCAT_WS(CHAR(10 USING utf8mb4),
      NULLIF(CONCAT_WS(' ', s.firstname, s.lastname), ''), s.company, s.street,
      NULLIF(CONCAT_WS(' ', s.postcode, s.city), ''), s.country_id), '') AS CHAR(1000)) AS delivery_address,
    COALESCE((SELECT SUM(i.qty_ordered - CASE WHEN o.state = 'canceled' THEN 0 ELSE i.qty_canceled END - GREATEST(i.qty_refunded - i.qty_shipped, 0)) FROM {{prefix}}sales_order_item AS i
       WHERE i.order_id = o.entity_id AND i.parent_item_id IS NULL), 0) AS ordered,
    COALESCE((SELECT SUM(i.qty_shipped) FROM {{prefix}}sales_order_item AS i
       WHERE i.order_id = o.entity_id AND i.parent_item_id IS NULL), 0) AS sent,
    COALESCE((SELECT SUM(LEAST(i.qty_refunded, i.qty_shipped)) FROM {{prefix}}sales_order_item AS i
       WHERE i.order_id = o.entity_id AND i.parent_item_id IS NULL), 0) AS returned,
    (SELECT MAX(sh.created_at) FROM {{prefix}}sales_shipment AS sh
       WHERE sh.order_id = o.entity_id) AS sent_on
  FROM {{prefix}}sales_order AS o
  LEFT JOIN {{prefix}}sales_order_address AS s
    ON s.parent_id = o.entity_id AND s.address_type = 'shipping'
  LEFT JOIN {{prefix}}sales_order_address AS b
    ON b.parent_id = o.entity_id AND b.address_type = 'billing'
  WHERE o.increment_id = $1 AND ({{store_id}} IS NULL OR o.store_id = {{store_id}})
) AS x
