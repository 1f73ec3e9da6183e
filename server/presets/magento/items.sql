-- The lines of an order. A configurable product and a bundle have rows for their parts, which are
-- left out. Pieces that were canceled, or credited without having been sent, are no longer part of
-- the order, unless the whole of it was canceled or closed. Half a piece cannot be shown.
SELECT
  CAST(x.order_id AS SIGNED) AS order_id,
  CAST(x.item_id AS SIGNED) AS line_id,
  x.name,
  CASE WHEN x.quantity = FLOOR(x.quantity) THEN CAST(x.quantity AS SIGNED) END AS quantity,
  CASE WHEN x.qty_shipped = FLOOR(x.qty_shipped) THEN CAST(x.qty_shipped AS SIGNED) END AS shipped,
  CASE WHEN x.returned = FLOOR(x.returned) THEN CAST(x.returned AS SIGNED) END AS returned
FROM (
  SELECT
    i.order_id, i.item_id, i.name, i.qty_shipped,
    CASE WHEN o.state = 'canceled' OR (o.state = 'closed' AND i.qty_shipped = 0) THEN i.qty_ordered
      ELSE i.qty_ordered - i.qty_canceled - GREATEST(i.qty_refunded - i.qty_shipped, 0)
    END AS quantity,
    LEAST(i.qty_refunded, i.qty_shipped) AS returned
  FROM {{prefix}}sales_order_item AS i
  JOIN {{prefix}}sales_order AS o ON o.entity_id = i.order_id
  WHERE i.order_id = $1 AND i.parent_item_id IS NULL
) AS x
WHERE x.quantity > 0
ORDER BY x.item_id
