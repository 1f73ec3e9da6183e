-- The latest completed orders of an address. An index on lower(email) serves this.
SELECT
  x.number,
  x.email,
  to_char(x.completed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS placed_at,
  CASE
    WHEN x.state = 'canceled' THEN 'canceled'
    WHEN x.units > 0 AND x.returned >= x.units THEN 'returned'
    WHEN x.returned > 0 THEN 'partly returned'
    WHEN x.state NOT IN ('complete', 'resumed', 'awaiting_return') THEN x.state
    WHEN x.shipment_state IN ('shipped', 'partial') THEN x.shipment_state
    WHEN x.payment_state IN ('paid', 'credit_owed') AND x.shipment_state IN ('ready', 'pending', 'backorder')
      THEN 'paid'
    WHEN x.payment_state IN ('balance_due', 'failed') AND x.shipment_state IN ('ready', 'pending', 'backorder')
      THEN 'balance due'
    ELSE x.state || ', ' || COALESCE(x.payment_state, 'no payment') || ', ' || COALESCE(x.shipment_state, 'no shipment')
  END AS state
FROM (
  SELECT
    o.id, o.number, o.email, o.state, o.payment_state, o.shipment_state, o.completed_at,
    (SELECT COUNT(*) FROM spree_inventory_units AS u JOIN spree_line_items AS l ON l.id = u.line_item_id
       WHERE l.order_id = o.id AND u.state <> 'canceled') AS units,
    (SELECT COUNT(*) FROM spree_inventory_units AS u JOIN spree_line_items AS l ON l.id = u.line_item_id
       WHERE l.order_id = o.id AND u.state = 'returned') AS returned
  FROM spree_orders AS o
  WHERE lower(o.email) = $1 AND o.number IS NOT NULL AND o.completed_at IS NOT NULL
  ORDER BY o.completed_at DESC, o.id DESC
  LIMIT 10
) AS x
ORDER BY x.completed_at DESC, x.id DESC
