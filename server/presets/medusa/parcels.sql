-- What was sent, a row for each label: which of several holds what is not told. The admin writes "#"
-- where there is no link.
SELECT
  lf.order_id,
  f.id || COALESCE('/' || l.id, '') AS parcel_id,
  COALESCE(sm.name, f.provider_id, 'Parcel') AS carrier,
  l.tracking_number,
  NULLIF(l.tracking_url, '#') AS tracking_url,
  to_char(f.shipped_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS shipped_at,
  to_char(f.delivered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS delivered_at,
  CASE WHEN (SELECT count(*) FROM fulfillment_label AS one
      WHERE one.fulfillment_id = f.id AND one.deleted_at IS NULL) <= 1
    THEN (SELECT json_agg(json_build_object('line_id', fi.line_item_id, 'quantity',
        CASE WHEN fi.quantity = trunc(fi.quantity) THEN fi.quantity::bigint END))::text
      FROM fulfillment_item AS fi
      WHERE fi.fulfillment_id = f.id AND fi.deleted_at IS NULL AND fi.quantity > 0)
  END AS items
FROM order_fulfillment AS lf
JOIN fulfillment AS f ON f.id = lf.fulfillment_id
LEFT JOIN fulfillment_label AS l ON l.fulfillment_id = f.id AND l.deleted_at IS NULL
LEFT JOIN LATERAL (
  SELECT m.name
  FROM order_shipping AS os JOIN order_shipping_method AS m ON m.id = os.shipping_method_id
  WHERE os.order_id = lf.order_id AND os.return_id IS NULL AND os.deleted_at IS NULL
    AND m.deleted_at IS NULL
  ORDER BY os.version DESC, os.created_at LIMIT 1
) AS sm ON true
WHERE lf.order_id = $1 AND lf.deleted_at IS NULL AND f.deleted_at IS NULL
  AND f.canceled_at IS NULL AND (f.shipped_at IS NOT NULL OR f.delivered_at IS NOT NULL)
ORDER BY f.shipped_at, f.id, l.id
