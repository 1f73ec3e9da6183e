-- Saleor's order tables, built from its models as ../shared/stores/schemas.md records them; the orders
-- are made by hand. It has not met a real shop.

CREATE TABLE account_address (
  id serial PRIMARY KEY, first_name varchar(256) NOT NULL, last_name varchar(256) NOT NULL, company_name varchar(256) NOT NULL,
  street_address_1 varchar(256) NOT NULL, street_address_2 varchar(256) NOT NULL, city varchar(256) NOT NULL, postal_code varchar(20) NOT NULL,
  country varchar(2) NOT NULL
);
CREATE TABLE order_order (
  id uuid PRIMARY KEY, number integer NOT NULL UNIQUE, status varchar(32) NOT NULL, charge_status varchar(32) NOT NULL,
  authorize_status varchar(32) NOT NULL DEFAULT 'none', user_id integer, user_email varchar(254) NOT NULL, currency varchar(3) NOT NULL,
  total_gross_amount numeric(20,3) NOT NULL, shipping_method_name varchar(255), collection_point_name varchar(255),
  shipping_address_id integer REFERENCES account_address (id), channel_id integer, language_code varchar(35), lines_count integer,
  created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, expired_at timestamptz
);
CREATE TABLE order_orderline (
  id uuid PRIMARY KEY, order_id uuid NOT NULL REFERENCES order_order (id), product_name varchar(386) NOT NULL, variant_name varchar(255) NOT NULL,
  product_sku varchar(255), quantity integer NOT NULL, quantity_fulfilled integer NOT NULL, is_shipping_required boolean NOT NULL, created_at timestamptz NOT NULL
);
CREATE INDEX order_orderline_order_id ON order_orderline (order_id);
CREATE TABLE order_fulfillment (
  id serial PRIMARY KEY, fulfillment_order integer NOT NULL, order_id uuid NOT NULL REFERENCES order_order (id), status varchar(32) NOT NULL,
  tracking_number varchar(255) NOT NULL, created_at timestamptz NOT NULL
);
CREATE INDEX order_fulfillment_order_id ON order_fulfillment (order_id);
CREATE TABLE order_fulfillmentline (
  id serial PRIMARY KEY, order_line_id uuid NOT NULL REFERENCES order_orderline (id), fulfillment_id integer NOT NULL REFERENCES order_fulfillment (id), quantity integer NOT NULL
);
CREATE INDEX order_fulfillmentline_order_line_id ON order_fulfillmentline (order_line_id);
CREATE TABLE order_orderevent (id serial PRIMARY KEY, date timestamptz NOT NULL, type varchar(255) NOT NULL, order_id uuid NOT NULL REFERENCES order_order (id), parameters jsonb NOT NULL DEFAULT '{}');
CREATE INDEX order_orderevent_order_id ON order_orderevent (order_id);

INSERT INTO account_address (first_name, last_name, company_name, street_address_1, street_address_2, city, postal_code, country) VALUES
  ('Robin', 'Doe', '', '1 High Street', '', 'London', 'SW1A 1AA', 'GB');
