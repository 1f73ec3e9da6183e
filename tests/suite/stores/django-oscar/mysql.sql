-- Orders that django-oscar 4.2 made through its own models, in the schema of its own migrations; the types are translated to MySQL. Trimmed to the tables that the preset reads, without
-- foreign keys; otherwise as it was dumped.

CREATE TABLE `order_order` (
  `id` int NOT NULL,
  `number` varchar(128) NOT NULL,
  `currency` varchar(12) NOT NULL,
  `total_incl_tax` decimal(12,2) NOT NULL,
  `total_excl_tax` decimal(12,2) NOT NULL,
  `shipping_incl_tax` decimal(12,2) NOT NULL,
  `shipping_excl_tax` decimal(12,2) NOT NULL,
  `shipping_method` varchar(128) NOT NULL,
  `shipping_code` varchar(128) NOT NULL,
  `status` varchar(100) NOT NULL,
  `guest_email` varchar(254) NOT NULL,
  `date_placed` datetime(6) NOT NULL,
  `basket_id` int,
  `billing_address_id` int,
  `shipping_address_id` int,
  `site_id` int,
  `user_id` int,
  `shipping_tax_code` varchar(64),
  `analytics_tracked` tinyint(1) NOT NULL,
  UNIQUE KEY (number),
  PRIMARY KEY (id),
  KEY (basket_id),
  KEY (billing_address_id),
  KEY (date_placed),
  KEY (shipping_address_id),
  KEY (site_id),
  KEY (user_id)
);
INSERT INTO `order_order` (`id`, `number`, `currency`, `total_incl_tax`, `total_excl_tax`, `shipping_incl_tax`, `shipping_excl_tax`, `shipping_method`, `shipping_code`, `status`, `guest_email`, `date_placed`, `basket_id`, `billing_address_id`, `shipping_address_id`, `site_id`, `user_id`, `shipping_tax_code`, `analytics_tracked`) VALUES
('1', '100001', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Pending', 'unpaid@mail.example', '2026-11-22 08:11:40.012053', '1', NULL, '1', '1', NULL, NULL, 0),
('2', '100002', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Pending', 'paid@mail.example', '2026-11-22 08:11:40.140208', '2', NULL, '2', '1', NULL, NULL, 0),
('3', '100003', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Being processed', '', '2026-11-22 08:11:40.275597', '3', NULL, '3', '1', '1', NULL, 0),
('4', '100004', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Being processed', 'partly.shipped@mail.example', '2026-11-22 08:11:40.422887', '4', NULL, '4', '1', NULL, NULL, 0),
('5', '100005', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'shipped@mail.example', '2026-11-22 08:11:40.587501', '5', NULL, '5', '1', NULL, NULL, 0),
('6', '100006', 'GBP', '128.27', '107.14', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'two.parcels@mail.example', '2026-11-22 08:11:40.759428', '6', NULL, '6', '1', NULL, NULL, 0),
('7', '100007', 'GBP', '109.66', '91.39', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'delivered@mail.example', '2026-11-22 08:11:41.002575', '7', NULL, '7', '1', NULL, NULL, 0),
('8', '100008', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'partly.returned@mail.example', '2026-11-22 08:11:41.140848', '8', NULL, '8', '1', NULL, NULL, 0),
('9', '100009', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Complete', 'returned@mail.example', '2026-11-22 08:11:41.34291', '9', NULL, '9', '1', NULL, NULL, 0),
('10', '100010', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Cancelled', 'cancelled@mail.example', '2026-11-22 08:11:41.538824', '10', NULL, '10', '1', NULL, NULL, 0),
('11', '100011', 'GBP', '126.77', '105.64', '4.80', '4.00', 'Fixed price shipping', 'fixed-price-shipping', 'Cancelled', 'refunded@mail.example', '2026-11-22 08:11:41.689361', '11', NULL, '11', '1', NULL, NULL, 0);
CREATE TABLE `order_line` (
  `id` int NOT NULL,
  `partner_name` varchar(128) NOT NULL,
  `partner_sku` varchar(128) NOT NULL,
  `partner_line_reference` varchar(128) NOT NULL,
  `partner_line_notes` longtext NOT NULL,
  `title` varchar(255) NOT NULL,
  `upc` varchar(128),
  `quantity` int NOT NULL,
  `line_price_incl_tax` decimal(12,2) NOT NULL,
  `line_price_excl_tax` decimal(12,2) NOT NULL,
  `line_price_before_discounts_incl_tax` decimal(12,2) NOT NULL,
  `line_price_before_discounts_excl_tax` decimal(12,2) NOT NULL,
  `unit_price_incl_tax` decimal(12,2),
  `unit_price_excl_tax` decimal(12,2),
  `status` varchar(255) NOT NULL,
  `order_id` int NOT NULL,
  `partner_id` int,
  `product_id` int,
  `stockrecord_id` int,
  `tax_code` varchar(64),
  `allocation_cancelled` tinyint(1) NOT NULL,
  `num_allocated` int NOT NULL,
  PRIMARY KEY (id),
  KEY (order_id),
  KEY (partner_id),
  KEY (product_id),
  KEY (stockrecord_id)
);
INSERT INTO `order_line` (`id`, `partner_name`, `partner_sku`, `partner_line_reference`, `partner_line_notes`, `title`, `upc`, `quantity`, `line_price_incl_tax`, `line_price_excl_tax`, `line_price_before_discounts_incl_tax`, `line_price_before_discounts_excl_tax`, `unit_price_incl_tax`, `unit_price_excl_tax`, `status`, `order_id`, `partner_id`, `product_id`, `stockrecord_id`, `tax_code`, `allocation_cancelled`, `num_allocated`) VALUES
('1', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Pending', '1', '1', '1', '1', NULL, 0, '1'),
('2', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Pending', '1', '1', '2', '2', NULL, 0, '3'),
('3', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Pending', '2', '1', '1', '1', NULL, 0, '1'),
('4', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Pending', '2', '1', '2', '2', NULL, 0, '3'),
('5', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Being processed', '3', '1', '1', '1', NULL, 0, '1'),
('6', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Being processed', '3', '1', '2', '2', NULL, 0, '3'),
('7', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Being processed', '4', '1', '1', '1', NULL, 0, '1'),
('8', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Being processed', '4', '1', '2', '2', NULL, 0, '1'),
('9', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Shipped', '5', '1', '1', '1', NULL, 0, '0'),
('10', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '5', '1', '2', '2', NULL, 0, '0'),
('17', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Shipped', '9', '1', '1', '1', NULL, 0, '0'),
('18', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '9', '1', '2', '2', NULL, 0, '0'),
('11', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Shipped', '6', '1', '1', '1', NULL, 0, '0'),
('12', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '6', '1', '2', '2', NULL, 0, '0'),
('19', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Cancelled', '10', '1', '1', '1', NULL, 1, '0'),
('20', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Cancelled', '10', '1', '2', '2', NULL, 1, '0'),
('13', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '77.90', '64.92', '95.00', '79.17', '95.00', '79.17', 'Shipped', '7', '1', '1', '1', NULL, 0, '0'),
('14', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '7', '1', '2', '2', NULL, 0, '0'),
('15', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Shipped', '8', '1', '1', '1', NULL, 0, '0'),
('16', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Shipped', '8', '1', '2', '2', NULL, 0, '0'),
('21', 'Warehouse', 'LINEN-JACKET', '', '', 'Linen jacket', '', '1', '95.00', '79.17', '95.00', '79.17', '95.00', '79.17', 'Cancelled', '11', '1', '1', '1', NULL, 1, '0'),
('22', 'Warehouse', 'WOOL-SOCKS', '', '', 'Wool socks', '', '3', '26.96', '22.47', '26.96', '22.47', '8.99', '7.49', 'Cancelled', '11', '1', '2', '2', NULL, 1, '0');
CREATE TABLE `order_shippingaddress` (
  `id` int NOT NULL,
  `title` varchar(64) NOT NULL,
  `first_name` varchar(255) NOT NULL,
  `last_name` varchar(255) NOT NULL,
  `line1` varchar(255) NOT NULL,
  `line2` varchar(255) NOT NULL,
  `line3` varchar(255) NOT NULL,
  `line4` varchar(255) NOT NULL,
  `state` varchar(255) NOT NULL,
  `postcode` varchar(64) NOT NULL,
  `search_text` longtext NOT NULL,
  `phone_number` varchar(128) NOT NULL,
  `notes` longtext NOT NULL,
  `country_id` varchar(2) NOT NULL,
  `code` varchar(255),
  UNIQUE KEY (code),
  PRIMARY KEY (id),
  KEY (country_id)
);
INSERT INTO `order_shippingaddress` (`id`, `title`, `first_name`, `last_name`, `line1`, `line2`, `line3`, `line4`, `state`, `postcode`, `search_text`, `phone_number`, `notes`, `country_id`, `code`) VALUES
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
CREATE TABLE `order_surcharge` (
  `id` int NOT NULL,
  `name` varchar(128) NOT NULL,
  `code` varchar(128) NOT NULL,
  `incl_tax` decimal(12,2) NOT NULL,
  `excl_tax` decimal(12,2) NOT NULL,
  `order_id` int NOT NULL,
  `tax_code` varchar(64),
  PRIMARY KEY (id),
  KEY (order_id)
);
INSERT INTO `order_surcharge` (`id`, `name`, `code`, `incl_tax`, `excl_tax`, `order_id`, `tax_code`) VALUES
('1', 'Flat surcharge', 'flat-surcharge', '1.50', '1.50', '6', NULL);
CREATE TABLE `order_shippingevent` (
  `id` int NOT NULL,
  `notes` longtext NOT NULL,
  `date_created` datetime(6) NOT NULL,
  `event_type_id` int NOT NULL,
  `order_id` int NOT NULL,
  PRIMARY KEY (id),
  KEY (date_created),
  KEY (event_type_id),
  KEY (order_id)
);
INSERT INTO `order_shippingevent` (`id`, `notes`, `date_created`, `event_type_id`, `order_id`) VALUES
('1', '1Z999AA10123456784', '2026-11-22 08:11:40.492584', '1', '4'),
('2', 'RR123456785GB', '2026-11-22 08:11:40.652216', '1', '5'),
('3', 'RR123456799GB', '2026-11-22 08:11:40.818988', '1', '6'),
('4', 'RR123456808GB', '2026-11-22 08:11:40.885138', '1', '6'),
('5', 'RR123456811GB', '2026-11-22 08:11:41.062925', '1', '7'),
('6', '', '2026-11-22 08:11:41.0965', '2', '7'),
('7', 'RR123456825GB', '2026-11-22 08:11:41.194118', '1', '8'),
('8', '', '2026-11-22 08:11:41.247015', '2', '8'),
('9', '', '2026-11-22 08:11:41.262928', '3', '8'),
('10', 'RR123456839GB', '2026-11-22 08:11:41.407988', '1', '9'),
('11', '', '2026-11-22 08:11:41.472852', '3', '9');
CREATE TABLE `order_shippingeventtype` (
  `id` int NOT NULL,
  `name` varchar(255) NOT NULL,
  `code` varchar(128) NOT NULL,
  UNIQUE KEY (code),
  UNIQUE KEY (name),
  PRIMARY KEY (id)
);
INSERT INTO `order_shippingeventtype` (`id`, `name`, `code`) VALUES
('1', 'Shipped', 'shipped'),
('2', 'Delivered', 'delivered'),
('3', 'Returned', 'returned');
CREATE TABLE `order_shippingeventquantity` (
  `id` int NOT NULL,
  `quantity` int NOT NULL,
  `event_id` int NOT NULL,
  `line_id` int NOT NULL,
  UNIQUE KEY (event_id, line_id),
  PRIMARY KEY (id),
  KEY (event_id),
  KEY (line_id)
);
INSERT INTO `order_shippingeventquantity` (`id`, `quantity`, `event_id`, `line_id`) VALUES
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
CREATE TABLE `order_paymentevent` (
  `id` int NOT NULL,
  `amount` decimal(12,2) NOT NULL,
  `reference` varchar(128) NOT NULL,
  `date_created` datetime(6) NOT NULL,
  `event_type_id` int NOT NULL,
  `order_id` int NOT NULL,
  `shipping_event_id` int,
  PRIMARY KEY (id),
  KEY (date_created),
  KEY (event_type_id),
  KEY (order_id),
  KEY (shipping_event_id)
);
INSERT INTO `order_paymentevent` (`id`, `amount`, `reference`, `date_created`, `event_type_id`, `order_id`, `shipping_event_id`) VALUES
('1', '126.77', '', '2026-11-22 08:11:40.203778', '1', '2', NULL),
('2', '126.77', '', '2026-11-22 08:11:40.348181', '1', '3', NULL),
('3', '126.77', '', '2026-11-22 08:11:40.476467', '1', '4', NULL),
('4', '126.77', '', '2026-11-22 08:11:40.630513', '1', '5', NULL),
('5', '128.27', '', '2026-11-22 08:11:40.802975', '1', '6', NULL),
('6', '109.66', '', '2026-11-22 08:11:41.051725', '1', '7', NULL),
('7', '126.77', '', '2026-11-22 08:11:41.181388', '1', '8', NULL),
('8', '8.99', '', '2026-11-22 08:11:41.2755', '2', '8', NULL),
('9', '126.77', '', '2026-11-22 08:11:41.387423', '1', '9', NULL),
('10', '126.77', '', '2026-11-22 08:11:41.739365', '1', '11', NULL),
('11', '126.77', '', '2026-11-22 08:11:41.799343', '2', '11', NULL);
CREATE TABLE `order_paymenteventtype` (
  `id` int NOT NULL,
  `name` varchar(128) NOT NULL,
  `code` varchar(128) NOT NULL,
  UNIQUE KEY (code),
  UNIQUE KEY (name),
  PRIMARY KEY (id)
);
INSERT INTO `order_paymenteventtype` (`id`, `name`, `code`) VALUES
('1', 'Settled', 'settled'),
('2', 'Refunded', 'refunded');
CREATE TABLE `order_orderstatuschange` (
  `id` int NOT NULL,
  `old_status` varchar(100) NOT NULL,
  `new_status` varchar(100) NOT NULL,
  `date_created` datetime(6) NOT NULL,
  `order_id` int NOT NULL,
  PRIMARY KEY (id),
  KEY (date_created),
  KEY (order_id)
);
INSERT INTO `order_orderstatuschange` (`id`, `old_status`, `new_status`, `date_created`, `order_id`) VALUES
('1', 'Pending', 'Being processed', '2026-11-22 08:11:40.355122', '3'),
('2', 'Pending', 'Being processed', '2026-11-22 08:11:40.483124', '4'),
('3', 'Pending', 'Being processed', '2026-11-22 08:11:40.639598', '5'),
('4', 'Being processed', 'Complete', '2026-11-22 08:11:40.708295', '5'),
('5', 'Pending', 'Being processed', '2026-11-22 08:11:40.808085', '6'),
('6', 'Being processed', 'Complete', '2026-11-22 08:11:40.920921', '6'),
('7', 'Pending', 'Being processed', '2026-11-22 08:11:41.056845', '7'),
('8', 'Being processed', 'Complete', '2026-11-22 08:11:41.089543', '7'),
('9', 'Pending', 'Being processed', '2026-11-22 08:11:41.188799', '8'),
('10', 'Being processed', 'Complete', '2026-11-22 08:11:41.234083', '8'),
('11', 'Pending', 'Being processed', '2026-11-22 08:11:41.396334', '9'),
('12', 'Being processed', 'Complete', '2026-11-22 08:11:41.463352', '9'),
('13', 'Pending', 'Cancelled', '2026-11-22 08:11:41.578943', '10'),
('14', 'Pending', 'Cancelled', '2026-11-22 08:11:41.743005', '11');
CREATE TABLE `payment_source` (
  `id` int NOT NULL,
  `currency` varchar(12) NOT NULL,
  `amount_allocated` decimal(12,2) NOT NULL,
  `amount_debited` decimal(12,2) NOT NULL,
  `amount_refunded` decimal(12,2) NOT NULL,
  `reference` varchar(255) NOT NULL,
  `label` varchar(128) NOT NULL,
  `order_id` int NOT NULL,
  `source_type_id` int NOT NULL,
  PRIMARY KEY (id),
  KEY (order_id),
  KEY (source_type_id)
);
INSERT INTO `payment_source` (`id`, `currency`, `amount_allocated`, `amount_debited`, `amount_refunded`, `reference`, `label`, `order_id`, `source_type_id`) VALUES
('1', 'GBP', '126.77', '126.77', '0.00', 'card-100002', '', '2', '1'),
('2', 'GBP', '126.77', '126.77', '0.00', 'card-100003', '', '3', '1'),
('3', 'GBP', '126.77', '126.77', '0.00', 'card-100004', '', '4', '1'),
('4', 'GBP', '126.77', '126.77', '0.00', 'card-100005', '', '5', '1'),
('5', 'GBP', '128.27', '128.27', '0.00', 'card-100006', '', '6', '1'),
('6', 'GBP', '109.66', '109.66', '0.00', 'card-100007', '', '7', '1'),
('7', 'GBP', '126.77', '126.77', '8.99', 'card-100008', '', '8', '1'),
('8', 'GBP', '126.77', '126.77', '0.00', 'card-100009', '', '9', '1'),
('9', 'GBP', '126.77', '126.77', '126.77', 'card-100011', '', '11', '1');
CREATE TABLE `auth_user` (
  `id` int NOT NULL,
  `password` varchar(128) NOT NULL,
  `last_login` datetime(6),
  `is_superuser` tinyint(1) NOT NULL,
  `username` varchar(150) NOT NULL,
  `first_name` varchar(150) NOT NULL,
  `last_name` varchar(150) NOT NULL,
  `email` varchar(254) NOT NULL,
  `is_staff` tinyint(1) NOT NULL,
  `is_active` tinyint(1) NOT NULL,
  `date_joined` datetime(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY (username)
);
INSERT INTO `auth_user` (`id`, `password`, `last_login`, `is_superuser`, `username`, `first_name`, `last_name`, `email`, `is_staff`, `is_active`, `date_joined`) VALUES
('1', '!', NULL, 0, 'Registered.Shopper@mail.example', '', '', 'Registered.Shopper@mail.example', 0, 1, '2026-11-22 08:11:40.251968');
