-- Solidus' order tables, built from its migrations as ../shared/stores/schemas.md records them; the
-- orders are made by hand. It has not met a real shop.

CREATE TABLE spree_addresses (
  id integer PRIMARY KEY, zipcode varchar(255), city varchar(255), name varchar(255), address1 varchar(255), address2 varchar(255),
  company varchar(255), country_id integer
);
CREATE TABLE spree_countries (id integer PRIMARY KEY, iso varchar(255), name varchar(255));
CREATE TABLE spree_orders (
  id integer PRIMARY KEY, number varchar(32), item_total decimal(10,2) NOT NULL DEFAULT 0, total decimal(10,2) NOT NULL DEFAULT 0,
  state varchar(255), adjustment_total decimal(10,2) NOT NULL DEFAULT 0, user_id integer, completed_at datetime(6), ship_address_id integer,
  shipment_state varchar(255), payment_state varchar(255), email varchar(255), currency varchar(255), shipment_total decimal(10,2) NOT NULL DEFAULT 0,
  guest_token varchar(255), canceled_at datetime(6), store_id integer, frontend_viewable boolean NOT NULL DEFAULT TRUE, created_at datetime(6), updated_at datetime(6)
);
CREATE UNIQUE INDEX index_spree_orders_on_number ON spree_orders (number);
CREATE TABLE spree_products (id integer PRIMARY KEY, name varchar(255) NOT NULL DEFAULT '');
CREATE TABLE spree_variants (id integer PRIMARY KEY, sku varchar(255) NOT NULL DEFAULT '', product_id integer);
CREATE TABLE spree_line_items (id integer PRIMARY KEY, variant_id integer, order_id integer, quantity integer NOT NULL, price decimal(10,2) NOT NULL, currency varchar(255));
CREATE INDEX index_spree_line_items_on_order_id ON spree_line_items (order_id);
CREATE TABLE spree_shipments (id integer PRIMARY KEY, tracking varchar(255), number varchar(255), shipped_at datetime(6), order_id integer, state varchar(255), stock_location_id integer);
CREATE INDEX index_spree_shipments_on_order_id ON spree_shipments (order_id);
CREATE TABLE spree_inventory_units (id integer PRIMARY KEY, state varchar(255), variant_id integer, shipment_id integer, line_item_id integer, carton_id integer);
CREATE INDEX index_spree_inventory_units_on_line_item_id ON spree_inventory_units (line_item_id);
CREATE TABLE spree_shipping_methods (id integer PRIMARY KEY, name varchar(255), tracking_url varchar(255), carrier varchar(255), service_level varchar(255));
CREATE TABLE spree_shipping_rates (id integer PRIMARY KEY, shipment_id integer, shipping_method_id integer, selected boolean);
CREATE INDEX index_spree_shipping_rates_on_shipment_id ON spree_shipping_rates (shipment_id);

INSERT INTO spree_addresses (id, name, address1, address2, zipcode, city, country_id) VALUES
  (1, 'Robin Doe', '1 High Street', '', 'SW1A 1AA', 'London', 1);
INSERT INTO spree_countries (id, iso, name) VALUES
  (1, 'GB', 'United Kingdom');
INSERT INTO spree_products (id, name) VALUES
  (1, 'Rain jacket'),
  (2, 'Wool socks');
INSERT INTO spree_variants (id, product_id) VALUES
  (1, 1),
  (2, 2);
INSERT INTO spree_shipping_methods (id, name, carrier, tracking_url) VALUES
  (1, 'UPS Ground', 'UPS', 'https://www.ups.com/track?tracknum=:tracking'),
  (2, 'Pigeon', '', '');