INSERT INTO order_order (id, number, status, charge_status, user_email, currency, total_gross_amount, shipping_method_name, shipping_address_id, created_at, updated_at) VALUES
  ('00000000-0000-0000-0000-000000000001', 1, 'unconfirmed', 'none', 'Shopper1@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-000000000002', 2, 'unfulfilled', 'none', 'Shopper2@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-000000000003', 3, 'unfulfilled', 'full', 'Shopper3@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-000000000004', 4, 'partially fulfilled', 'full', 'Shopper4@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-000000000005', 5, 'fulfilled', 'full', 'Shopper5@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-000000000006', 6, 'fulfilled', 'full', 'Shopper6@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-000000000007', 7, 'partially_returned', 'full', 'Shopper7@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-000000000008', 8, 'returned', 'full', 'Shopper8@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-000000000009', 9, 'canceled', 'none', 'Shopper9@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-00000000000a', 10, 'draft', 'none', 'Shopper10@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-00000000000b', 11, 'expired', 'none', 'Shopper11@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-00000000000c', 12, 'fulfilled', 'full', 'Shopper12@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-00000000000d', 13, 'fulfilled', 'full', 'Shopper13@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-00000000000e', 14, 'unfulfilled', 'full', 'Shopper14@mail.example', 'KWD', '4.500', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00'),
  ('00000000-0000-0000-0000-00000000000f', 15, 'returned', 'full', 'Shopper15@mail.example', 'EUR', '45.000', 'DHL Paket', 1, '2026-11-01 10:00:00+00', '2026-11-05 09:00:00+00');
INSERT INTO order_orderline (id, order_id, product_name, variant_name, quantity, quantity_fulfilled, is_shipping_required, created_at) VALUES
  ('00000000-0000-0000-0000-000000000064', '00000000-0000-0000-0000-000000000001', 'Rain jacket', 'M', 2, 0, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-000000000065', '00000000-0000-0000-0000-000000000001', 'Wool socks', '', 1, 0, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-0000000000c8', '00000000-0000-0000-0000-000000000002', 'Rain jacket', 'M', 2, 0, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-0000000000c9', '00000000-0000-0000-0000-000000000002', 'Wool socks', '', 1, 0, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-00000000012c', '00000000-0000-0000-0000-000000000003', 'Rain jacket', 'M', 2, 0, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-00000000012d', '00000000-0000-0000-0000-000000000003', 'Wool socks', '', 1, 0, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-000000000190', '00000000-0000-0000-0000-000000000004', 'Rain jacket', 'M', 2, 1, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-000000000191', '00000000-0000-0000-0000-000000000004', 'Wool socks', '', 1, 0, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-0000000001f4', '00000000-0000-0000-0000-000000000005', 'Rain jacket', 'M', 2, 2, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-0000000001f5', '00000000-0000-0000-0000-000000000005', 'Wool socks', '', 1, 1, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-000000000258', '00000000-0000-0000-0000-000000000006', 'Rain jacket', 'M', 2, 2, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-000000000259', '00000000-0000-0000-0000-000000000006', 'Wool socks', '', 1, 1, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-0000000002bc', '00000000-0000-0000-0000-000000000007', 'Rain jacket', 'M', 2, 2, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-0000000002bd', '00000000-0000-0000-0000-000000000007', 'Wool socks', '', 1, 1, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-000000000320', '00000000-0000-0000-0000-000000000008', 'Rain jacket', 'M', 2, 2, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-000000000321', '00000000-0000-0000-0000-000000000008', 'Wool socks', '', 1, 1, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-000000000384', '00000000-0000-0000-0000-000000000009', 'Rain jacket', 'M', 2, 0, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-000000000385', '00000000-0000-0000-0000-000000000009', 'Wool socks', '', 1, 0, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-0000000003e8', '00000000-0000-0000-0000-00000000000a', 'Rain jacket', 'M', 2, 0, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-0000000003e9', '00000000-0000-0000-0000-00000000000a', 'Wool socks', '', 1, 0, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-00000000044c', '00000000-0000-0000-0000-00000000000b', 'Rain jacket', 'M', 2, 0, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-00000000044d', '00000000-0000-0000-0000-00000000000b', 'Wool socks', '', 1, 0, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-0000000004b0', '00000000-0000-0000-0000-00000000000c', 'Rain jacket', 'M', 2, 1, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-0000000004b1', '00000000-0000-0000-0000-00000000000c', 'Wool socks', '', 1, 1, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-000000000514', '00000000-0000-0000-0000-00000000000d', 'Rain jacket', 'M', 2, 2, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-000000000515', '00000000-0000-0000-0000-00000000000d', 'Wool socks', '', 1, 1, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-000000000578', '00000000-0000-0000-0000-00000000000e', 'Rain jacket', 'M', 2, 0, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-000000000579', '00000000-0000-0000-0000-00000000000e', 'Wool socks', '', 1, 0, TRUE, '2026-11-01 10:00:01+00'),
  ('00000000-0000-0000-0000-0000000005dc', '00000000-0000-0000-0000-00000000000f', 'Rain jacket', 'M', 2, 2, TRUE, '2026-11-01 10:00:00+00'),
  ('00000000-0000-0000-0000-0000000005dd', '00000000-0000-0000-0000-00000000000f', 'Wool socks', '', 1, 1, TRUE, '2026-11-01 10:00:01+00');
INSERT INTO order_fulfillment (id, fulfillment_order, order_id, status, tracking_number, created_at) VALUES
  (40, 1, '00000000-0000-0000-0000-000000000004', 'fulfilled', 'T4', '2026-11-05 09:00:00+00'),
  (50, 1, '00000000-0000-0000-0000-000000000005', 'fulfilled', 'T5', '2026-11-05 09:00:00+00'),
  (60, 1, '00000000-0000-0000-0000-000000000006', 'fulfilled', 'https://www.dhl.de/track?id=T6', '2026-11-05 09:00:00+00'),
  (61, 2, '00000000-0000-0000-0000-000000000006', 'canceled', 'WRONG', '2026-11-09 09:00:00+00'),
  (62, 3, '00000000-0000-0000-0000-000000000006', 'fulfilled', '', '2026-11-05 09:00:00+00'),
  (70, 1, '00000000-0000-0000-0000-000000000007', 'fulfilled', 'T7', '2026-11-05 09:00:00+00'),
  (71, 2, '00000000-0000-0000-0000-000000000007', 'returned', 'T7', '2026-11-09 09:00:00+00'),
  (80, 1, '00000000-0000-0000-0000-000000000008', 'returned', 'T8', '2026-11-09 09:00:00+00'),
  (120, 1, '00000000-0000-0000-0000-00000000000c', 'fulfilled', 'T12', '2026-11-05 09:00:00+00'),
  (130, 1, '00000000-0000-0000-0000-00000000000d', 'fulfilled', 'http://evil.example/T13', '2026-11-05 09:00:00+00'),
  (150, 1, '00000000-0000-0000-0000-00000000000f', 'returned', 'T15', '2026-11-09 09:00:00+00');
INSERT INTO order_fulfillmentline (order_line_id, fulfillment_id, quantity) VALUES
  ('00000000-0000-0000-0000-000000000190', 40, 1),
  ('00000000-0000-0000-0000-0000000001f4', 50, 2),
  ('00000000-0000-0000-0000-0000000001f5', 50, 1),
  ('00000000-0000-0000-0000-000000000258', 60, 2),
  ('00000000-0000-0000-0000-000000000259', 61, 1),
  ('00000000-0000-0000-0000-000000000259', 62, 1),
  ('00000000-0000-0000-0000-0000000002bc', 70, 1),
  ('00000000-0000-0000-0000-0000000002bd', 70, 1),
  ('00000000-0000-0000-0000-0000000002bc', 71, 1),
  ('00000000-0000-0000-0000-000000000320', 80, 2),
  ('00000000-0000-0000-0000-000000000321', 80, 1),
  ('00000000-0000-0000-0000-0000000004b0', 120, 1),
  ('00000000-0000-0000-0000-0000000004b1', 120, 1),
  ('00000000-0000-0000-0000-000000000514', 130, 2),
  ('00000000-0000-0000-0000-000000000515', 130, 1),
  ('00000000-0000-0000-0000-0000000005dc', 150, 2),
  ('00000000-0000-0000-0000-0000000005dd', 150, 1);
INSERT INTO order_orderevent (date, type, order_id) VALUES
  ('2026-11-05 09:00:00+00', 'fulfillment_fulfilled_items', '00000000-0000-0000-0000-000000000008'),
  ('2026-11-01 10:00:00+00', 'placed', '00000000-0000-0000-0000-00000000000f');
