-- An order by its number. Statuses are the shop's own; what was paid, sent, delivered and returned
-- is told by its events, where the shop records them.
SELECT
  CAST(x.id AS INTEGER) AS id,
  x.number,
  x.email,
  x.postcode,
  CASE
    WHEN x.cancelled = 1 AND x.refunded > 0 AND x.refunded >= x.paid THEN 'Cancelled and refunded'
    WHEN x.cancelled = 1 THEN 'Cancelled'
    WHEN x.returned > 0 AND x.returned >= x.ordered THEN 'Returned'
    WHEN x.returned > 0 THEN 'Partly returned'
    WHEN x.delivered > 0 AND x.delivered >= x.ordered THEN 'Delivered'
    WHEN x.sent > 0 AND x.sent >= x.ordered THEN 'Shipped'
    WHEN x.sent > 0 THEN 'Partly shipped'
    WHEN x.status IN ('', 'Pending', 'Being processed') AND x.paid >= x.total THEN 'Paid'
    WHEN x.status = '' THEN 'No status'
    ELSE x.status
  END AS state,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.date_placed) AS placed_at,
  CASE WHEN x.paid >= x.total THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.paid_on) END AS paid_at,
  CASE WHEN x.sent >= x.ordered THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.sent_on) END AS shipped_at,
  CASE WHEN x.delivered >= x.ordered THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.delivered_on) END AS delivered_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.returned_on) AS returned_at,
  CASE WHEN x.cancelled = 1 THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.changed_on) END AS cancelled_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.refunded_on) AS refunded_at,
  x.delivery_address,
  x.currency,
  printf('%.2f', x.total) AS total,
  printf('%.2f', x.refunded) AS refunded
FROM (
  SELECT
    o.id, o.number, o.currency, o.date_placed, o.status, o.total_incl_tax AS total,
    CASE WHEN lower(o.status) IN ('cancelled', 'canceled') THEN 1 ELSE 0 END AS cancelled,
    COALESCE(u.email, o.guest_email) AS email,
    a.postcode,
    NULLIF(concat_ws(char(10),
      NULLIF(concat_ws(' ', a.first_name, a.last_name), ''), a.line1, a.line2, a.line3,
      NULLIF(concat_ws(' ', a.postcode, a.line4), ''), a.country_id), '') AS delivery_address,
    COALESCE((SELECT SUM(l.quantity) FROM order_line AS l WHERE l.order_id = o.id), 0) AS ordered,
    COALESCE((SELECT SUM(q.quantity) FROM order_shippingevent AS e
       JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
       JOIN order_shippingeventquantity AS q ON q.event_id = e.id
       WHERE e.order_id = o.id AND t.code = '{{shipped_event}}'), 0) AS sent,
    (SELECT MAX(e.date_created) FROM order_shippingevent AS e
       JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
       WHERE e.order_id = o.id AND t.code = '{{shipped_event}}') AS sent_on,
    COALESCE((SELECT SUM(q.quantity) FROM order_shippingevent AS e
       JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
       JOIN order_shippingeventquantity AS q ON q.event_id = e.id
       WHERE e.order_id = o.id AND t.code = '{{delivered_event}}'), 0) AS delivered,
    (SELECT MAX(e.date_created) FROM order_shippingevent AS e
       JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
       WHERE e.order_id = o.id AND t.code = '{{delivered_event}}') AS delivered_on,
    COALESCE((SELECT SUM(q.quantity) FROM order_shippingevent AS e
       JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
       JOIN order_shippingeventquantity AS q ON q.event_id = e.id
       WHERE e.order_id = o.id AND t.code = '{{returned_event}}'), 0) AS returned,
    (SELECT MAX(e.date_created) FROM order_shippingevent AS e
       JOIN order_shippingeventtype AS t ON t.id = e.event_type_id
       WHERE e.order_id = o.id AND t.code = '{{returned_event}}') AS returned_on,
    COALESCE((SELECT SUM(s.amount_debited) FROM payment_source AS s WHERE s.order_id = o.id), (SELECT SUM(e.amount) FROM order_paymentevent AS e
       JOIN order_paymenteventtype AS t ON t.id = e.event_type_id
       WHERE e.order_id = o.id AND t.code = '{{paid_event}}'), 0) AS paid,
    (SELECT MAX(e.date_created) FROM order_paymentevent AS e
       JOIN order_paymenteventtype AS t ON t.id = e.event_type_id
       WHERE e.order_id = o.id AND t.code = '{{paid_event}}') AS paid_on,
    COALESCE((SELECT SUM(s.amount_refunded) FROM payment_source AS s WHERE s.order_id = o.id), (SELECT SUM(e.amount) FROM order_paymentevent AS e
       JOIN order_paymenteventtype AS t ON t.id = e.event_type_id
       WHERE e.order_id = o.id AND t.code = '{{refunded_event}}'), 0) AS refunded,
    (SELECT MAX(e.date_created) FROM order_paymentevent AS e
       JOIN order_paymenteventtype AS t ON t.id = e.event_type_id
       WHERE e.order_id = o.id AND t.code = '{{refunded_event}}') AS refunded_on,
    (SELECT MAX(c.date_created) FROM order_orderstatuschange AS c WHERE c.order_id = o.id) AS changed_on
  FROM order_order AS o
  LEFT JOIN {{user_table}} AS u ON u.id = o.user_id
  LEFT JOIN order_shippingaddress AS a ON a.id = o.shipping_address_id
  WHERE o.number IN ($1, lower($1))
) AS x