INSERT INTO spree_orders (id, number, item_total, total, state, adjustment_total, completed_at, ship_address_id, shipment_state, payment_state, email, currency, shipment_total, canceled_at, frontend_viewable, created_at, updated_at) VALUES
  (1, 'R100000001', '45.00', '44.00', 'complete', '-5.00', '2026-11-01 10:00:00', 1, 'pending', 'balance_due', 'shopper1@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (2, 'R100000002', '45.00', '44.00', 'complete', '-5.00', '2026-11-01 10:00:00', 1, 'ready', 'paid', 'shopper2@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (3, 'R100000003', '45.00', '44.00', 'complete', '-5.00', '2026-11-01 10:00:00', 1, 'backorder', 'paid', 'shopper3@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (4, 'R100000004', '45.00', '44.00', 'complete', '-5.00', '2026-11-01 10:00:00', 1, 'partial', 'paid', 'shopper4@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (5, 'R100000005', '45.00', '44.00', 'complete', '-5.00', '2026-11-01 10:00:00', 1, 'shipped', 'paid', 'shopper5@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (6, 'R100000006', '45.00', '44.00', 'complete', '-5.00', '2026-11-01 10:00:00', 1, 'shipped', 'credit_owed', 'shopper6@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (7, 'R100000007', '45.00', '44.00', 'returned', '-5.00', '2026-11-01 10:00:00', 1, 'shipped', 'credit_owed', 'shopper7@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (8, 'R100000008', '45.00', '44.00', 'canceled', '-5.00', '2026-11-01 10:00:00', 1, 'canceled', 'void', 'shopper8@mail.example', 'USD', '4.00', '2026-11-05 09:00:00', TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (9, 'R100000009', '45.00', '44.00', 'cart', '-5.00', NULL, 1, NULL, 'balance_due', 'shopper9@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (10, 'R100000010', '45.00', '44.00', 'complete', '-5.00', '2026-11-01 10:00:00', 1, NULL, 'paid', 'shopper10@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (11, 'R100000011', '45.00', '44.00', 'complete', '-6.00', '2026-11-01 10:00:00', 1, 'shipped', 'paid', 'shopper11@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (12, 'R100000012', '45.00', '44.00', 'complete', '-5.00', '2026-11-01 10:00:00', 1, 'shipped', 'paid', 'shopper12@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00'),
  (13, 'R100000013', '45.00', '44.00', 'complete', '-5.00', '2026-11-01 10:00:00', 1, 'shipped', 'paid', 'shopper13@mail.example', 'USD', '4.00', NULL, TRUE, '2026-11-01 10:00:00', '2026-11-05 09:00:00');
INSERT INTO spree_line_items (id, variant_id, order_id, quantity, price, currency) VALUES
  (10, 1, 1, 2, '15.00', 'USD'),
  (11, 2, 1, 1, '15.00', 'USD'),
  (20, 1, 2, 2, '15.00', 'USD'),
  (21, 2, 2, 1, '15.00', 'USD'),
  (30, 1, 3, 2, '15.00', 'USD'),
  (31, 2, 3, 1, '15.00', 'USD'),
  (40, 1, 4, 2, '15.00', 'USD'),
  (41, 2, 4, 1, '15.00', 'USD'),
  (50, 1, 5, 2, '15.00', 'USD'),
  (51, 2, 5, 1, '15.00', 'USD'),
  (60, 1, 6, 2, '15.00', 'USD'),
  (61, 2, 6, 1, '15.00', 'USD'),
  (70, 1, 7, 2, '15.00', 'USD'),
  (71, 2, 7, 1, '15.00', 'USD'),
  (80, 1, 8, 2, '15.00', 'USD'),
  (81, 2, 8, 1, '15.00', 'USD'),
  (90, 1, 9, 2, '15.00', 'USD'),
  (91, 2, 9, 1, '15.00', 'USD'),
  (100, 1, 10, 2, '15.00', 'USD'),
  (101, 2, 10, 1, '15.00', 'USD'),
  (110, 1, 11, 2, '15.00', 'USD'),
  (111, 2, 11, 1, '15.00', 'USD'),
  (120, 1, 12, 2, '15.00', 'USD'),
  (121, 2, 12, 1, '15.00', 'USD'),
  (130, 1, 13, 2, '15.00', 'USD'),
  (131, 2, 13, 1, '15.00', 'USD');
INSERT INTO spree_shipments (id, tracking, number, shipped_at, order_id, state) VALUES
  (10, NULL, 'H10', NULL, 1, 'pending'),
  (20, NULL, 'H20', NULL, 2, 'ready'),
  (30, NULL, 'H30', NULL, 3, 'pending'),
  (40, '1Z4', 'H40', '2026-11-05 09:00:00', 4, 'shipped'),
  (41, NULL, 'H41', NULL, 4, 'ready'),
  (50, '1Z5', 'H50', '2026-11-05 09:00:00', 5, 'shipped'),
  (60, '1Z6', 'H60', '2026-11-05 09:00:00', 6, 'shipped'),
  (70, '1Z7', 'H70', '2026-11-05 09:00:00', 7, 'shipped'),
  (80, NULL, 'H80', NULL, 8, 'canceled'),
  (110, '1Z11', 'H110', '2026-11-05 09:00:00', 11, 'shipped'),
  (120, '', 'H120', '2026-11-05 09:00:00', 12, 'shipped'),
  (130, '1Z13', 'H130', '2026-11-05 09:00:00', 13, 'shipped');
INSERT INTO spree_inventory_units (id, state, variant_id, shipment_id, line_item_id) VALUES
  (1, 'on_hand', 1, 10, 10),
  (2, 'on_hand', 1, 10, 10),
  (3, 'on_hand', 2, 10, 11),
  (4, 'on_hand', 1, 20, 20),
  (5, 'on_hand', 1, 20, 20),
  (6, 'on_hand', 2, 20, 21),
  (7, 'on_hand', 1, 30, 30),
  (8, 'backordered', 1, 30, 30),
  (9, 'on_hand', 2, 30, 31),
  (10, 'shipped', 1, 40, 40),
  (11, 'shipped', 1, 40, 40),
  (12, 'on_hand', 2, 40, 41),
  (13, 'shipped', 1, 50, 50),
  (14, 'shipped', 1, 50, 50),
  (15, 'shipped', 2, 50, 51),
  (16, 'shipped', 1, 60, 60),
  (17, 'returned', 1, 60, 60),
  (18, 'shipped', 2, 60, 61),
  (19, 'returned', 1, 70, 70),
  (20, 'returned', 1, 70, 70),
  (21, 'returned', 2, 70, 71),
  (22, 'canceled', 1, 80, 80),
  (23, 'canceled', 1, 80, 80),
  (24, 'canceled', 2, 80, 81),
  (25, 'on_hand', 1, 90, 90),
  (26, 'on_hand', 1, 90, 90),
  (27, 'on_hand', 2, 90, 91),
  (28, 'on_hand', 1, 100, 100),
  (29, 'on_hand', 1, 100, 100),
  (30, 'on_hand', 2, 100, 101),
  (31, 'shipped', 1, 110, 110),
  (32, 'shipped', 1, 110, 110),
  (33, 'shipped', 2, 110, 111),
  (34, 'shipped', 1, 120, 120),
  (35, 'canceled', 1, 120, 120),
  (36, 'shipped', 2, 120, 121),
  (37, 'shipped', 1, 130, 130),
  (38, 'on_hand', 1, 130, 130),
  (39, 'shipped', 2, 130, 131);
INSERT INTO spree_shipping_rates (id, shipment_id, shipping_method_id, selected) VALUES
  (100, 10, 1, TRUE),
  (101, 10, 2, FALSE),
  (200, 20, 1, TRUE),
  (201, 20, 2, FALSE),
  (300, 30, 1, TRUE),
  (301, 30, 2, FALSE),
  (400, 40, 1, TRUE),
  (401, 40, 2, FALSE),
  (410, 41, 1, TRUE),
  (411, 41, 2, FALSE),
  (500, 50, 1, TRUE),
  (501, 50, 2, FALSE),
  (600, 60, 1, TRUE),
  (601, 60, 2, FALSE),
  (700, 70, 1, TRUE),
  (701, 70, 2, FALSE),
  (800, 80, 1, TRUE),
  (801, 80, 2, FALSE),
  (1100, 110, 1, TRUE),
  (1101, 110, 2, FALSE),
  (1200, 120, 1, TRUE),
  (1201, 120, 2, FALSE),
  (1300, 130, 1, TRUE),
  (1301, 130, 2, FALSE);
