-- Each shipping event is a parcel; its notes hold the tracking number, as Oscar suggests. Whether
-- one parcel of several was delivered is not recorded.
SELECT
  CAST(e.order_id AS SIGNED) AS order_id,
  CAST(e.id AS SIGNED) AS parcel_id,
  o.shipping_method AS carrier,
  CAST(e.notes AS CHAR) AS tracking_number,
  DATE_FORMAT(e.date_created, '%Y-%m-%dT%H:%i:%sZ') AS shipped_at,
  (SELECT CAST(JSON_ARRAYAGG(JSON_OBJECT('line_id', CAST(q.line_id AS SIGNED), 'quantity', CAST(q.quantity AS SIGNED))) AS CHAR)
     FROM order_shippingeventquantity AS q WHERE q.event_id = e.id) AS items
FROM order_shippingevent AS e
JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
JOIN order_order AS o ON o.id = e.order_id
WHERE e.order_id = $1 AND t.code = '{{shipped_event}}'
ORDER BY e.id
