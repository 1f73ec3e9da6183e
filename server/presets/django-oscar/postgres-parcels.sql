-- Each shipping event is a parcel; its notes hold the tracking number, as Oscar suggests. Whether
-- one parcel of several was delivered is not recorded.
SELECT
  CAST(e.order_id AS bigint) AS order_id,
  CAST(e.id AS bigint) AS parcel_id,
  o.shipping_method AS carrier,
  e.notes AS tracking_number,
  to_char(e.date_created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS shipped_at,
  (SELECT CAST(json_agg(json_build_object('line_id', CAST(q.line_id AS bigint), 'quantity', CAST(q.quantity AS bigint))) AS text)
     FROM order_shippingeventquantity AS q WHERE q.event_id = e.id) AS items
FROM order_shippingevent AS e
JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
JOIN order_order AS o ON o.id = e.order_id
WHERE e.order_id = $1 AND t.code = '{{shipped_event}}'
ORDER BY e.id
