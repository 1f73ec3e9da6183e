-- What was sent. The link is built from the shipping method's template, as Solidus does.
SELECT
  CAST(s.order_id AS bigint) AS order_id,
  s.number AS parcel_id,
  COALESCE(NULLIF(m.carrier, ''), NULLIF(m.name, ''), 'Parcel') AS carrier,
  s.tracking AS tracking_number,
  CASE WHEN s.tracking <> '' AND m.tracking_url <> ''
    THEN REPLACE(m.tracking_url, ':tracking', s.tracking) END AS tracking_url,
  to_char(s.shipped_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS shipped_at
FROM spree_shipments AS s
LEFT JOIN spree_shipping_rates AS r ON r.shipment_id = s.id AND r.selected
LEFT JOIN spree_shipping_methods AS m ON m.id = r.shipping_method_id
WHERE s.order_id = $1 AND s.state = 'shipped'
ORDER BY s.id
