-- What was sent. What came back was sent as well, but Saleor moves it out of its parcel, so an
-- order whose every piece came back is shown with the parcel's number that the return carries.
-- A tracking number may itself be a link.
SELECT
  f.order_id::text AS order_id,
  f.id::text AS parcel_id,
  COALESCE(NULLIF(o.shipping_method_name, ''), NULLIF(o.collection_point_name, ''), 'Parcel') AS carrier,
  CASE WHEN f.tracking_number !~* '^https?://' THEN f.tracking_number END AS tracking_number,
  CASE WHEN f.tracking_number ~* '^https?://' THEN f.tracking_number END AS tracking_url,
  to_char(f.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS shipped_at
FROM order_fulfillment AS f
JOIN order_order AS o ON o.id = f.order_id
WHERE f.order_id = $1::uuid AND f.status IN ('fulfilled', 'returned', 'refunded_and_returned')
ORDER BY f.fulfillment_order
