-- What was sent, with each unit in it. The link is built from the shipping method's template, as Solidus does.
SELECT
  CAST(s.order_id AS SIGNED) AS order_id,
  s.number AS parcel_id,
  COALESCE(NULLIF(m.carrier, ''), NULLIF(m.name, ''), 'Parcel') AS carrier,
  s.tracking AS tracking_number,
  CASE WHEN s.tracking <> '' AND m.tracking_url <> ''
    THEN REPLACE(m.tracking_url, ':tracking', s.tracking) END AS tracking_url,
  DATE_FORMAT(s.shipped_at, '%Y-%m-%dT%H:%i:%sZ') AS shipped_at,
  (SELECT CAST(JSON_ARRAYAGG(JSON_OBJECT('line_id', CAST(l.id AS SIGNED), 'quantity', 1)) AS CHAR)
     FROM spree_line_items AS l JOIN spree_inventory_units AS u ON u.line_item_id = l.id
     WHERE l.order_id = s.order_id AND u.shipment_id = s.id AND u.state IN ('shipped', 'returned')) AS items
FROM spree_shipments AS s
LEFT JOIN spree_shipping_rates AS r ON r.shipment_id = s.id AND r.selected
LEFT JOIN spree_shipping_methods AS m ON m.id = r.shipping_method_id
WHERE s.order_id = $1 AND s.state = 'shipped'
ORDER BY s.id
