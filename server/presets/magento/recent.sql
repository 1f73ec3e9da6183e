-- The latest orders of an address. Columns of this table compare without regard to case.
SELECT
  x.increment_id AS number,
  x.customer_email AS email,
  DATE_FORMAT(x.created_at, '%Y-%m-%dT%H:%i:%sZ') AS placed_at,
  CASE
    WHEN x.state = 'closed' AND x.sent = 0 THEN 'closed, nothing sent'
    WHEN x.state IN ('processing', 'complete', 'closed') AND x.returned > 0 AND x.returned >= x.ordered
      THEN 'all returned'
    WHEN x.state IN ('processing', 'complete', 'closed') AND x.returned > 0 THEN 'part returned'
    WHEN x.state IN ('processing', 'complete') AND x.sent > 0 AND x.sent < x.ordered THEN 'part shipped'
    WHEN x.state = 'processing' AND x.sent > 0 THEN 'all shipped'
    WHEN x.state = 'processing' AND x.status = 'processing' AND x.total_due > 0 THEN 'processing, not paid'
    ELSE x.status
  END AS state
FROM (
  SELECT
    o.increment_id, o.customer_email, o.state, o.status, o.created_at, o.entity_id,
    COALESCE(o.total_due, 0) AS total_due,
    COALESCE((SELECT SUM(i.qty_ordered - CASE WHEN o.state = 'canceled' THEN 0 ELSE i.qty_canceled END - GREATEST(i.qty_refunded - i.qty_shipped, 0)) FROM {{prefix}}sales_order_item AS i
       WHERE i.order_id = o.entity_id AND i.parent_item_id IS NULL), 0) AS ordered,
    COALESCE((SELECT SUM(i.qty_shipped) FROM {{prefix}}sales_order_item AS i
       WHERE i.order_id = o.entity_id AND i.parent_item_id IS NULL), 0) AS sent,
    COALESCE((SELECT SUM(LEAST(i.qty_refunded, i.qty_shipped)) FROM {{prefix}}sales_order_item AS i
       WHERE i.order_id = o.entity_id AND i.parent_item_id IS NULL), 0) AS returned
  FROM {{prefix}}sales_order AS o
  WHERE o.customer_email = $1 AND o.increment_id IS NOT NULL
    AND ({{store_id}} IS NULL OR o.store_id = {{store_id}})
  ORDER BY o.created_at DESC, o.entity_id DESC
  LIMIT 10
) AS x
ORDER BY x.created_at DESC, x.entity_id DESC
