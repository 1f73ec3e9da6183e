-- An order by its code, with its state refined by what its fulfilments hold.
SELECT
  x.code AS id,
  x.code AS number,
  x.email,
  x.postcode,
  CASE
    WHEN x.type <> 'Regular' THEN x.type
    WHEN x.state = 'Cancelled' AND x.sent > 0 THEN 'Cancelled after sending'
    WHEN x.state = 'Cancelled' AND x.refunded > 0 AND x.refunded >= x.settled
      THEN 'Cancelled and refunded'
    WHEN x.state IN ('Shipped', 'PartiallyDelivered', 'Delivered') AND x.returned > 0
      THEN 'Partly returned'
    WHEN x.state = 'PartiallyDelivered' AND x.sent >= x.ordered THEN 'PartiallyDelivered, all sent'
    WHEN x.state = 'PaymentSettled' AND x.packed >= x.ordered THEN 'PaymentSettled, all packed'
    ELSE x.state
  END AS state,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.placed) AS placed_at,
  CASE WHEN x.state <> 'PaymentAuthorized' THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.paid) END AS paid_at,
  CASE WHEN x.packed >= x.ordered THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.packed_on) END AS packed_at,
  CASE WHEN x.sent >= x.ordered THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.sent_on) END AS shipped_at,
  CASE WHEN x.arrived >= x.ordered THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.arrived_on) END AS delivered_at,
  CASE WHEN x.returned > 0 THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.cancelled) END AS returned_at,
  CASE WHEN x.state = 'Cancelled' AND x.sent = 0 THEN strftime('%Y-%m-%dT%H:%M:%SZ', x.cancelled) END AS cancelled_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.refunded_on) AS refunded_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', x.updated) AS updated_at,
  x.delivery_address,
  x.currency,
  CAST(x.total AS INTEGER) AS total_minor
FROM (
  SELECT
    o.code, o.type, o.state, o."orderPlacedAt" AS placed, o."updatedAt" AS updated,
    o."currencyCode" AS currency,
    o."subTotalWithTax" + o."shippingWithTax" AS total,
    c."emailAddress" AS email,
    json_extract(o."shippingAddress", '$.postalCode') AS postcode,
    NULLIF(concat_ws(char(10),
      json_extract(o."shippingAddress", '$.fullName'),
      json_extract(o."shippingAddress", '$.company'),
      json_extract(o."shippingAddress", '$.streetLine1'),
      json_extract(o."shippingAddress", '$.streetLine2'),
      NULLIF(concat_ws(' ', json_extract(o."shippingAddress", '$.postalCode'),
        json_extract(o."shippingAddress", '$.city')), ''),
      json_extract(o."shippingAddress", '$.country')), '') AS delivery_address,
    COALESCE(n.ordered, 0) AS ordered, COALESCE(n.packed, 0) AS packed,
    COALESCE(n.sent, 0) AS sent, COALESCE(n.arrived, 0) AS arrived,
    COALESCE(n.returned, 0) AS returned,
    (SELECT MAX(f."createdAt") FROM order_fulfillments_fulfillment AS of_
       JOIN fulfillment AS f ON f.id = of_."fulfillmentId"
       WHERE of_."orderId" = o.id AND f.state <> 'Cancelled') AS packed_on,
    (SELECT MAX(h."createdAt") FROM history_entry AS h
       WHERE h."orderId" = o.id AND h.type = 'ORDER_FULFILLMENT_TRANSITION' AND json_extract(h.data, '$.to') = 'Shipped') AS sent_on,
    (SELECT MAX(h."createdAt") FROM history_entry AS h
       WHERE h."orderId" = o.id AND h.type = 'ORDER_FULFILLMENT_TRANSITION' AND json_extract(h.data, '$.to') = 'Delivered') AS arrived_on,
    (SELECT MIN(h."createdAt") FROM history_entry AS h
       WHERE h."orderId" = o.id AND h.type = 'ORDER_STATE_TRANSITION'
         AND json_extract(h.data, '$.to') = 'PaymentSettled') AS paid,
    (SELECT MAX(h."createdAt") FROM history_entry AS h
       WHERE h."orderId" = o.id AND h.type = 'ORDER_CANCELLATION') AS cancelled,
    COALESCE((SELECT SUM(p.amount) FROM payment AS p
       WHERE p."orderId" = o.id AND p.state = 'Settled'), 0) AS settled,
    COALESCE((SELECT SUM(r.total) FROM payment AS p JOIN refund AS r ON r."paymentId" = p.id
       WHERE p."orderId" = o.id AND r.state = 'Settled'), 0) AS refunded,
    (SELECT MAX(r."updatedAt") FROM payment AS p JOIN refund AS r ON r."paymentId" = p.id
       WHERE p."orderId" = o.id AND r.state = 'Settled') AS refunded_on
  FROM "order" AS o
  LEFT JOIN customer AS c ON c.id = o."customerId"
  LEFT JOIN (
    -- Cancelling what was sent takes it off the line: it came back. A cancelled order's lines are
    -- empty; what it once held is the quantity when it was placed.
    SELECT
      line.order_id,
      SUM(max(line.wanted, line.sent)) AS ordered,
      SUM(line.packed) AS packed, SUM(line.sent) AS sent, SUM(line.arrived) AS arrived,
      SUM(CASE WHEN line.sent > line.kept THEN line.sent - line.kept ELSE 0 END) AS returned
    FROM (
      SELECT
        l."orderId" AS order_id, l.id, l.quantity AS kept,
        CASE WHEN o.state = 'Cancelled' THEN l."orderPlacedQuantity" ELSE l.quantity END AS wanted,
        COALESCE(SUM(CASE WHEN f.state <> 'Cancelled' THEN r.quantity END), 0) AS packed,
        COALESCE(SUM(CASE WHEN f.state IN ('Shipped', 'Delivered') THEN r.quantity END), 0) AS sent,
        COALESCE(SUM(CASE WHEN f.state = 'Delivered' THEN r.quantity END), 0) AS arrived
      FROM "order" AS o
      JOIN order_line AS l ON l."orderId" = o.id
      LEFT JOIN order_line_reference AS r
        ON r."orderLineId" = l.id AND r."fulfillmentId" IS NOT NULL
      LEFT JOIN fulfillment AS f ON f.id = r."fulfillmentId"
      WHERE o.code = $1
      GROUP BY l."orderId", l.id, l.quantity, l."orderPlacedQuantity", o.state
    ) AS line
    GROUP BY line.order_id
  ) AS n ON n.order_id = o.id
  WHERE o.code = $1 AND o."orderPlacedAt" IS NOT NULL
) AS x
