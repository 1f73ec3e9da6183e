-- A completed order by its number. `state`, `payment_state` and `shipment_state` together make one
-- name; what was sent and what came back is counted by inventory units.
SELECT
  CAST(x.id AS INTEGER) AS id,
  x.number,
  x.email,
  x.zipcode AS postcode,
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
  END AS state,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.completed_at) AS placed_at,
  CASE WHEN x.units > 0 AND x.sent >= x.units THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.sent_on) END AS shipped_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.canceled_at) AS cancelled_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.updated_at) AS updated_at,
  x.delivery_address,
  x.currency,
  printf('%.2f', x.total) AS total,
  printf('%.2f', x.item_total) AS "lines",
  printf('%.2f', x.shipment_total) AS shipping,
  printf('%.2f', -x.adjustment_total) AS discount
FROM (
  SELECT
    o.id, o.number, o.email, o.state, o.payment_state, o.shipment_state, o.completed_at,
    o.canceled_at, o.updated_at, o.currency, o.total, o.item_total, o.shipment_total,
    o.adjustment_total, a.zipcode,
    NULLIF(concat_ws(char(10), a.name, a.company, a.address1, a.address2,
      NULLIF(concat_ws(' ', a.zipcode, a.city), ''), c.name), '') AS delivery_address,
    (SELECT COUNT(*) FROM spree_inventory_units AS u JOIN spree_line_items AS l ON l.id = u.line_item_id
       WHERE l.order_id = o.id AND u.state <> 'canceled') AS units,
    (SELECT COUNT(*) FROM spree_inventory_units AS u JOIN spree_line_items AS l ON l.id = u.line_item_id
       WHERE l.order_id = o.id AND u.state IN ('shipped', 'returned')) AS sent,
    (SELECT COUNT(*) FROM spree_inventory_units AS u JOIN spree_line_items AS l ON l.id = u.line_item_id
       WHERE l.order_id = o.id AND u.state = 'returned') AS returned,
    (SELECT MAX(s.shipped_at) FROM spree_shipments AS s WHERE s.order_id = o.id) AS sent_on
  FROM spree_orders AS o
  LEFT JOIN spree_addresses AS a ON a.id = o.ship_address_id
  LEFT JOIN spree_countries AS c ON c.id = a.country_id
  WHERE o.number = $1 AND o.completed_at IS NOT NULL
) AS x
