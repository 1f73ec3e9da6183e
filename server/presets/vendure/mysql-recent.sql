-- The latest orders of an address, which is that of the order's customer. Their states are refined
-- by much, so a list does not tell them.
SELECT
  o.code AS number,
  c.`emailAddress` AS email,
  DATE_FORMAT(o.`orderPlacedAt`, '%Y-%m-%dT%H:%i:%sZ') AS placed_at,
  CAST(NULL AS CHAR) AS state
FROM customer AS c
JOIN `order` AS o ON o.`customerId` = c.id
WHERE c.`emailAddress` = $1 AND o.`orderPlacedAt` IS NOT NULL
ORDER BY o.`orderPlacedAt` DESC, o.id DESC
LIMIT 10
