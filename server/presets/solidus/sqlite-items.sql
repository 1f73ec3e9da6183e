-- The lines of an order; a canceled unit of one is no longer part of it, unless the whole order is.
-- Solidus takes its price off by an adjustment, so such a line says nothing about the sum of lines.
SELECT
  CAST(x.order_id AS INTEGER) AS order_id,
  CAST(x.id AS INTEGER) AS line_id,
  x.name,
  CAST(x.quantity - CASE WHEN x.state = 'canceled' THEN 0 ELSE x.canceled END AS INTEGER) AS quantity,
  CAST(x.sent AS INTEGER) AS shipped,
  CAST(x.returned AS INTEGER) AS returned,
  CASE WHEN x.canceled = 0 THEN printf('%.2f', x.price) END AS unit
FROM (
  SELECT
    l.order_id, l.id, l.quantity, l.price, p.name, o.state,
    (SELECT COUNT(*) FROM spree_inventory_units AS u
       WHERE u.line_item_id = l.id AND u.state = 'canceled') AS canceled,
    (SELECT COUNT(*) FROM spree_inventory_units AS u
       WHERE u.line_item_id = l.id AND u.state IN ('shipped', 'returned')) AS sent,
    (SELECT COUNT(*) FROM spree_inventory_units AS u
       WHERE u.line_item_id = l.id AND u.state = 'returned') AS returned
  FROM spree_line_items AS l
  JOIN spree_orders AS o ON o.id = l.order_id
  JOIN spree_variants AS v ON v.id = l.variant_id
  JOIN spree_products AS p ON p.id = v.product_id
  WHERE l.order_id = $1
) AS x
WHERE x.quantity > x.canceled OR x.state = 'canceled'
ORDER BY x.id
