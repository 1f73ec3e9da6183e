-- What was sent, a row for each tracking number: which of several holds what is not told, nor in
-- which parcel the parts of a bundle are. Magento stores no links.
SELECT
  CAST(sh.order_id AS SIGNED) AS order_id,
  CASE WHEN t.entity_id IS NULL THEN CAST(sh.entity_id AS CHAR)
    ELSE CONCAT(sh.entity_id, '/', t.entity_id) END AS parcel_id,
  COALESCE(NULLIF(t.title, ''), NULLIF(o.shipping_description, ''), 'Parcel') AS carrier,
  CAST(t.track_number AS CHAR) AS tracking_number,
  DATE_FORMAT(sh.created_at, '%Y-%m-%dT%H:%i:%sZ') AS shipped_at,
  CASE WHEN (SELECT COUNT(*) FROM {{prefix}}sales_shipment_track AS one WHERE one.parent_id = sh.entity_id) <= 1
      AND NOT EXISTS (SELECT 1 FROM {{prefix}}sales_order_item AS b
        WHERE b.order_id = sh.order_id AND b.product_type = 'bundle')
    THEN (SELECT CAST(JSON_ARRAYAGG(JSON_OBJECT('line_id', CAST(si.order_item_id AS SIGNED), 'quantity',
        CASE WHEN si.qty = FLOOR(si.qty) THEN CAST(si.qty AS SIGNED) END)) AS CHAR)
      FROM {{prefix}}sales_shipment_item AS si
      JOIN {{prefix}}sales_order_item AS i ON i.item_id = si.order_item_id
      WHERE si.parent_id = sh.entity_id AND i.parent_item_id IS NULL AND si.qty > 0)
  END AS items
FROM {{prefix}}sales_shipment AS sh
JOIN {{prefix}}sales_order AS o ON o.entity_id = sh.order_id
LEFT JOIN {{prefix}}sales_shipment_track AS t ON t.parent_id = sh.entity_id
WHERE sh.order_id = $1
ORDER BY sh.entity_id, t.entity_id
