-- The lines of an order. How much of each was sent is not recorded: it follows the order's state.
SELECT
  CAST(i.order_id AS SIGNED) AS order_id,
  CAST(i.order_item_id AS SIGNED) AS line_id,
  CAST(i.order_item_name AS CHAR) AS name,
  CAST(q.meta_value AS SIGNED) AS quantity
FROM {{prefix}}woocommerce_order_items AS i
LEFT JOIN {{prefix}}woocommerce_order_itemmeta AS q
  ON q.order_item_id = i.order_item_id AND q.meta_key = '_qty'
WHERE i.order_id = $1 AND i.order_item_type = 'line_item'
ORDER BY i.order_item_id
