// What a shopper and the shop's staff do to an order, by Vendure's own GraphQL interfaces.

/** Fills a cart and stops before payment; the answer has the order's id, and pays. */
export async function fill(shop, { email, postcode, basket, coupon }) {
  const visitor = shop.visitor();
  for (const [name, quantity] of Object.entries(basket)) {
    await visitor.change("addItemToOrder(productVariantId: $id, quantity: $quantity)", {
      "id: ID!": await variant(shop, name),
      "quantity: Int!": quantity,
    });
  }
  if (coupon) await visitor.change("applyCouponCode(couponCode: $coupon)", { "coupon: String!": coupon });
  await visitor.change("setCustomerForOrder(input: $customer)", {
    "customer: CreateCustomerInput!": { firstName: "Robin", lastName: "Doe", emailAddress: email },
  });
  await visitor.change("setOrderShippingAddress(input: $address)", {
    "address: CreateAddressInput!": {
      fullName: "Robin Doe",
      streetLine1: "1 High Street",
      city: "London",
      postalCode: postcode,
      countryCode: "GB",
    },
  });
  const [method] = await visitor.ask("{ eligibleShippingMethods { id } }");
  await visitor.change("setOrderShippingMethod(shippingMethodId: [$id])", { "id: ID!": method.id });
  await visitor.change('transitionOrderToState(state: "ArrangingPayment")');
  const { id } = await visitor.ask("{ activeOrder { id } }");
  const [{ code }] = await visitor.ask("{ eligiblePaymentMethods { code } }");
  const payment = { method: code, metadata: {} };
  const pay = () => visitor.change("addPaymentToOrder(input: $payment)", { "payment: PaymentInput!": payment });
  return { id, pay };
}

/** Places an order whose payment is authorised and not yet taken. */
export async function place(shop, order) {
  const { id, pay } = await fill(shop, order);
  await pay();
  return id;
}

/** Takes the authorised money. */
export async function settle(shop, id) {
  const { payments } = await find(shop, id);
  await shop.staff.change("settlePayment(id: $id)", { "id: ID!": payments[0].id });
}

/** Packs a parcel, which Vendure calls a fulfillment in the state Pending; the answer is its id. */
export async function pack(shop, order, quantities, tracking) {
  const details = [
    { name: "method", value: "Royal Mail" },
    { name: "trackingCode", value: tracking },
  ];
  const input = {
    lines: await linesOf(shop, order, quantities),
    handler: { code: "manual-fulfillment", arguments: details },
  };
  const field = "addFulfillmentToOrder(input: $input)";
  const made = await shop.staff.change(field, { "input: FulfillOrderInput!": input }, "... on Fulfillment { id }");
  return made.id;
}

/** Moves a parcel on: Shipped, then Delivered. */
export async function move(shop, parcel, state) {
  await shop.staff.change("transitionFulfillmentToState(id: $parcel, state: $state)", {
    "parcel: ID!": parcel,
    "state: String!": state,
  });
}

/** Packs and ships a parcel; the answer is its id. */
export async function ship(shop, order, quantities, tracking) {
  const parcel = await pack(shop, order, quantities, tracking);
  await move(shop, parcel, "Shipped");
  return parcel;
}

/** Cancels an order before anything is sent. */
export async function cancel(shop, orderId) {
  await shop.staff.change("cancelOrder(input: $input)", {
    "input: CancelOrderInput!": { orderId, cancelShipping: true },
  });
}

/** Takes shipped items back into stock, which Vendure calls cancelling their lines. */
export async function takeBack(shop, orderId, quantities) {
  const lines = await linesOf(shop, orderId, quantities);
  await shop.staff.change("cancelOrder(input: $input)", { "input: CancelOrderInput!": { orderId, lines } });
}

/** Gives money back, and confirms that it went. */
export async function refund(shop, id, amount) {
  const { payments } = await find(shop, id);
  const input = { paymentId: payments[0].id, amount, lines: [], shipping: 0, adjustment: 0 };
  const field = "refundOrder(input: $input)";
  const made = await shop.staff.change(field, { "input: RefundOrderInput!": input }, "... on Refund { id state }");
  if (made.state === "Settled") return;
  await shop.staff.change("settleRefund(input: $input)", {
    "input: SettleRefundInput!": { id: made.id, transactionId: `refund-${made.id}` },
  });
}

/** Adds a product to a placed order and takes the money for it. */
export async function add(shop, orderId, name, quantity) {
  const to = (state) =>
    shop.staff.change("transitionOrderToState(id: $id, state: $state)", {
      "id: ID!": orderId,
      "state: String!": state,
    });
  await to("Modifying");
  const addItems = [{ productVariantId: await variant(shop, name), quantity }];
  await shop.staff.change("modifyOrder(input: $input)", {
    "input: ModifyOrderInput!": { dryRun: false, orderId, addItems },
  });
  await to("ArrangingAdditionalPayment");
  await shop.staff.change("addManualPaymentToOrder(input: $input)", {
    "input: ManualPaymentInput!": { orderId, method: "cash", transactionId: "till-1", metadata: {} },
  });
  await to("PaymentSettled");
}

/** Starts a coupon that takes a share off the whole order. */
export async function offer(shop, couponCode, percent) {
  const discount = [{ name: "discount", value: String(percent) }];
  const input = {
    enabled: true,
    couponCode,
    conditions: [],
    actions: [{ code: "order_percentage_discount", arguments: discount }],
    translations: [{ languageCode: "en", name: couponCode, description: "" }],
  };
  await shop.staff.change("createPromotion(input: $input)", { "input: CreatePromotionInput!": input });
}

/** The order as the staff's interface tells it. */
export function find(shop, id) {
  return shop.staff.ask(
    `query ($id: ID!) { order(id: $id) {
      code state totalWithTax currencyCode
      customer { emailAddress }
      shippingAddress { postalCode }
      payments { id }
      lines { id quantity orderPlacedQuantity productVariant { name } }
      fulfillments { id state method trackingCode lines { orderLineId quantity } }
    } }`,
    { id },
  );
}

async function variant(shop, name) {
  const query = `query ($name: String!) {
    productVariants(options: { filter: { name: { contains: $name } } }) { items { id } }
  }`;
  const { items } = await shop.staff.ask(query, { name });
  return items[0].id;
}

async function linesOf(shop, order, quantities) {
  const { lines } = await find(shop, order);
  const line = (name) => lines.find((line) => line.productVariant.name.startsWith(name));
  return Object.entries(quantities).map(([name, quantity]) => ({ orderLineId: line(name).id, quantity }));
}
