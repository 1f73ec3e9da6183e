-- Made after the rows are in, which is quicker.

CREATE INDEX orders_by_number ON orders (number);
CREATE INDEX order_lines_by_order ON order_lines (order_id);
CREATE INDEX payments_by_order ON payments (order_id);
CREATE INDEX shipments_by_order ON shipments (order_id);
CREATE INDEX shipment_lines_by_line ON shipment_lines (order_line_id);
CREATE INDEX returns_by_order ON returns (order_id);
CREATE INDEX return_lines_by_line ON return_lines (order_line_id);
CREATE INDEX refunds_by_order ON refunds (order_id);
CREATE INDEX orders_by_email ON orders (lower(email), created_at);
