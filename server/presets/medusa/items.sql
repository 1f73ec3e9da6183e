-- The lines of an order as they are now: each change of an order adds a version, with rows of its
-- own. Half a piece cannot be shown, so it stays unknown.
SELECT
  oi.order_id,
  li.id AS line_id,
  CASE WHEN li.variant_title IS NULL OR li.variant_title = li.title
      OR lower(li.variant_title) IN ('', 'default', 'default title', 'default variant', 'one size')
    THEN li.title ELSE li.title || ' (' || li.variant_title || ')' END AS name,
  CASE WHEN oi.quantity = trunc(oi.quantity) THEN (oi.quantity)::bigint END AS quantity,
  CASE WHEN GREATEST(oi.shipped_quantity, oi.delivered_quantity) = trunc(GREATEST(oi.shipped_quantity, oi.delivered_quantity)) THEN (GREATEST(oi.shipped_quantity, oi.delivered_quantity))::bigint END AS shipped,
  CASE WHEN (oi.return_received_quantity + oi.return_dismissed_quantity) = trunc((oi.return_received_quantity + oi.return_dismissed_quantity)) THEN ((oi.return_received_quantity + oi.return_dismissed_quantity))::bigint END AS returned
FROM "order" AS o
JOIN order_item AS oi ON oi.order_id = o.id AND oi.version = o.version
JOIN order_line_item AS li ON li.id = oi.item_id
WHERE o.id = $1 AND oi.deleted_at IS NULL AND oi.quantity > 0
ORDER BY li.created_at, li.id
