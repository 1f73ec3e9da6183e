-- The lines of an order. What came back is in fulfilments of its own.
SELECT
  l.order_id::text AS order_id,
  l.id::text AS line_id,
  CASE WHEN l.variant_name IN ('', l.product_name) THEN l.product_name
    ELSE l.product_name || ' (' || l.variant_name || ')' END AS name,
  l.quantity::bigint AS quantity,
  l.quantity_fulfilled::bigint AS shipped,
  COALESCE((SELECT sum(fl.quantity) FROM order_fulfillmentline AS fl
    JOIN order_fulfillment AS f ON f.id = fl.fulfillment_id
    WHERE fl.order_line_id = l.id
      AND f.status IN ('returned', 'refunded_and_returned')), 0)::bigint AS returned
FROM order_orderline AS l
WHERE l.order_id = $1::uuid
ORDER BY l.created_at, l.id
