-- An order by the number that shoppers see. Medusa stores no payment or fulfilment status of an
-- order: both are derived from quantities and transactions, as its own API does.
SELECT
  o.id,
  o.display_id::text AS number,
  o.email,
  a.postal_code AS postcode,
  CASE
    WHEN o.status = 'canceled' AND m.refunded > 0 AND m.refunded >= m.paid THEN 'canceled, refunded'
    WHEN o.status IN ('canceled', 'requires_action') THEN o.status::text
    WHEN n.returned > 0 AND n.returned >= n.ordered THEN 'returned'
    WHEN n.returned > 0 THEN 'partially_returned'
    WHEN n.delivered > 0 AND n.delivered >= n.ordered THEN 'delivered'
    WHEN n.sent > 0 AND n.sent >= n.ordered THEN 'shipped'
    WHEN n.sent > 0 THEN 'partially_shipped'
    WHEN n.packed > 0 AND n.packed >= n.ordered THEN 'fulfilled'
    WHEN m.paid >= s.total - 0.005 THEN 'captured'
    ELSE 'not_paid'
  END AS state,
  to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS placed_at,
  CASE WHEN m.paid >= s.total - 0.005 THEN to_char(m.paid_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS paid_at,
  CASE WHEN n.packed >= n.ordered THEN to_char(f.packed_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS packed_at,
  CASE WHEN n.sent >= n.ordered THEN to_char(f.sent_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS shipped_at,
  CASE WHEN n.delivered >= n.ordered THEN to_char(f.delivered_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS delivered_at,
  CASE WHEN n.returned > 0 THEN to_char(r.returned_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS returned_at,
  to_char(o.canceled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS cancelled_at,
  to_char(m.refunded_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS refunded_at,
  to_char(o.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS updated_at,
  NULLIF(concat_ws(chr(10),
    NULLIF(concat_ws(' ', a.first_name, a.last_name), ''), a.company, a.address_1, a.address_2,
    NULLIF(concat_ws(' ', a.postal_code, a.city), ''), upper(a.country_code)), '') AS delivery_address,
  upper(o.currency_code) AS currency,
  s.total::text AS total
FROM "order" AS o
LEFT JOIN order_address AS a ON a.id = o.shipping_address_id
LEFT JOIN LATERAL (
  SELECT sum(oi.quantity) AS ordered, sum(oi.fulfilled_quantity) AS packed,
    sum(GREATEST(oi.shipped_quantity, oi.delivered_quantity)) AS sent,
    sum(oi.delivered_quantity) AS delivered,
    sum(oi.return_received_quantity + oi.return_dismissed_quantity) AS returned
  FROM order_item AS oi
  WHERE oi.order_id = o.id AND oi.version = o.version AND oi.deleted_at IS NULL
) AS n ON true
LEFT JOIN LATERAL (
  SELECT max(COALESCE(f.packed_at, f.created_at)) AS packed_on, max(f.shipped_at) AS sent_on,
    max(f.delivered_at) AS delivered_on
  FROM order_fulfillment AS lf
  JOIN fulfillment AS f ON f.id = lf.fulfillment_id
  WHERE lf.order_id = o.id AND lf.deleted_at IS NULL AND f.deleted_at IS NULL
    AND f.canceled_at IS NULL
) AS f ON true
LEFT JOIN LATERAL (
  SELECT COALESCE(sum(t.amount) FILTER (WHERE t.amount > 0), 0) AS paid,
    COALESCE(-sum(t.amount) FILTER (WHERE t.amount < 0), 0) AS refunded,
    max(t.created_at) FILTER (WHERE t.amount > 0) AS paid_on,
    max(t.created_at) FILTER (WHERE t.amount < 0) AS refunded_on
  FROM order_transaction AS t
  WHERE t.order_id = o.id AND t.deleted_at IS NULL
) AS m ON true
LEFT JOIN LATERAL (
  SELECT (os.totals ->> 'current_order_total')::numeric AS total
  FROM order_summary AS os
  WHERE os.order_id = o.id AND os.deleted_at IS NULL
  ORDER BY os.version DESC LIMIT 1
) AS s ON true
LEFT JOIN LATERAL (
  SELECT max(re.received_at) AS returned_on
  FROM "return" AS re
  WHERE re.order_id = o.id AND re.deleted_at IS NULL AND re.canceled_at IS NULL
) AS r ON true
WHERE o.display_id = CASE WHEN $1 ~ '^[1-9][0-9]{0,8}$' THEN $1::int END
  AND o.deleted_at IS NULL AND NOT o.is_draft_order
