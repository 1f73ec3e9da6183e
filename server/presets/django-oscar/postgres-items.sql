-- The lines of an order, with what its shipping events say of each.
SELECT
  CAST(l.order_id AS bigint) AS order_id,
  CAST(l.id AS bigint) AS line_id,
  l.title AS name,
  CAST(l.quantity AS bigint) AS quantity,
  CAST(COALESCE((SELECT SUM(q.quantity) FROM order_shippingeventquantity AS q
    JOIN order_shippingevent AS e ON e.id = q.event_id
    JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
    WHERE q.line_id = l.id AND t.code = '{{shipped_event}}'), 0) AS bigint) AS shipped,
  CAST(COALESCE((SELECT SUM(q.quantity) FROM order_shippingeventquantity AS q
    JOIN order_shippingevent AS e ON e.id = q.event_id
    JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
    WHERE q.line_id = l.id AND t.code = '{{returned_event}}'), 0) AS bigint) AS returned
FROM order_line AS l
WHERE l.order_id = $1
ORDER BY l.id
