-- An order by its number. Drafts and expired carts are no orders of a shopper.
SELECT
  o.id::text AS id,
  o.number::text AS number,
  o.user_email AS email,
  a.postal_code AS postcode,
  CASE
    WHEN o.status <> 'unfulfilled' THEN o.status
    WHEN o.charge_status IN ('full', 'overcharged') THEN 'unfulfilled, charged'
    ELSE 'unfulfilled, not charged'
  END AS state,
  to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS placed_at,
  CASE WHEN o.status IN ('fulfilled', 'partially_returned', 'returned') THEN
    to_char(f.sent_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS shipped_at,
  to_char(f.returned_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS returned_at,
  to_char(o.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS updated_at,
  NULLIF(concat_ws(chr(10),
    NULLIF(concat_ws(' ', a.first_name, a.last_name), ''), a.company_name, a.street_address_1,
    a.street_address_2, NULLIF(concat_ws(' ', a.postal_code, a.city), ''), a.country), '') AS delivery_address,
  o.currency,
  o.total_gross_amount::text AS total
FROM order_order AS o
LEFT JOIN account_address AS a ON a.id = o.shipping_address_id
LEFT JOIN LATERAL (
  SELECT max(f.created_at) FILTER (WHERE f.status = 'fulfilled') AS sent_on,
    max(f.created_at) FILTER (WHERE f.status IN ('returned', 'refunded_and_returned')) AS returned_on
  FROM order_fulfillment AS f WHERE f.order_id = o.id
) AS f ON true
WHERE o.number = CASE WHEN $1 ~ '^[1-9][0-9]{0,8}$' THEN $1::int END
  AND o.status NOT IN ('draft', 'expired')
