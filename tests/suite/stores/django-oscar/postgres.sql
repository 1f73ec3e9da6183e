-- Orders that django-oscar 4.2 made through its own models, in the schema of its own migrations. Trimmed to the tables that the preset reads, without
-- foreign keys; otherwise as it was dumped.

CREATE TABLE order_order (
    id integer NOT NULL,
    number character varying(128) NOT NULL,
    currency character varying(12) NOT NULL,
    total_incl_tax numeric(12,2) NOT NULL,
    total_excl_tax numeric(12,2) NOT NULL,
    shipping_incl_tax numeric(12,2) NOT NULL,
    shipping_excl_tax numeric(12,2) NOT NULL,
    shipping_method character varying(128) NOT NULL,
    shipping_code character varying(128) NOT NULL,
    status character varying(100) NOT NULL,
    guest_email character varying(254) NOT NULL,
    date_placed timestamp with time zone NOT NULL,
    basket_id integer,
    billing_address_id integer,
    shipping_address_id integer,
    site_id integer,
    user_id integer,
    shipping_tax_code character varying(64),
    analytics_tracked boolean NOT NULL
);
ALTER TABLE order_order ADD CONSTRAINT order_order_number_key UNIQUE (number);
ALTER TABLE order_order ADD CONSTRAINT order_order_pkey PRIMARY KEY (id);
CREATE INDEX order_order_basket_id_8b0acbb2 ON order_order USING btree (basket_id);
CREATE INDEX order_order_billing_address_id_8fe537cf ON order_order USING btree (billing_address_id);
CREATE INDEX order_order_date_placed_506a9365 ON order_order USING btree (date_placed);
CREATE INDEX order_order_number_49f06f1b_like ON order_order USING btree (number varchar_pattern_ops);
CREATE INDEX order_order_shipping_address_id_57e64931 ON order_order USING btree (shipping_address_id);
CREATE INDEX order_order_site_id_e27f3526 ON order_order USING btree (site_id);
CREATE INDEX order_order_user_id_7cf9bc2b ON order_order USING btree (user_id);
INSERT INTO order_order (id, number, currency, total_incl_tax, total_excl_tax, shipping_incl_tax, shipping_excl_tax, shipping_method, shipping_code, status, guest_email, date_placed, basket_id, billing_address_id, shipping_address_id, site_id, user_id, shipping_tax_code, analytics_tracked) VALUES
('1', '100001', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Pending', 'unpaid@mail.example', '2026-11-22 08:11:40.012053+00', '1', NULL, '1', '1', NULL, NULL, 'f'),
('2', '100002', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Pending', 'paid@mail.example', '2026-11-22 08:11:40.140208+00', '2', NULL, '2', '1', NULL, NULL, 'f'),
('3', '100003', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Being processed', '', '2026-11-22 08:11:40.275597+00', '3', NULL, '3', '1', '1', NULL, 'f'),
('4', '100004', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Being processed', 'partly.shipped@mail.example', '2026-11-22 08:11:40.422887+00', '4', NULL, '4', '1', NULL, NULL, 'f'),
('5', '100005', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'shipped@mail.example', '2026-11-22 08:11:40.587501+00', '5', NULL, '5', '1', NULL, NULL, 'f'),
('6', '100006', 'GBP', '128.27', '107.14', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'two.parcels@mail.example', '2026-11-22 08:11:40.759428+00', '6', NULL, '6', '1', NULL, NULL, 'f'),
('7', '100007', 'GBP', '109.66', '91.39', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'delivered@mail.example', '2026-11-22 08:11:41.002575+00', '7', NULL, '7', '1', NULL, NULL, 'f'),
('8', '100008', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'partly.returned@mail.example', '2026-11-22 08:11:41.140848+00', '8', NULL, '8', '1', NULL, NULL, 'f'),
('9', '100009', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'returned@mail.example', '2026-11-22 08:11:41.34291+00', '9', NULL, '9', '1', NULL, NULL, 'f'),
('10', '100010', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Cancelled', 'cancelled@mail.example', '2026-11-22 08:11:41.538824+00', '10', NULL, '10', '1', NULL, NULL, 'f'),
('11', '100011', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Cancelled', 'refunded@mail.example', '2026-11-22 08:11:41.689361+00', '11', NULL, '11', '1', NULL, NULL, 'f');
CREATE TABLE order_line (
    id integer NOT NULL,
    partner_name character varying(128) NOT NULL,
    partner_sku character varying(128) NOT NULL,
    partner_line_reference character varying(128) NOT NULL,
    partner_line_notes text NOT NULL,
    title character varying(255) NOT NULL,
    upc character varying(128),
    quantity integer NOT NULL,
    line_price_incl_tax numeric(12,2) NOT NULL,
    line_price_excl_tax numeric(12,2) NOT NULL,
    line_price_before_discounts_incl_tax numeric(12,2) NOT NULL,
    line_price_before_discounts_excl_tax numeric(12,2) NOT NULL,
    unit_price_incl_tax numeric(12,2),
    unit_price_excl_tax numeric(12,2),
    status character varying(255) NOT NULL,
    order_id integer NOT NULL,
    partner_id integer,
    product_id integer,
    stockrecord_id integer,
    tax_code character varying(64),
    allocation_cancelled boolean NOT NULL,
    num_allocated integer NOT NULL
    CONSTRAINT order_line_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE order_line ADD CONSTRAINT order_line_pkey PRIMARY KEY (id);
CREATE INDEX order_line_order_id_b9148391 ON order_line USING btree (order_id);
CREATE INDEX order_line_partner_id_258a2fb9 ON order_line USING btree (partner_id);
CREATE INDEX order_line_product_id_e620902d ON order_line USING btree (product_id);
CREATE INDEX order_line_stockrecord_id_1d65aff5 ON order_line USING btree (stockrecord_id);
INSERT INTO order_line (id, partner_name, partner_sku, partner_line_reference, partner_line_notes, title, upc, quantity, line_price_incl_tax, line_price_excl_tax, line_price_before_discounts_incl_tax, line_price_before_discounts_excl_tax, unit_price_incl_tax, unit_price_excl_tax, status, order_id, partner_id, product_id, stockrecord_id, tax_code, allocation_cancelled, num_allocated) VALUES
('1', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Pending', '1', '1', '1', '1', NULL, 'f', '1'),
('2', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Pending', '1', '1', '2', '2', NULL, 'f', '3'),
('3', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Pending', '2', '1', '1', '1', NULL, 'f', '1'),
('4', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Pending', '2', '1', '2', '2', NULL, 'f', '3'),
('5', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Being processed', '3', '1', '1', '1', NULL, 'f', '1'),
('6', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Being processed', '3', '1', '2', '2', NULL, 'f', '3'),
('7', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Being processed', '4', '1', '1', '1', NULL, 'f', '1'),
('8', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Being processed', '4', '1', '2', '2', NULL, 'f', '1'),
('9', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Shipped', '5', '1', '1', '1', NULL, 'f', '0'),
('10', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '5', '1', '2', '2', NULL, 'f', '0'),
('17', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Shipped', '9', '1', '1', '1', NULL, 'f', '0'),
('18', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '9', '1', '2', '2', NULL, 'f', '0'),
('11', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Shipped', '6', '1', '1', '1', NULL, 'f', '0'),
('12', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '6', '1', '2', '2', NULL, 'f', '0'),
('19', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Cancelled', '10', '1', '1', '1', NULL, 't', '0'),
('20', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Cancelled', '10', '1', '2', '2', NULL, 't', '0'),
('13', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '77.90', '64.92', '95.00', '79.17', '95.00', '79.17', 'Shipped', '7', '1', '1', '1', NULL, 'f', '0'),
('14', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '7', '1', '2', '2', NULL, 'f', '0'),
('15', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Shipped', '8', '1', '1', '1', NULL, 'f', '0'),
('16', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '8', '1', '2', '2', NULL, 'f', '0'),
('21', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Cancelled', '11', '1', '1', '1', NULL, 't', '0'),
('22', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Cancelled', '11', '1', '2', '2', NULL, 't', '0');
CREATE TABLE order_shippingaddress (
    id integer NOT NULL,
    title character varying(64) NOT NULL,
    first_name character varying(255) NOT NULL,
    last_name character varying(255) NOT NULL,
    line1 character varying(255) NOT NULL,
    line2 character varying(255) NOT NULL,
    line3 character varying(255) NOT NULL,
    line4 character varying(255) NOT NULL,
    state character varying(255) NOT NULL,
    postcode character varying(64) NOT NULL,
    search_text text NOT NULL,
    phone_number character varying(128) NOT NULL,
    notes text NOT NULL,
    country_id character varying(2) NOT NULL,
    code character varying(255)
);
ALTER TABLE order_shippingaddress ADD CONSTRAINT order_shippingaddress_code_key UNIQUE (code);
ALTER TABLE order_shippingaddress ADD CONSTRAINT order_shippingaddress_pkey PRIMARY KEY (id);
CREATE INDEX order_shippingaddress_code_a3af64e4_like ON order_shippingaddress USING btree (code varchar_pattern_ops);
CREATE INDEX order_shippingaddress_country_id_29abf9a0 ON order_shippingaddress USING btree (country_id);
CREATE INDEX order_shippingaddress_country_id_29abf9a0_like ON order_shippingaddress USING btree (country_id varchar_pattern_ops);
INSERT INTO order_shippingaddress (id, title, first_name, last_name, line1, line2, line3, line4, state, postcode, search_text, phone_number, notes, country_id, code) VALUES
('1', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('2', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('3', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('4', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('5', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('6', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('7', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('8', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('9', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('10', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL),
('11', '', 'Robin', 'Doe', '1 High Street', '', '', 'London', '', 'SW1A 1AA', 'Robin Doe 1 High Street London SW1A 1AA United Kingdom', '', '', 'GB', NULL);
CREATE TABLE order_shippingevent (
    id integer NOT NULL,
    notes text NOT NULL,
    date_created timestamp with time zone NOT NULL,
    event_type_id integer NOT NULL,
    order_id integer NOT NULL
);
ALTER TABLE order_shippingevent ADD CONSTRAINT order_shippingevent_pkey PRIMARY KEY (id);
CREATE INDEX order_shippingevent_date_created_74c4a6fa ON order_shippingevent USING btree (date_created);
CREATE INDEX order_shippingevent_event_type_id_9f1efb20 ON order_shippingevent USING btree (event_type_id);
CREATE INDEX order_shippingevent_order_id_8c031fb6 ON order_shippingevent USING btree (order_id);
INSERT INTO order_shippingevent (id, notes, date_created, event_type_id, order_id) VALUES
('1', '1Z999AA10123456784', '2026-11-22 08:11:40.492584+00', '1', '4'),
('2', 'RR123456785GB', '2026-11-22 08:11:40.652216+00', '1', '5'),
('3', 'RR123456799GB', '2026-11-22 08:11:40.818988+00', '1', '6'),
('4', 'RR123456808GB', '2026-11-22 08:11:40.885138+00', '1', '6'),
('5', 'RR123456811GB', '2026-11-22 08:11:41.062925+00', '1', '7'),
('6', '', '2026-11-22 08:11:41.0965+00', '2', '7'),
('7', 'RR123456825GB', '2026-11-22 08:11:41.194118+00', '1', '8'),
('8', '', '2026-11-22 08:11:41.247015+00', '2', '8'),
('9', '', '2026-11-22 08:11:41.262928+00', '3', '8'),
('10', 'RR123456839GB', '2026-11-22 08:11:41.407988+00', '1', '9'),
('11', '', '2026-11-22 08:11:41.472852+00', '3', '9');
CREATE TABLE order_shippingeventtype (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    code character varying(128) NOT NULL
);
ALTER TABLE order_shippingeventtype ADD CONSTRAINT order_shippingeventtype_code_key UNIQUE (code);
ALTER TABLE order_shippingeventtype ADD CONSTRAINT order_shippingeventtype_name_key UNIQUE (name);
ALTER TABLE order_shippingeventtype ADD CONSTRAINT order_shippingeventtype_pkey PRIMARY KEY (id);
CREATE INDEX order_shippingeventtype_code_db3854de_like ON order_shippingeventtype USING btree (code varchar_pattern_ops);
CREATE INDEX order_shippingeventtype_name_6d9a48a2_like ON order_shippingeventtype USING btree (name varchar_pattern_ops);
INSERT INTO order_shippingeventtype (id, name, code) VALUES
('1', 'Shipped', 'shipped'),
('2', 'Delivered', 'delivered'),
('3', 'Returned', 'returned');
CREATE TABLE order_shippingeventquantity (
    id integer NOT NULL,
    quantity integer NOT NULL,
    event_id integer NOT NULL,
    line_id integer NOT NULL
);
ALTER TABLE order_shippingeventquantity ADD CONSTRAINT order_shippingeventquantity_event_id_line_id_91687107_uniq UNIQUE (event_id, line_id);
ALTER TABLE order_shippingeventquantity ADD CONSTRAINT order_shippingeventquantity_pkey PRIMARY KEY (id);
CREATE INDEX order_shippingeventquantity_event_id_1c7fb9c7 ON order_shippingeventquantity USING btree (event_id);
CREATE INDEX order_shippingeventquantity_line_id_3b089ee0 ON order_shippingeventquantity USING btree (line_id);
INSERT INTO order_shippingeventquantity (id, quantity, event_id, line_id) VALUES
('1', '2', '1', '8'),
('2', '1', '2', '9'),
('3', '3', '2', '10'),
('4', '1', '3', '11'),
('5', '1', '3', '12'),
('6', '2', '4', '12'),
('7', '1', '5', '13'),
('8', '3', '5', '14'),
('9', '1', '6', '13'),
('10', '3', '6', '14'),
('11', '1', '7', '15'),
('12', '3', '7', '16'),
('13', '1', '8', '15'),
('14', '3', '8', '16'),
('15', '1', '9', '16'),
('16', '1', '10', '17'),
('17', '3', '10', '18'),
('18', '1', '11', '17'),
('19', '3', '11', '18');
CREATE TABLE order_paymentevent (
    id integer NOT NULL,
    amount numeric(12,2) NOT NULL,
    reference character varying(128) NOT NULL,
    date_created timestamp with time zone NOT NULL,
    event_type_id integer NOT NULL,
    order_id integer NOT NULL,
    shipping_event_id integer
);
ALTER TABLE order_paymentevent ADD CONSTRAINT order_paymentevent_pkey PRIMARY KEY (id);
CREATE INDEX order_paymentevent_date_created_05d8c079 ON order_paymentevent USING btree (date_created);
CREATE INDEX order_paymentevent_event_type_id_568c7161 ON order_paymentevent USING btree (event_type_id);
CREATE INDEX order_paymentevent_order_id_395b3e82 ON order_paymentevent USING btree (order_id);
CREATE INDEX order_paymentevent_shipping_event_id_213dcfb8 ON order_paymentevent USING btree (shipping_event_id);
INSERT INTO order_paymentevent (id, amount, reference, date_created, event_type_id, order_id, shipping_event_id) VALUES
('1', '126.77', '', '2026-11-22 08:11:40.203778+00', '1', '2', NULL),
('2', '126.77', '', '2026-11-22 08:11:40.348181+00', '1', '3', NULL),
('3', '126.77', '', '2026-11-22 08:11:40.476467+00', '1', '4', NULL),
('4', '126.77', '', '2026-11-22 08:11:40.630513+00', '1', '5', NULL),
('5', '128.27', '', '2026-11-22 08:11:40.802975+00', '1', '6', NULL),
('6', '109.66', '', '2026-11-22 08:11:41.051725+00', '1', '7', NULL),
('7', '126.77', '', '2026-11-22 08:11:41.181388+00', '1', '8', NULL),
('8', '8.99', '', '2026-11-22 08:11:41.2755+00', '2', '8', NULL),
('9', '126.77', '', '2026-11-22 08:11:41.387423+00', '1', '9', NULL),
('10', '126.77', '', '2026-11-22 08:11:41.739365+00', '1', '11', NULL),
('11', '126.77', '', '2026-11-22 08:11:41.799343+00', '2', '11', NULL);
CREATE TABLE order_paymenteventtype (
    id integer NOT NULL,
    name character varying(128) NOT NULL,
    code character varying(128) NOT NULL
);
ALTER TABLE order_paymenteventtype ADD CONSTRAINT order_paymenteventtype_code_key UNIQUE (code);
ALTER TABLE order_paymenteventtype ADD CONSTRAINT order_paymenteventtype_name_key UNIQUE (name);
ALTER TABLE order_paymenteventtype ADD CONSTRAINT order_paymenteventtype_pkey PRIMARY KEY (id);
CREATE INDEX order_paymenteventtype_code_19e3e888_like ON order_paymenteventtype USING btree (code varchar_pattern_ops);
CREATE INDEX order_paymenteventtype_name_e4bcca28_like ON order_paymenteventtype USING btree (name varchar_pattern_ops);
INSERT INTO order_paymenteventtype (id, name, code) VALUES
('1', 'Settled', 'settled'),
('2', 'Refunded', 'refunded');
CREATE TABLE order_orderstatuschange (
    id integer NOT NULL,
    old_status character varying(100) NOT NULL,
    new_status character varying(100) NOT NULL,
    date_created timestamp with time zone NOT NULL,
    order_id integer NOT NULL
);
ALTER TABLE order_orderstatuschange ADD CONSTRAINT order_orderstatuschange_pkey PRIMARY KEY (id);
CREATE INDEX order_orderstatuschange_date_created_a5107b93 ON order_orderstatuschange USING btree (date_created);
CREATE INDEX order_orderstatuschange_order_id_43efdbe5 ON order_orderstatuschange USING btree (order_id);
INSERT INTO order_orderstatuschange (id, old_status, new_status, date_created, order_id) VALUES
('1', 'Pending', 'Being processed', '2026-11-22 08:11:40.355122+00', '3'),
('2', 'Pending', 'Being processed', '2026-11-22 08:11:40.483124+00', '4'),
('3', 'Pending', 'Being processed', '2026-11-22 08:11:40.639598+00', '5'),
('4', 'Being processed', 'Complete', '2026-11-22 08:11:40.708295+00', '5'),
('5', 'Pending', 'Being processed', '2026-11-22 08:11:40.808085+00', '6'),
('6', 'Being processed', 'Complete', '2026-11-22 08:11:40.920921+00', '6'),
('7', 'Pending', 'Being processed', '2026-11-22 08:11:41.056845+00', '7'),
('8', 'Being processed', 'Complete', '2026-11-22 08:11:41.089543+00', '7'),
('9', 'Pending', 'Being processed', '2026-11-22 08:11:41.188799+00', '8'),
('10', 'Being processed', 'Complete', '2026-11-22 08:11:41.234083+00', '8'),
('11', 'Pending', 'Being processed', '2026-11-22 08:11:41.396334+00', '9'),
('12', 'Being processed', 'Complete', '2026-11-22 08:11:41.463352+00', '9'),
('13', 'Pending', 'Cancelled', '2026-11-22 08:11:41.578943+00', '10'),
('14', 'Pending', 'Cancelled', '2026-11-22 08:11:41.743005+00', '11');
CREATE TABLE payment_source (
    id integer NOT NULL,
    currency character varying(12) NOT NULL,
    amount_allocated numeric(12,2) NOT NULL,
    amount_debited numeric(12,2) NOT NULL,
    amount_refunded numeric(12,2) NOT NULL,
    reference character varying(255) NOT NULL,
    label character varying(128) NOT NULL,
    order_id integer NOT NULL,
    source_type_id integer NOT NULL
);
ALTER TABLE payment_source ADD CONSTRAINT payment_source_pkey PRIMARY KEY (id);
CREATE INDEX payment_source_order_id_6b7f2215 ON payment_source USING btree (order_id);
CREATE INDEX payment_source_source_type_id_700828fe ON payment_source USING btree (source_type_id);
INSERT INTO payment_source (id, currency, amount_allocated, amount_debited, amount_refunded, reference, label, order_id, source_type_id) VALUES
('1', 'GBP', '126.77', '126.77', '0.00', 'card-100002', '', '2', '1'),
('2', 'GBP', '126.77', '126.77', '0.00', 'card-100003', '', '3', '1'),
('3', 'GBP', '126.77', '126.77', '0.00', 'card-100004', '', '4', '1'),
('4', 'GBP', '126.77', '126.77', '0.00', 'card-100005', '', '5', '1'),
('5', 'GBP', '128.27', '128.27', '0.00', 'card-100006', '', '6', '1'),
('6', 'GBP', '109.66', '109.66', '0.00', 'card-100007', '', '7', '1'),
('7', 'GBP', '126.77', '126.77', '8.99', 'card-100008', '', '8', '1'),
('8', 'GBP', '126.77', '126.77', '0.00', 'card-100009', '', '9', '1'),
('9', 'GBP', '126.77', '126.77', '126.77', 'card-100011', '', '11', '1');
CREATE TABLE auth_user (
    id integer NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);
ALTER TABLE auth_user ADD CONSTRAINT auth_user_pkey PRIMARY KEY (id);
ALTER TABLE auth_user ADD CONSTRAINT auth_user_username_key UNIQUE (username);
CREATE INDEX auth_user_username_6821ab7c_like ON auth_user USING btree (username varchar_pattern_ops);
INSERT INTO auth_user (id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined) VALUES
('1', '!', NULL, 'f', 'Registered.Shopper@mail.example', '', '', 'Registered.Shopper@mail.example', 'f', 't', '2026-11-22 08:11:40.251968+00');
