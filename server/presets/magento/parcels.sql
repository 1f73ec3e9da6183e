-- What was sent, a row for each tracking number. Magento stores no links.
SELECT
  CAST(sh.order_id AS SIGNED) AS order_id,
  CASE WHEN t.entity_id IS NULL THEN CAST(sh.entity_id AS CHAR)
    ELSE CONCAT(sh.entity_id, '/', t.entity_id) END AS parcel_id,
  COALESCE(NULLIF(t.title, ''), NULLIF(o.shipping_description, ''), 'Parcel') AS carrier,
  CAST(t.track_number AS CHAR) AS tracking_number,
  DATE_FORMAT(sh.created_at, '%Y-%m-%dT%H:%i:%sZ') AS shipped_at
FROM {{prefix}}sales_shipment AS sh
JOIN {{prefix}}sales_order AS o ON o.entity_id = sh.order_id
LEFT JOIN {{prefix}}sales_shipment_track AS t ON t.parent_id = sh.entity_id
WHERE sh.order_id = $1
ORDER BY sh.entity_id, t.entity_id
