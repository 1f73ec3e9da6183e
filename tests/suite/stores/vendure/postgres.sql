-- Orders that Vendure 3.7 made through its own API, in the schema of its own migrations. Trimmed to the tables that the preset reads, without
-- foreign keys; otherwise as it was dumped.

CREATE TABLE "order" (
    "createdAt" timestamp without time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp without time zone DEFAULT now() NOT NULL,
    type character varying DEFAULT 'Regular'::character varying NOT NULL,
    code character varying NOT NULL,
    state character varying NOT NULL,
    active boolean DEFAULT true NOT NULL,
    "orderPlacedAt" timestamp without time zone,
    "couponCodes" text NOT NULL,
    "shippingAddress" text NOT NULL,
    "billingAddress" text NOT NULL,
    "currencyCode" character varying NOT NULL,
    id integer NOT NULL,
    "aggregateOrderId" integer,
    "customerId" integer,
    "taxZoneId" integer,
    "subTotal" integer NOT NULL,
    "subTotalWithTax" integer NOT NULL,
    shipping integer DEFAULT 0 NOT NULL,
    "shippingWithTax" integer DEFAULT 0 NOT NULL
);
ALTER TABLE "order" ADD CONSTRAINT "PK_1031171c13130102495201e3e20" PRIMARY KEY (id);
CREATE INDEX "IDX_124456e637cca7a415897dce65" ON "order" USING btree ("customerId");
CREATE UNIQUE INDEX "IDX_729b3eea7ce540930dbb706949" ON "order" USING btree (code);
CREATE INDEX "IDX_73a78d7df09541ac5eba620d18" ON "order" USING btree ("aggregateOrderId");
CREATE INDEX "IDX_af13739f4962eab899bdff34be" ON "order" USING btree ("orderPlacedAt");
INSERT INTO "order" ("createdAt", "updatedAt", type, code, state, active, "orderPlacedAt", "couponCodes", "shippingAddress", "billingAddress", "currencyCode", id, "aggregateOrderId", "customerId", "taxZoneId", "subTotal", "subTotalWithTax", shipping, "shippingWithTax") VALUES
('2026-11-22 08:22:30.379755', '2026-11-22 08:22:30.449', 'Regular', 'W31933TESH8MJTA2', 'PaymentSettled', 'f', '2026-11-22 08:22:30.618', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '3', NULL, '3', '1', '10164', '12196', '495', '594'),
('2026-11-22 08:22:31.639877', '2026-11-22 08:22:31.782', 'Regular', 'W8TYNXPZPFKFGA8Y', 'Shipped', 'f', '2026-11-22 08:22:31.941', 'TENTH', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '6', NULL, '6', '1', '9148', '10977', '495', '594'),
('2026-11-22 08:22:29.49324', '2026-11-22 08:22:29.746', 'Regular', '2CAL1T9SYH2ZQ2PV', 'ArrangingPayment', 't', NULL, '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '1', NULL, '1', '1', '10164', '12196', '495', '594'),
('2026-11-22 08:22:32.784594', '2026-11-22 08:22:32.876', 'Regular', '4A6Y61744XDDGLX8', 'Delivered', 'f', '2026-11-22 08:22:33.054', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '8', NULL, '8', '1', '10164', '12196', '495', '594'),
('2026-11-22 08:22:32.165993', '2026-11-22 08:22:32.269', 'Regular', 'HTVKVZJHRQXRXNRY', 'PartiallyDelivered', 'f', '2026-11-22 08:22:32.41', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '7', NULL, '7', '1', '10164', '12196', '495', '594'),
('2026-11-22 08:22:31.171943', '2026-11-22 08:22:31.252', 'Regular', 'YGEXKKM7CS8DNDP2', 'PartiallyShipped', 'f', '2026-11-22 08:22:31.425', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '5', NULL, '5', '1', '10164', '12196', '495', '594'),
('2026-11-22 08:22:33.308747', '2026-11-22 08:22:33.723115', 'Regular', 'JX1QXZAL1DBEK9N3', 'Delivered', 'f', '2026-11-22 08:22:33.511', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '9', NULL, '9', '1', '9415', '11298', '495', '594'),
('2026-11-22 08:22:29.995332', '2026-11-22 08:22:30.08', 'Regular', '2MKXVVXHB9VA5PNH', 'PaymentAuthorized', 'f', '2026-11-22 08:22:30.295', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '2', NULL, '2', '1', '10164', '12196', '495', '594'),
('2026-11-22 08:22:30.736576', '2026-11-22 08:22:30.852', 'Regular', 'SLXXTQ5XAR2VGCFG', 'PaymentSettled', 'f', '2026-11-22 08:22:30.997', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '4', NULL, '4', '1', '10164', '12196', '495', '594'),
('2026-11-22 08:22:34.294859', '2026-11-22 08:22:34.52804', 'Regular', 'VBA5XPYHBG5KKKFW', 'Cancelled', 'f', '2026-11-22 08:22:34.487', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '11', NULL, '11', '1', '0', '0', '0', '0'),
('2026-11-22 08:22:33.82303', '2026-11-22 08:22:34.215402', 'Regular', '6CFLKMY63W45C13J', 'Cancelled', 'f', '2026-11-22 08:22:34.031', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '10', NULL, '10', '1', '0', '0', '495', '594'),
('2026-11-22 08:22:34.614065', '2026-11-22 08:22:34.883604', 'Regular', 'VRCKR7HL1X6AHHJ3', 'Cancelled', 'f', '2026-11-22 08:22:34.797', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '12', NULL, '12', '1', '0', '0', '0', '0'),
('2026-11-22 08:22:35.011439', '2026-11-22 08:22:35.355', 'Regular', 'UDD3FGQLFZ412S4U', 'PaymentSettled', 'f', '2026-11-22 08:22:35.241', '', '{"fullName":"Robin Doe","streetLine1":"1 High Street","city":"London","postalCode":"SW1A 1AA","countryCode":"GB","country":"United Kingdom"}', '{}', 'USD', '13', NULL, '13', '1', '15162', '18194', '495', '594');
CREATE TABLE order_line (
    "createdAt" timestamp without time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp without time zone DEFAULT now() NOT NULL,
    quantity integer NOT NULL,
    "orderPlacedQuantity" integer DEFAULT 0 NOT NULL,
    "listPriceIncludesTax" boolean NOT NULL,
    adjustments text NOT NULL,
    "taxLines" text NOT NULL,
    id integer NOT NULL,
    "sellerChannelId" integer,
    "shippingLineId" integer,
    "productVariantId" integer NOT NULL,
    "taxCategoryId" integer,
    "initialListPrice" integer,
    "listPrice" integer NOT NULL,
    "featuredAssetId" integer,
    "orderId" integer
);
ALTER TABLE order_line ADD CONSTRAINT "PK_01a7c973d9f30479647e44f9892" PRIMARY KEY (id);
CREATE INDEX "IDX_239cfca2a55b98b90b6bef2e44" ON order_line USING btree ("orderId");
CREATE INDEX "IDX_6901d8715f5ebadd764466f7bd" ON order_line USING btree ("sellerChannelId");
CREATE INDEX "IDX_77be94ce9ec650446617946227" ON order_line USING btree ("taxCategoryId");
CREATE INDEX "IDX_9f065453910ea77d4be8e92618" ON order_line USING btree ("featuredAssetId");
CREATE INDEX "IDX_cbcd22193eda94668e84d33f18" ON order_line USING btree ("productVariantId");
CREATE INDEX "IDX_dc9ac68b47da7b62249886affb" ON order_line USING btree ("shippingLineId");
INSERT INTO order_line ("createdAt", "updatedAt", quantity, "orderPlacedQuantity", "listPriceIncludesTax", adjustments, "taxLines", id, "sellerChannelId", "shippingLineId", "productVariantId", "taxCategoryId", "initialListPrice", "listPrice", "featuredAssetId", "orderId") VALUES
('2026-11-22 08:22:31.171943', '2026-11-22 08:22:31.402728', '1', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '9', NULL, '5', '1', '1', '7917', '7917', NULL, '5'),
('2026-11-22 08:22:31.211616', '2026-11-22 08:22:31.402728', '3', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '10', NULL, '5', '2', '1', '749', '749', NULL, '5'),
('2026-11-22 08:22:29.49324', '2026-11-22 08:22:29.83232', '1', '0', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '1', NULL, '1', '1', '1', '7917', '7917', NULL, '1'),
('2026-11-22 08:22:29.693165', '2026-11-22 08:22:29.83232', '3', '0', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '2', NULL, '1', '2', '1', '749', '749', NULL, '1'),
('2026-11-22 08:22:29.995332', '2026-11-22 08:22:30.270176', '1', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '3', NULL, '2', '1', '1', '7917', '7917', NULL, '2'),
('2026-11-22 08:22:30.052872', '2026-11-22 08:22:30.270176', '3', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '4', NULL, '2', '2', '1', '749', '749', NULL, '2'),
('2026-11-22 08:22:33.82303', '2026-11-22 08:22:34.215402', '0', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '19', NULL, '10', '1', '1', '7917', '7917', NULL, '10'),
('2026-11-22 08:22:33.875762', '2026-11-22 08:22:34.215402', '0', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '20', NULL, '10', '2', '1', '749', '749', NULL, '10'),
('2026-11-22 08:22:30.379755', '2026-11-22 08:22:30.602113', '1', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '5', NULL, '3', '1', '1', '7917', '7917', NULL, '3'),
('2026-11-22 08:22:30.427361', '2026-11-22 08:22:30.602113', '3', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '6', NULL, '3', '2', '1', '749', '749', NULL, '3'),
('2026-11-22 08:22:31.639877', '2026-11-22 08:22:31.909815', '1', '1', 'f', '[{"amount":-791,"adjustmentSource":"PROMOTION:1","description":"TENTH","type":"DISTRIBUTED_ORDER_PROMOTION","data":{"itemDistribution":[-791]}}]', '[{"description":"Standard Europe","taxRate":20}]', '11', NULL, '6', '1', '1', '7917', '7917', NULL, '6'),
('2026-11-22 08:22:31.687676', '2026-11-22 08:22:31.909815', '3', '3', 'f', '[{"amount":-225,"adjustmentSource":"PROMOTION:1","description":"TENTH","type":"DISTRIBUTED_ORDER_PROMOTION","data":{"itemDistribution":[-75,-75,-75]}}]', '[{"description":"Standard Europe","taxRate":20}]', '12', NULL, '6', '2', '1', '749', '749', NULL, '6'),
('2026-11-22 08:22:30.736576', '2026-11-22 08:22:30.978148', '1', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '7', NULL, '4', '1', '1', '7917', '7917', NULL, '4'),
('2026-11-22 08:22:30.825488', '2026-11-22 08:22:30.978148', '3', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '8', NULL, '4', '2', '1', '749', '749', NULL, '4'),
('2026-11-22 08:22:32.784594', '2026-11-22 08:22:33.012909', '1', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '15', NULL, '8', '1', '1', '7917', '7917', NULL, '8'),
('2026-11-22 08:22:32.849136', '2026-11-22 08:22:33.012909', '3', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '16', NULL, '8', '2', '1', '749', '749', NULL, '8'),
('2026-11-22 08:22:32.165993', '2026-11-22 08:22:32.396163', '1', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '13', NULL, '7', '1', '1', '7917', '7917', NULL, '7'),
('2026-11-22 08:22:32.240149', '2026-11-22 08:22:32.396163', '3', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '14', NULL, '7', '2', '1', '749', '749', NULL, '7'),
('2026-11-22 08:22:33.308747', '2026-11-22 08:22:33.49172', '1', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '17', NULL, '9', '1', '1', '7917', '7917', NULL, '9'),
('2026-11-22 08:22:34.614065', '2026-11-22 08:22:34.883604', '0', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '23', NULL, '12', '1', '1', '7917', '7917', NULL, '12'),
('2026-11-22 08:22:33.373767', '2026-11-22 08:22:33.723115', '2', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '18', NULL, '9', '2', '1', '749', '749', NULL, '9'),
('2026-11-22 08:22:34.661704', '2026-11-22 08:22:34.883604', '0', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '24', NULL, '12', '2', '1', '749', '749', NULL, '12'),
('2026-11-22 08:22:34.294859', '2026-11-22 08:22:34.52804', '0', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '21', NULL, '11', '1', '1', '7917', '7917', NULL, '11'),
('2026-11-22 08:22:34.339083', '2026-11-22 08:22:34.52804', '0', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '22', NULL, '11', '2', '1', '749', '749', NULL, '11'),
('2026-11-22 08:22:35.011439', '2026-11-22 08:22:35.225664', '1', '1', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '25', NULL, '13', '1', '1', '7917', '7917', NULL, '13'),
('2026-11-22 08:22:35.080574', '2026-11-22 08:22:35.225664', '3', '3', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '26', NULL, '13', '2', '1', '749', '749', NULL, '13'),
('2026-11-22 08:22:35.355734', '2026-11-22 08:22:35.355734', '2', '0', 'f', '[]', '[{"description":"Standard Europe","taxRate":20}]', '27', NULL, NULL, '3', '1', NULL, '2499', NULL, '13');
CREATE TABLE order_line_reference (
    "createdAt" timestamp without time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp without time zone DEFAULT now() NOT NULL,
    quantity integer NOT NULL,
    id integer NOT NULL,
    "fulfillmentId" integer,
    "modificationId" integer,
    "orderLineId" integer NOT NULL,
    "refundId" integer,
    discriminator character varying NOT NULL
);
ALTER TABLE order_line_reference ADD CONSTRAINT "PK_21891d07accb8fa87e11165bca2" PRIMARY KEY (id);
CREATE INDEX "IDX_06b02fb482b188823e419d37bd" ON order_line_reference USING btree ("fulfillmentId");
CREATE INDEX "IDX_22b818af8722746fb9f206068c" ON order_line_reference USING btree ("modificationId");
CREATE INDEX "IDX_30019aa65b17fe9ee962893199" ON order_line_reference USING btree ("refundId");
CREATE INDEX "IDX_49a8632be8cef48b076446b8b9" ON order_line_reference USING btree (discriminator);
CREATE INDEX "IDX_7d57857922dfc7303604697dbe" ON order_line_reference USING btree ("orderLineId");
INSERT INTO order_line_reference ("createdAt", "updatedAt", quantity, id, "fulfillmentId", "modificationId", "orderLineId", "refundId", discriminator) VALUES
('2026-11-22 08:22:31.104747', '2026-11-22 08:22:31.104747', '1', '1', '1', NULL, '7', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:31.104747', '2026-11-22 08:22:31.104747', '3', '2', '1', NULL, '8', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:31.53829', '2026-11-22 08:22:31.53829', '2', '3', '2', NULL, '10', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:32.030339', '2026-11-22 08:22:32.030339', '1', '4', '3', NULL, '11', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:32.030339', '2026-11-22 08:22:32.030339', '3', '5', '3', NULL, '12', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:32.528667', '2026-11-22 08:22:32.528667', '1', '6', '4', NULL, '13', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:32.528667', '2026-11-22 08:22:32.528667', '1', '7', '4', NULL, '14', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:32.637334', '2026-11-22 08:22:32.637334', '2', '8', '5', NULL, '14', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:33.173829', '2026-11-22 08:22:33.173829', '1', '9', '6', NULL, '15', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:33.173829', '2026-11-22 08:22:33.173829', '3', '10', '6', NULL, '16', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:33.609604', '2026-11-22 08:22:33.609604', '1', '11', '7', NULL, '17', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:33.609604', '2026-11-22 08:22:33.609604', '3', '12', '7', NULL, '18', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:34.11173', '2026-11-22 08:22:34.11173', '1', '13', '8', NULL, '19', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:34.11173', '2026-11-22 08:22:34.11173', '3', '14', '8', NULL, '20', NULL, 'FulfillmentLine'),
('2026-11-22 08:22:35.355734', '2026-11-22 08:22:35.355734', '2', '15', NULL, '1', '27', NULL, 'OrderModificationLine');
CREATE TABLE fulfillment (
    "createdAt" timestamp without time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp without time zone DEFAULT now() NOT NULL,
    state character varying NOT NULL,
    "trackingCode" character varying DEFAULT ''::character varying NOT NULL,
    method character varying NOT NULL,
    "handlerCode" character varying NOT NULL,
    id integer NOT NULL
);
ALTER TABLE fulfillment ADD CONSTRAINT "PK_50c102da132afffae660585981f" PRIMARY KEY (id);
INSERT INTO fulfillment ("createdAt", "updatedAt", state, "trackingCode", method, "handlerCode", id) VALUES
('2026-11-22 08:22:31.104747', '2026-11-22 08:22:31.104747', 'Pending', '', 'Royal Mail', 'manual-fulfillment', '1'),
('2026-11-22 08:22:31.53829', '2026-11-22 08:22:31.57254', 'Shipped', '1Z999AA10123456784', 'Royal Mail', 'manual-fulfillment', '2'),
('2026-11-22 08:22:32.030339', '2026-11-22 08:22:32.076342', 'Shipped', 'RR123456785GB', 'Royal Mail', 'manual-fulfillment', '3'),
('2026-11-22 08:22:32.637334', '2026-11-22 08:22:32.663338', 'Shipped', 'RR123456808GB', 'Royal Mail', 'manual-fulfillment', '5'),
('2026-11-22 08:22:32.528667', '2026-11-22 08:22:32.696799', 'Delivered', 'RR123456799GB', 'Royal Mail', 'manual-fulfillment', '4'),
('2026-11-22 08:22:33.173829', '2026-11-22 08:22:33.24045', 'Delivered', 'RR123456811GB', 'Royal Mail', 'manual-fulfillment', '6'),
('2026-11-22 08:22:33.609604', '2026-11-22 08:22:33.669974', 'Delivered', 'RR123456825GB', 'Royal Mail', 'manual-fulfillment', '7'),
('2026-11-22 08:22:34.11173', '2026-11-22 08:22:34.165042', 'Delivered', 'RR123456839GB', 'Royal Mail', 'manual-fulfillment', '8');
CREATE TABLE order_fulfillments_fulfillment (
    "orderId" integer NOT NULL,
    "fulfillmentId" integer NOT NULL
);
ALTER TABLE order_fulfillments_fulfillment ADD CONSTRAINT "PK_414600087d71aee1583bc517590" PRIMARY KEY ("orderId", "fulfillmentId");
CREATE INDEX "IDX_4add5a5796e1582dec2877b289" ON order_fulfillments_fulfillment USING btree ("fulfillmentId");
CREATE INDEX "IDX_f80d84d525af2ffe974e7e8ca2" ON order_fulfillments_fulfillment USING btree ("orderId");
INSERT INTO order_fulfillments_fulfillment ("orderId", "fulfillmentId") VALUES
('4', '1'),
('5', '2'),
('6', '3'),
('7', '4'),
('7', '5'),
('8', '6'),
('9', '7'),
('10', '8');
CREATE TABLE history_entry (
    "createdAt" timestamp without time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp without time zone DEFAULT now() NOT NULL,
    type character varying NOT NULL,
    "isPublic" boolean NOT NULL,
    data text NOT NULL,
    id integer NOT NULL,
    discriminator character varying NOT NULL,
    "administratorId" integer,
    "customerId" integer,
    "orderId" integer
);
ALTER TABLE history_entry ADD CONSTRAINT "PK_b65bd95b0d2929668589d57b97a" PRIMARY KEY (id);
CREATE INDEX "IDX_3a05127e67435b4d2332ded7c9" ON history_entry USING btree ("orderId");
CREATE INDEX "IDX_43ac602f839847fdb91101f30e" ON history_entry USING btree ("customerId");
CREATE INDEX "IDX_92f8c334ef06275f9586fd0183" ON history_entry USING btree ("administratorId");
INSERT INTO history_entry ("createdAt", "updatedAt", type, "isPublic", data, id, discriminator, "administratorId", "customerId", "orderId") VALUES
('2026-11-22 08:22:29.49324', '2026-11-22 08:22:29.49324', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '1', 'OrderHistoryEntry', NULL, NULL, '1'),
('2026-11-22 08:22:29.872983', '2026-11-22 08:22:29.872983', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '2', 'OrderHistoryEntry', NULL, NULL, '1'),
('2026-11-22 08:22:29.995332', '2026-11-22 08:22:29.995332', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '3', 'OrderHistoryEntry', NULL, NULL, '2'),
('2026-11-22 08:22:30.231273', '2026-11-22 08:22:30.231273', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '4', 'OrderHistoryEntry', NULL, NULL, '2'),
('2026-11-22 08:22:30.270176', '2026-11-22 08:22:30.270176', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":1,"from":"Created","to":"Authorized"}', '5', 'OrderHistoryEntry', NULL, NULL, '2'),
('2026-11-22 08:22:30.270176', '2026-11-22 08:22:30.270176', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '6', 'OrderHistoryEntry', NULL, NULL, '2'),
('2026-11-22 08:22:30.346', '2026-11-22 08:22:30.270176', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '7', 'CustomerHistoryEntry', NULL, '2', NULL),
('2026-11-22 08:22:30.379755', '2026-11-22 08:22:30.379755', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '8', 'OrderHistoryEntry', NULL, NULL, '3'),
('2026-11-22 08:22:30.564734', '2026-11-22 08:22:30.564734', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '9', 'OrderHistoryEntry', NULL, NULL, '3'),
('2026-11-22 08:22:30.602113', '2026-11-22 08:22:30.602113', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":2,"from":"Created","to":"Authorized"}', '10', 'OrderHistoryEntry', NULL, NULL, '3'),
('2026-11-22 08:22:30.602113', '2026-11-22 08:22:30.602113', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '11', 'OrderHistoryEntry', NULL, NULL, '3'),
('2026-11-22 08:22:30.654', '2026-11-22 08:22:30.602113', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '12', 'CustomerHistoryEntry', NULL, '3', NULL),
('2026-11-22 08:22:30.684951', '2026-11-22 08:22:30.684951', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":2,"from":"Authorized","to":"Settled"}', '13', 'OrderHistoryEntry', '1', NULL, '3'),
('2026-11-22 08:22:30.684951', '2026-11-22 08:22:30.684951', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '14', 'OrderHistoryEntry', '1', NULL, '3'),
('2026-11-22 08:22:30.736576', '2026-11-22 08:22:30.736576', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '15', 'OrderHistoryEntry', NULL, NULL, '4'),
('2026-11-22 08:22:30.944886', '2026-11-22 08:22:30.944886', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '16', 'OrderHistoryEntry', NULL, NULL, '4'),
('2026-11-22 08:22:30.978148', '2026-11-22 08:22:30.978148', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":3,"from":"Created","to":"Authorized"}', '17', 'OrderHistoryEntry', NULL, NULL, '4'),
('2026-11-22 08:22:30.978148', '2026-11-22 08:22:30.978148', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '18', 'OrderHistoryEntry', NULL, NULL, '4'),
('2026-11-22 08:22:31.032', '2026-11-22 08:22:30.978148', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '19', 'CustomerHistoryEntry', NULL, '4', NULL),
('2026-11-22 08:22:31.053845', '2026-11-22 08:22:31.053845', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":3,"from":"Authorized","to":"Settled"}', '20', 'OrderHistoryEntry', '1', NULL, '4'),
('2026-11-22 08:22:31.053845', '2026-11-22 08:22:31.053845', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '21', 'OrderHistoryEntry', '1', NULL, '4'),
('2026-11-22 08:22:31.104747', '2026-11-22 08:22:31.104747', 'ORDER_FULFILLMENT', 't', '{"fulfillmentId":1}', '22', 'OrderHistoryEntry', '1', NULL, '4'),
('2026-11-22 08:22:31.104747', '2026-11-22 08:22:31.104747', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":1,"from":"Created","to":"Pending"}', '23', 'OrderHistoryEntry', '1', NULL, '4'),
('2026-11-22 08:22:31.171943', '2026-11-22 08:22:31.171943', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '24', 'OrderHistoryEntry', NULL, NULL, '5'),
('2026-11-22 08:22:31.361001', '2026-11-22 08:22:31.361001', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '25', 'OrderHistoryEntry', NULL, NULL, '5'),
('2026-11-22 08:22:31.402728', '2026-11-22 08:22:31.402728', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":4,"from":"Created","to":"Authorized"}', '26', 'OrderHistoryEntry', NULL, NULL, '5'),
('2026-11-22 08:22:31.402728', '2026-11-22 08:22:31.402728', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '27', 'OrderHistoryEntry', NULL, NULL, '5'),
('2026-11-22 08:22:31.46', '2026-11-22 08:22:31.402728', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '28', 'CustomerHistoryEntry', NULL, '5', NULL),
('2026-11-22 08:22:31.492628', '2026-11-22 08:22:31.492628', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":4,"from":"Authorized","to":"Settled"}', '29', 'OrderHistoryEntry', '1', NULL, '5'),
('2026-11-22 08:22:31.492628', '2026-11-22 08:22:31.492628', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '30', 'OrderHistoryEntry', '1', NULL, '5'),
('2026-11-22 08:22:31.53829', '2026-11-22 08:22:31.53829', 'ORDER_FULFILLMENT', 't', '{"fulfillmentId":2}', '31', 'OrderHistoryEntry', '1', NULL, '5'),
('2026-11-22 08:22:31.53829', '2026-11-22 08:22:31.53829', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":2,"from":"Created","to":"Pending"}', '32', 'OrderHistoryEntry', '1', NULL, '5'),
('2026-11-22 08:22:31.57254', '2026-11-22 08:22:31.57254', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":2,"from":"Pending","to":"Shipped"}', '33', 'OrderHistoryEntry', '1', NULL, '5'),
('2026-11-22 08:22:31.57254', '2026-11-22 08:22:31.57254', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentSettled","to":"PartiallyShipped"}', '34', 'OrderHistoryEntry', '1', NULL, '5'),
('2026-11-22 08:22:31.639877', '2026-11-22 08:22:31.639877', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '35', 'OrderHistoryEntry', NULL, NULL, '6'),
('2026-11-22 08:22:31.733045', '2026-11-22 08:22:31.733045', 'ORDER_COUPON_APPLIED', 't', '{"couponCode":"TENTH","promotionId":1}', '36', 'OrderHistoryEntry', NULL, NULL, '6'),
('2026-11-22 08:22:31.862669', '2026-11-22 08:22:31.862669', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '37', 'OrderHistoryEntry', NULL, NULL, '6'),
('2026-11-22 08:22:31.909815', '2026-11-22 08:22:31.909815', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":5,"from":"Created","to":"Authorized"}', '38', 'OrderHistoryEntry', NULL, NULL, '6'),
('2026-11-22 08:22:31.909815', '2026-11-22 08:22:31.909815', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '39', 'OrderHistoryEntry', NULL, NULL, '6'),
('2026-11-22 08:22:31.974', '2026-11-22 08:22:31.909815', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '40', 'CustomerHistoryEntry', NULL, '6', NULL),
('2026-11-22 08:22:31.992992', '2026-11-22 08:22:31.992992', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":5,"from":"Authorized","to":"Settled"}', '41', 'OrderHistoryEntry', '1', NULL, '6'),
('2026-11-22 08:22:31.992992', '2026-11-22 08:22:31.992992', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '42', 'OrderHistoryEntry', '1', NULL, '6'),
('2026-11-22 08:22:32.030339', '2026-11-22 08:22:32.030339', 'ORDER_FULFILLMENT', 't', '{"fulfillmentId":3}', '43', 'OrderHistoryEntry', '1', NULL, '6'),
('2026-11-22 08:22:32.030339', '2026-11-22 08:22:32.030339', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":3,"from":"Created","to":"Pending"}', '44', 'OrderHistoryEntry', '1', NULL, '6'),
('2026-11-22 08:22:32.076342', '2026-11-22 08:22:32.076342', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":3,"from":"Pending","to":"Shipped"}', '45', 'OrderHistoryEntry', '1', NULL, '6'),
('2026-11-22 08:22:32.076342', '2026-11-22 08:22:32.076342', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentSettled","to":"Shipped"}', '46', 'OrderHistoryEntry', '1', NULL, '6'),
('2026-11-22 08:22:32.165993', '2026-11-22 08:22:32.165993', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '47', 'OrderHistoryEntry', NULL, NULL, '7'),
('2026-11-22 08:22:32.36548', '2026-11-22 08:22:32.36548', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '48', 'OrderHistoryEntry', NULL, NULL, '7'),
('2026-11-22 08:22:32.396163', '2026-11-22 08:22:32.396163', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":6,"from":"Created","to":"Authorized"}', '49', 'OrderHistoryEntry', NULL, NULL, '7'),
('2026-11-22 08:22:32.396163', '2026-11-22 08:22:32.396163', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '50', 'OrderHistoryEntry', NULL, NULL, '7'),
('2026-11-22 08:22:32.459', '2026-11-22 08:22:32.396163', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '51', 'CustomerHistoryEntry', NULL, '7', NULL),
('2026-11-22 08:22:32.486119', '2026-11-22 08:22:32.486119', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":6,"from":"Authorized","to":"Settled"}', '52', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.486119', '2026-11-22 08:22:32.486119', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '53', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.528667', '2026-11-22 08:22:32.528667', 'ORDER_FULFILLMENT', 't', '{"fulfillmentId":4}', '54', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.528667', '2026-11-22 08:22:32.528667', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":4,"from":"Created","to":"Pending"}', '55', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.559387', '2026-11-22 08:22:32.559387', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":4,"from":"Pending","to":"Shipped"}', '56', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.559387', '2026-11-22 08:22:32.559387', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentSettled","to":"PartiallyShipped"}', '57', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.637334', '2026-11-22 08:22:32.637334', 'ORDER_FULFILLMENT', 't', '{"fulfillmentId":5}', '58', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.637334', '2026-11-22 08:22:32.637334', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":5,"from":"Created","to":"Pending"}', '59', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.663338', '2026-11-22 08:22:32.663338', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":5,"from":"Pending","to":"Shipped"}', '60', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.663338', '2026-11-22 08:22:32.663338', 'ORDER_STATE_TRANSITION', 't', '{"from":"PartiallyShipped","to":"Shipped"}', '61', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.696799', '2026-11-22 08:22:32.696799', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":4,"from":"Shipped","to":"Delivered"}', '62', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.696799', '2026-11-22 08:22:32.696799', 'ORDER_STATE_TRANSITION', 't', '{"from":"Shipped","to":"PartiallyDelivered"}', '63', 'OrderHistoryEntry', '1', NULL, '7'),
('2026-11-22 08:22:32.784594', '2026-11-22 08:22:32.784594', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '64', 'OrderHistoryEntry', NULL, NULL, '8'),
('2026-11-22 08:22:32.980619', '2026-11-22 08:22:32.980619', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '65', 'OrderHistoryEntry', NULL, NULL, '8'),
('2026-11-22 08:22:33.012909', '2026-11-22 08:22:33.012909', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":7,"from":"Created","to":"Authorized"}', '66', 'OrderHistoryEntry', NULL, NULL, '8'),
('2026-11-22 08:22:33.012909', '2026-11-22 08:22:33.012909', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '67', 'OrderHistoryEntry', NULL, NULL, '8'),
('2026-11-22 08:22:33.086', '2026-11-22 08:22:33.012909', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '68', 'CustomerHistoryEntry', NULL, '8', NULL),
('2026-11-22 08:22:33.123177', '2026-11-22 08:22:33.123177', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":7,"from":"Authorized","to":"Settled"}', '69', 'OrderHistoryEntry', '1', NULL, '8'),
('2026-11-22 08:22:33.123177', '2026-11-22 08:22:33.123177', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '70', 'OrderHistoryEntry', '1', NULL, '8'),
('2026-11-22 08:22:33.173829', '2026-11-22 08:22:33.173829', 'ORDER_FULFILLMENT', 't', '{"fulfillmentId":6}', '71', 'OrderHistoryEntry', '1', NULL, '8'),
('2026-11-22 08:22:33.173829', '2026-11-22 08:22:33.173829', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":6,"from":"Created","to":"Pending"}', '72', 'OrderHistoryEntry', '1', NULL, '8'),
('2026-11-22 08:22:33.212972', '2026-11-22 08:22:33.212972', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":6,"from":"Pending","to":"Shipped"}', '73', 'OrderHistoryEntry', '1', NULL, '8'),
('2026-11-22 08:22:33.212972', '2026-11-22 08:22:33.212972', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentSettled","to":"Shipped"}', '74', 'OrderHistoryEntry', '1', NULL, '8'),
('2026-11-22 08:22:33.24045', '2026-11-22 08:22:33.24045', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":6,"from":"Shipped","to":"Delivered"}', '75', 'OrderHistoryEntry', '1', NULL, '8'),
('2026-11-22 08:22:33.24045', '2026-11-22 08:22:33.24045', 'ORDER_STATE_TRANSITION', 't', '{"from":"Shipped","to":"Delivered"}', '76', 'OrderHistoryEntry', '1', NULL, '8'),
('2026-11-22 08:22:33.308747', '2026-11-22 08:22:33.308747', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '77', 'OrderHistoryEntry', NULL, NULL, '9'),
('2026-11-22 08:22:33.464297', '2026-11-22 08:22:33.464297', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '78', 'OrderHistoryEntry', NULL, NULL, '9'),
('2026-11-22 08:22:33.49172', '2026-11-22 08:22:33.49172', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":8,"from":"Created","to":"Authorized"}', '79', 'OrderHistoryEntry', NULL, NULL, '9'),
('2026-11-22 08:22:33.49172', '2026-11-22 08:22:33.49172', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '80', 'OrderHistoryEntry', NULL, NULL, '9'),
('2026-11-22 08:22:33.539', '2026-11-22 08:22:33.49172', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '81', 'CustomerHistoryEntry', NULL, '9', NULL),
('2026-11-22 08:22:33.554946', '2026-11-22 08:22:33.554946', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":8,"from":"Authorized","to":"Settled"}', '82', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.554946', '2026-11-22 08:22:33.554946', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '83', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.609604', '2026-11-22 08:22:33.609604', 'ORDER_FULFILLMENT', 't', '{"fulfillmentId":7}', '84', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.609604', '2026-11-22 08:22:33.609604', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":7,"from":"Created","to":"Pending"}', '85', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.640099', '2026-11-22 08:22:33.640099', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":7,"from":"Pending","to":"Shipped"}', '86', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.640099', '2026-11-22 08:22:33.640099', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentSettled","to":"Shipped"}', '87', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.669974', '2026-11-22 08:22:33.669974', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":7,"from":"Shipped","to":"Delivered"}', '88', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.669974', '2026-11-22 08:22:33.669974', 'ORDER_STATE_TRANSITION', 't', '{"from":"Shipped","to":"Delivered"}', '89', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.723115', '2026-11-22 08:22:33.723115', 'ORDER_CANCELLATION', 't', '{"lines":[{"orderLineId":18,"quantity":1}],"shippingCancelled":false}', '90', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.786791', '2026-11-22 08:22:33.786791', 'ORDER_REFUND_TRANSITION', 't', '{"refundId":1,"from":"Pending","to":"Settled","reason":null}', '91', 'OrderHistoryEntry', '1', NULL, '9'),
('2026-11-22 08:22:33.82303', '2026-11-22 08:22:33.82303', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '92', 'OrderHistoryEntry', NULL, NULL, '10'),
('2026-11-22 08:22:33.976687', '2026-11-22 08:22:33.976687', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '93', 'OrderHistoryEntry', NULL, NULL, '10'),
('2026-11-22 08:22:34.013063', '2026-11-22 08:22:34.013063', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":9,"from":"Created","to":"Authorized"}', '94', 'OrderHistoryEntry', NULL, NULL, '10'),
('2026-11-22 08:22:34.013063', '2026-11-22 08:22:34.013063', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '95', 'OrderHistoryEntry', NULL, NULL, '10'),
('2026-11-22 08:22:34.052', '2026-11-22 08:22:34.013063', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '96', 'CustomerHistoryEntry', NULL, '10', NULL),
('2026-11-22 08:22:34.070243', '2026-11-22 08:22:34.070243', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":9,"from":"Authorized","to":"Settled"}', '97', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.070243', '2026-11-22 08:22:34.070243', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '98', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.11173', '2026-11-22 08:22:34.11173', 'ORDER_FULFILLMENT', 't', '{"fulfillmentId":8}', '99', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.11173', '2026-11-22 08:22:34.11173', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":8,"from":"Created","to":"Pending"}', '100', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.141258', '2026-11-22 08:22:34.141258', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":8,"from":"Pending","to":"Shipped"}', '101', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.141258', '2026-11-22 08:22:34.141258', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentSettled","to":"Shipped"}', '102', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.165042', '2026-11-22 08:22:34.165042', 'ORDER_FULFILLMENT_TRANSITION', 't', '{"fulfillmentId":8,"from":"Shipped","to":"Delivered"}', '103', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.165042', '2026-11-22 08:22:34.165042', 'ORDER_STATE_TRANSITION', 't', '{"from":"Shipped","to":"Delivered"}', '104', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.215402', '2026-11-22 08:22:34.215402', 'ORDER_CANCELLATION', 't', '{"lines":[{"orderLineId":19,"quantity":1},{"orderLineId":20,"quantity":3}],"shippingCancelled":false}', '105', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.215402', '2026-11-22 08:22:34.215402', 'ORDER_STATE_TRANSITION', 't', '{"from":"Delivered","to":"Cancelled"}', '106', 'OrderHistoryEntry', '1', NULL, '10'),
('2026-11-22 08:22:34.294859', '2026-11-22 08:22:34.294859', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '107', 'OrderHistoryEntry', NULL, NULL, '11'),
('2026-11-22 08:22:34.446321', '2026-11-22 08:22:34.446321', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '108', 'OrderHistoryEntry', NULL, NULL, '11'),
('2026-11-22 08:22:34.473205', '2026-11-22 08:22:34.473205', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":10,"from":"Created","to":"Authorized"}', '109', 'OrderHistoryEntry', NULL, NULL, '11'),
('2026-11-22 08:22:34.473205', '2026-11-22 08:22:34.473205', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '110', 'OrderHistoryEntry', NULL, NULL, '11'),
('2026-11-22 08:22:34.52', '2026-11-22 08:22:34.473205', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '111', 'CustomerHistoryEntry', NULL, '11', NULL),
('2026-11-22 08:22:34.52804', '2026-11-22 08:22:34.52804', 'ORDER_CANCELLATION', 't', '{"lines":[{"orderLineId":21,"quantity":1},{"orderLineId":22,"quantity":3}],"shippingCancelled":true}', '112', 'OrderHistoryEntry', '1', NULL, '11'),
('2026-11-22 08:22:34.52804', '2026-11-22 08:22:34.52804', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"Cancelled"}', '113', 'OrderHistoryEntry', '1', NULL, '11'),
('2026-11-22 08:22:34.614065', '2026-11-22 08:22:34.614065', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '114', 'OrderHistoryEntry', NULL, NULL, '12'),
('2026-11-22 08:22:34.755775', '2026-11-22 08:22:34.755775', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '115', 'OrderHistoryEntry', NULL, NULL, '12'),
('2026-11-22 08:22:34.781481', '2026-11-22 08:22:34.781481', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":11,"from":"Created","to":"Authorized"}', '116', 'OrderHistoryEntry', NULL, NULL, '12'),
('2026-11-22 08:22:34.781481', '2026-11-22 08:22:34.781481', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '117', 'OrderHistoryEntry', NULL, NULL, '12'),
('2026-11-22 08:22:34.825', '2026-11-22 08:22:34.781481', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '118', 'CustomerHistoryEntry', NULL, '12', NULL),
('2026-11-22 08:22:34.841791', '2026-11-22 08:22:34.841791', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":11,"from":"Authorized","to":"Settled"}', '119', 'OrderHistoryEntry', '1', NULL, '12'),
('2026-11-22 08:22:34.841791', '2026-11-22 08:22:34.841791', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '120', 'OrderHistoryEntry', '1', NULL, '12'),
('2026-11-22 08:22:34.883604', '2026-11-22 08:22:34.883604', 'ORDER_CANCELLATION', 't', '{"lines":[{"orderLineId":23,"quantity":1},{"orderLineId":24,"quantity":3}],"shippingCancelled":true}', '121', 'OrderHistoryEntry', '1', NULL, '12'),
('2026-11-22 08:22:34.883604', '2026-11-22 08:22:34.883604', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentSettled","to":"Cancelled"}', '122', 'OrderHistoryEntry', '1', NULL, '12'),
('2026-11-22 08:22:34.963136', '2026-11-22 08:22:34.963136', 'ORDER_REFUND_TRANSITION', 't', '{"refundId":2,"from":"Pending","to":"Settled","reason":null}', '123', 'OrderHistoryEntry', '1', NULL, '12'),
('2026-11-22 08:22:35.011439', '2026-11-22 08:22:35.011439', 'ORDER_STATE_TRANSITION', 't', '{"from":"Created","to":"AddingItems"}', '124', 'OrderHistoryEntry', NULL, NULL, '13'),
('2026-11-22 08:22:35.183316', '2026-11-22 08:22:35.183316', 'ORDER_STATE_TRANSITION', 't', '{"from":"AddingItems","to":"ArrangingPayment"}', '125', 'OrderHistoryEntry', NULL, NULL, '13'),
('2026-11-22 08:22:35.225664', '2026-11-22 08:22:35.225664', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":12,"from":"Created","to":"Authorized"}', '126', 'OrderHistoryEntry', NULL, NULL, '13'),
('2026-11-22 08:22:35.225664', '2026-11-22 08:22:35.225664', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingPayment","to":"PaymentAuthorized"}', '127', 'OrderHistoryEntry', NULL, NULL, '13'),
('2026-11-22 08:22:35.264', '2026-11-22 08:22:35.225664', 'CUSTOMER_ADDRESS_CREATED', 'f', '{"address":"1 High Street, SW1A 1AA, United Kingdom"}', '128', 'CustomerHistoryEntry', NULL, '13', NULL),
('2026-11-22 08:22:35.282291', '2026-11-22 08:22:35.282291', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":12,"from":"Authorized","to":"Settled"}', '129', 'OrderHistoryEntry', '1', NULL, '13'),
('2026-11-22 08:22:35.282291', '2026-11-22 08:22:35.282291', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentAuthorized","to":"PaymentSettled"}', '130', 'OrderHistoryEntry', '1', NULL, '13'),
('2026-11-22 08:22:35.319745', '2026-11-22 08:22:35.319745', 'ORDER_STATE_TRANSITION', 't', '{"from":"PaymentSettled","to":"Modifying"}', '131', 'OrderHistoryEntry', '1', NULL, '13'),
('2026-11-22 08:22:35.355734', '2026-11-22 08:22:35.355734', 'ORDER_MODIFIED', 't', '{"modificationId":1}', '132', 'OrderHistoryEntry', '1', NULL, '13'),
('2026-11-22 08:22:35.399006', '2026-11-22 08:22:35.399006', 'ORDER_STATE_TRANSITION', 't', '{"from":"Modifying","to":"ArrangingAdditionalPayment"}', '133', 'OrderHistoryEntry', '1', NULL, '13'),
('2026-11-22 08:22:35.417385', '2026-11-22 08:22:35.417385', 'ORDER_PAYMENT_TRANSITION', 't', '{"paymentId":13,"from":"Created","to":"Settled"}', '134', 'OrderHistoryEntry', '1', NULL, '13'),
('2026-11-22 08:22:35.466026', '2026-11-22 08:22:35.466026', 'ORDER_STATE_TRANSITION', 't', '{"from":"ArrangingAdditionalPayment","to":"PaymentSettled"}', '135', 'OrderHistoryEntry', '1', NULL, '13');
CREATE TABLE payment (
    "createdAt" timestamp without time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp without time zone DEFAULT now() NOT NULL,
    method character varying NOT NULL,
    state character varying NOT NULL,
    "errorMessage" character varying,
    "transactionId" character varying,
    metadata text NOT NULL,
    id integer NOT NULL,
    amount integer NOT NULL,
    "orderId" integer
);
ALTER TABLE payment ADD CONSTRAINT "PK_fcaec7df5adf9cac408c686b2ab" PRIMARY KEY (id);
CREATE INDEX "IDX_d09d285fe1645cd2f0db811e29" ON payment USING btree ("orderId");
INSERT INTO payment ("createdAt", "updatedAt", method, state, "errorMessage", "transactionId", metadata, id, amount, "orderId") VALUES
('2026-11-22 08:22:30.270176', '2026-11-22 08:22:30.270176', 'card', 'Authorized', NULL, 'xvzltol2a', '{}', '1', '12790', '2'),
('2026-11-22 08:22:30.602113', '2026-11-22 08:22:30.684951', 'card', 'Settled', NULL, 'xsp04mihjc', '{}', '2', '12790', '3'),
('2026-11-22 08:22:30.978148', '2026-11-22 08:22:31.053845', 'card', 'Settled', NULL, '6qo2c9mawa', '{}', '3', '12790', '4'),
('2026-11-22 08:22:31.402728', '2026-11-22 08:22:31.492628', 'card', 'Settled', NULL, 'zum1kgyqtl', '{}', '4', '12790', '5'),
('2026-11-22 08:22:31.909815', '2026-11-22 08:22:31.992992', 'card', 'Settled', NULL, 'dn276xc91d', '{}', '5', '11571', '6'),
('2026-11-22 08:22:32.396163', '2026-11-22 08:22:32.486119', 'card', 'Settled', NULL, 'nwc1s58zd5', '{}', '6', '12790', '7'),
('2026-11-22 08:22:33.012909', '2026-11-22 08:22:33.123177', 'card', 'Settled', NULL, 'yog3n3gpzy', '{}', '7', '12790', '8'),
('2026-11-22 08:22:33.49172', '2026-11-22 08:22:33.554946', 'card', 'Settled', NULL, 'n4x4150tga', '{}', '8', '12790', '9'),
('2026-11-22 08:22:34.013063', '2026-11-22 08:22:34.070243', 'card', 'Settled', NULL, 'uqlv7pix6n', '{}', '9', '12790', '10'),
('2026-11-22 08:22:34.473205', '2026-11-22 08:22:34.473205', 'card', 'Authorized', NULL, 'toozk98yp', '{}', '10', '12790', '11'),
('2026-11-22 08:22:34.781481', '2026-11-22 08:22:34.841791', 'card', 'Settled', NULL, '90axrgwtao', '{}', '11', '12790', '12'),
('2026-11-22 08:22:35.225664', '2026-11-22 08:22:35.282291', 'card', 'Settled', NULL, 'oi8bfvo0wp', '{}', '12', '12790', '13'),
('2026-11-22 08:22:35.417385', '2026-11-22 08:22:35.417385', 'cash', 'Settled', NULL, 'till-1', '{}', '13', '5998', '13');
CREATE TABLE refund (
    "createdAt" timestamp without time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp without time zone DEFAULT now() NOT NULL,
    method character varying NOT NULL,
    reason character varying,
    state character varying NOT NULL,
    "transactionId" character varying,
    metadata text NOT NULL,
    id integer NOT NULL,
    "paymentId" integer NOT NULL,
    items integer NOT NULL,
    shipping integer NOT NULL,
    adjustment integer NOT NULL,
    total integer NOT NULL
);
ALTER TABLE refund ADD CONSTRAINT "PK_f1cefa2e60d99b206c46c1116e5" PRIMARY KEY (id);
CREATE INDEX "IDX_1c6932a756108788a361e7d440" ON refund USING btree ("paymentId");
INSERT INTO refund ("createdAt", "updatedAt", method, reason, state, "transactionId", metadata, id, "paymentId", items, shipping, adjustment, total) VALUES
('2026-11-22 08:22:33.77374', '2026-11-22 08:22:33.786791', 'card', NULL, 'Settled', 'refund-1', '{}', '1', '8', '0', '0', '0', '899'),
('2026-11-22 08:22:34.951539', '2026-11-22 08:22:34.963136', 'card', NULL, 'Settled', 'refund-2', '{}', '2', '11', '0', '0', '0', '12790');
CREATE TABLE customer (
    "createdAt" timestamp without time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp without time zone DEFAULT now() NOT NULL,
    "deletedAt" timestamp without time zone,
    title character varying,
    "firstName" character varying NOT NULL,
    "lastName" character varying NOT NULL,
    "phoneNumber" character varying,
    "emailAddress" character varying NOT NULL,
    id integer NOT NULL,
    "userId" integer
);
ALTER TABLE customer ADD CONSTRAINT "PK_a7a13f4cacb744524e44dfdad32" PRIMARY KEY (id);
ALTER TABLE customer ADD CONSTRAINT "REL_3f62b42ed23958b120c235f74d" UNIQUE ("userId");
INSERT INTO customer ("createdAt", "updatedAt", "deletedAt", title, "firstName", "lastName", "phoneNumber", "emailAddress", id, "userId") VALUES
('2026-11-22 08:22:29.746886', '2026-11-22 08:22:29.746886', NULL, NULL, 'Robin', 'Doe', NULL, 'cart@mail.example', '1', NULL),
('2026-11-22 08:22:30.080904', '2026-11-22 08:22:30.270176', NULL, NULL, 'Robin', 'Doe', NULL, 'unpaid@mail.example', '2', NULL),
('2026-11-22 08:22:30.449428', '2026-11-22 08:22:30.602113', NULL, NULL, 'Robin', 'Doe', NULL, 'paid@mail.example', '3', NULL),
('2026-11-22 08:22:30.852309', '2026-11-22 08:22:30.978148', NULL, NULL, 'Robin', 'Doe', NULL, 'packed@mail.example', '4', NULL),
('2026-11-22 08:22:31.252315', '2026-11-22 08:22:31.402728', NULL, NULL, 'Robin', 'Doe', NULL, 'partly.shipped@mail.example', '5', NULL),
('2026-11-22 08:22:31.782655', '2026-11-22 08:22:31.909815', NULL, NULL, 'Robin', 'Doe', NULL, 'shipped@mail.example', '6', NULL),
('2026-11-22 08:22:32.269207', '2026-11-22 08:22:32.396163', NULL, NULL, 'Robin', 'Doe', NULL, 'one.of.two.delivered@mail.example', '7', NULL),
('2026-11-22 08:22:32.87601', '2026-11-22 08:22:33.012909', NULL, NULL, 'Robin', 'Doe', NULL, 'delivered@mail.example', '8', NULL),
('2026-11-22 08:22:33.393394', '2026-11-22 08:22:33.49172', NULL, NULL, 'Robin', 'Doe', NULL, 'partly.returned@mail.example', '9', NULL),
('2026-11-22 08:22:33.905799', '2026-11-22 08:22:34.013063', NULL, NULL, 'Robin', 'Doe', NULL, 'returned@mail.example', '10', NULL),
('2026-11-22 08:22:34.359878', '2026-11-22 08:22:34.473205', NULL, NULL, 'Robin', 'Doe', NULL, 'cancelled@mail.example', '11', NULL),
('2026-11-22 08:22:34.685837', '2026-11-22 08:22:34.781481', NULL, NULL, 'Robin', 'Doe', NULL, 'refunded@mail.example', '12', NULL),
('2026-11-22 08:22:35.106904', '2026-11-22 08:22:35.225664', NULL, NULL, 'Robin', 'Doe', NULL, 'added.to@mail.example', '13', NULL);
CREATE TABLE product_variant_translation (
    "createdAt" timestamp without time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp without time zone DEFAULT now() NOT NULL,
    "languageCode" character varying NOT NULL,
    name character varying NOT NULL,
    id integer NOT NULL,
    "baseId" integer
);
ALTER TABLE product_variant_translation ADD CONSTRAINT "PK_4b7f882e2b669800bed7ed065f0" PRIMARY KEY (id);
CREATE INDEX "IDX_420f4d6fb75d38b9dca79bc43b" ON product_variant_translation USING btree ("baseId");
INSERT INTO product_variant_translation ("createdAt", "updatedAt", "languageCode", name, id, "baseId") VALUES
('2026-11-22 08:22:28.97889', '2026-11-22 08:22:28.981219', 'en', 'Linen jacket M', '1', '1'),
('2026-11-22 08:22:29.00486', '2026-11-22 08:22:29.006488', 'en', 'Wool socks', '2', '2'),
('2026-11-22 08:22:29.023225', '2026-11-22 08:22:29.024333', 'en', 'Straw hat', '3', '3');
