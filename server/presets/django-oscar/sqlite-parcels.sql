-- Each shipping event is a parcel; its notes hold the tracking number, as Oscar suggests. Whether
-- one parcel of several was delivered is not recorded.
SELECT
  CAST(e.order_id AS INTEGER) AS order_id,
  CAST(e.id AS INTEGER) AS parcel_id,
  o.shipping_method AS carrier,
  e.notes AS tracking_number,
  strftime('%Y-%m-%dT%H:%M:%SZ', e.date_created) AS shipped_at,
  (SELECT json_group_array(json_object('line_id', q.line_id, 'quantity', q.quantity))
     FROM order_shippingeventquantity AS q WHERE q.event_id = e.id) AS items
FROM order_shippingevent AS e
JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
JOIN order_order AS o ON o.id = e.order_id
WHERE e.order_id = $1 AND t.code = '{{shipped_event}}'
ORDER BY e.id
