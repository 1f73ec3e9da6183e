-- The shop's own tables. Times are ISO 8601 text in UTC, money is in minor units of the order's
-- currency. `orders.number` is not unique on purpose: real exports have that fault, too.

CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  city TEXT NOT NULL,
  postcode TEXT NOT NULL
);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  email TEXT NOT NULL,
  ship_name TEXT NOT NULL,
  ship_city TEXT NOT NULL,
  ship_postcode TEXT NOT NULL,
  ship_country TEXT NOT NULL,
  -- awaiting_payment processing ready part_dispatched dispatched held_up complete part_returned
  -- all_returned cancelled money_back
  status TEXT NOT NULL,
  currency TEXT NOT NULL,
  shipping_minor INTEGER NOT NULL,
  discount_minor INTEGER NOT NULL,
  grand_total_minor INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  promised_by TEXT NOT NULL,
  cancelled_at TEXT,
  updated_at TEXT NOT NULL
);

CREATE TABLE order_lines (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  sku TEXT NOT NULL,
  title TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit_minor INTEGER NOT NULL
);

CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  method TEXT NOT NULL,
  status TEXT NOT NULL, -- pending captured void
  amount_minor INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  captured_at TEXT
);

CREATE TABLE shipments (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  carrier TEXT NOT NULL,
  tracking_number TEXT NOT NULL,
  tracking_url TEXT NOT NULL,
  label_created_at TEXT NOT NULL,
  dispatched_at TEXT,
  estimated_at TEXT NOT NULL,
  delivered_at TEXT
);

CREATE TABLE shipment_lines (
  shipment_id INTEGER NOT NULL REFERENCES shipments (id),
  order_line_id INTEGER NOT NULL REFERENCES order_lines (id),
  quantity INTEGER NOT NULL,
  PRIMARY KEY (shipment_id, order_line_id)
) WITHOUT ROWID;

CREATE TABLE returns (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  reason TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  received_at TEXT
);

CREATE TABLE return_lines (
  return_id INTEGER NOT NULL REFERENCES returns (id),
  order_line_id INTEGER NOT NULL REFERENCES order_lines (id),
  quantity INTEGER NOT NULL,
  PRIMARY KEY (return_id, order_line_id)
) WITHOUT ROWID;

CREATE TABLE refunds (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  amount_minor INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created_at TEXT NOT NULL
);
