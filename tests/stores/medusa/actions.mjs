// What a shopper and the shop's staff do to an order, by the workflows behind Medusa's own API.

import {
  addShippingMethodToCartWorkflow,
  beginOrderEditOrderWorkflow,
  beginReturnOrderWorkflow,
  cancelOrderWorkflow,
  capturePaymentWorkflow,
  completeCartWorkflow,
  confirmOrderEditRequestWorkflow,
  confirmReturnRequestWorkflow,
  createCartWorkflow,
  createOrderFulfillmentWorkflow,
  createOrderShipmentWorkflow,
  createOrderWorkflow,
  createPaymentCollectionForCartWorkflow,
  createPaymentSessionsWorkflow,
  createPromotionsWorkflow,
  getOrderDetailWorkflow,
  markOrderFulfillmentAsDeliveredWorkflow,
  orderEditAddNewItemWorkflow,
  receiveAndCompleteReturnOrderWorkflow,
  refundPaymentWorkflow,
  requestItemReturnWorkflow,
} from "@medusajs/medusa/core-flows";

/** Fills a cart and completes it, with its payment authorised and not yet captured. */
export async function place(shop, { email, postcode, basket, coupon }) {
  const address = {
    first_name: "Robin",
    last_name: "Doe",
    address_1: "Hauptstraße 1",
    city: "Berlin",
    postal_code: postcode,
    country_code: "de",
  };
  const cart = await shop.run(createCartWorkflow, {
    region_id: shop.region.id,
    sales_channel_id: shop.channel.id,
    currency_code: "eur",
    email,
    shipping_address: address,
    billing_address: address,
    items: variantsOf(shop, basket),
    promo_codes: coupon ? [coupon] : [],
  });
  await shop.run(addShippingMethodToCartWorkflow, { cart_id: cart.id, options: [{ id: shop.option.id }] });
  await shop.run(createPaymentCollectionForCartWorkflow, { cart_id: cart.id });
  const { data } = await shop.query.graph({
    entity: "cart",
    fields: ["payment_collection.id"],
    filters: { id: cart.id },
  });
  await shop.run(createPaymentSessionsWorkflow, {
    payment_collection_id: data[0].payment_collection.id,
    provider_id: "pp_system_default",
  });
  return (await shop.run(completeCartWorkflow, { id: cart.id })).id;
}

/** Writes an offer that the shopper has not accepted. */
export async function draft(shop, { email, postcode, basket }) {
  const order = await shop.run(createOrderWorkflow, {
    region_id: shop.region.id,
    sales_channel_id: shop.channel.id,
    email,
    shipping_address: { postal_code: postcode, country_code: "de" },
    items: variantsOf(shop, basket),
    status: "draft",
    is_draft_order: true,
  });
  return order.id;
}

/** Takes the authorised money. */
export async function capture(shop, id) {
  await shop.run(capturePaymentWorkflow, { payment_id: await paymentOf(shop, id) });
}

/** Gives money back. */
export async function refund(shop, id, amount) {
  await shop.run(refundPaymentWorkflow, { payment_id: await paymentOf(shop, id), amount });
}

/** Packs a parcel; the answer is its id. */
export async function pack(shop, id, quantities) {
  const items = await itemsOf(shop, id, quantities);
  const input = { order_id: id, items, location_id: shop.location.id };
  return (await shop.run(createOrderFulfillmentWorkflow, input)).id;
}

/** Packs a parcel and hands it to the carrier; the answer is its id. */
export async function ship(shop, id, quantities, tracking) {
  const parcel = await pack(shop, id, quantities);
  const labels = tracking.map((number) => ({
    tracking_number: number,
    tracking_url: `https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=${number}`,
    label_url: "",
  }));
  const items = await itemsOf(shop, id, quantities);
  await shop.run(createOrderShipmentWorkflow, { order_id: id, fulfillment_id: parcel, items, labels });
  return parcel;
}

/** The carrier says that the parcel arrived. */
export async function deliver(shop, id, parcel) {
  await shop.run(markOrderFulfillmentAsDeliveredWorkflow, { orderId: id, fulfillmentId: parcel });
}

/** The shopper asks to return items; the answer is the return's id. */
export async function askReturn(shop, id, quantities) {
  const change = await shop.run(beginReturnOrderWorkflow, { order_id: id, location_id: shop.location.id });
  const items = await itemsOf(shop, id, quantities);
  await shop.run(requestItemReturnWorkflow, { return_id: change.return_id, items });
  await shop.run(confirmReturnRequestWorkflow, { return_id: change.return_id });
  return change.return_id;
}

/** Returned items arrive at the warehouse. */
export async function takeBack(shop, id, quantities) {
  const return_id = await askReturn(shop, id, quantities);
  const items = await itemsOf(shop, id, quantities);
  await shop.run(receiveAndCompleteReturnOrderWorkflow, { return_id, items });
}

/** Cancels the order; captured money is given back. */
export async function cancel(shop, id) {
  await shop.run(cancelOrderWorkflow, { order_id: id });
}

/** Adds to a placed order, which makes a new version of it. */
export async function add(shop, id, basket) {
  await shop.run(beginOrderEditOrderWorkflow, { order_id: id });
  await shop.run(orderEditAddNewItemWorkflow, { order_id: id, items: variantsOf(shop, basket) });
  await shop.run(confirmOrderEditRequestWorkflow, { order_id: id });
}

/** Starts a coupon that takes a share off every item. */
export async function offer(shop, code, percent) {
  const application_method = {
    type: "percentage",
    target_type: "items",
    allocation: "across",
    value: percent,
    currency_code: "eur",
  };
  await shop.run(createPromotionsWorkflow, {
    promotionsData: [{ code, type: "standard", status: "active", is_automatic: false, application_method }],
  });
}

/** The order as the staff's API tells it. */
export function find(shop, order_id) {
  const fields = [
    "display_id",
    "status",
    "version",
    "email",
    "currency_code",
    "total",
    "shipping_address.postal_code",
    "items.*",
    "items.detail.*",
    "fulfillments.*",
    "fulfillments.labels.*",
    "fulfillments.items.*",
    "payment_collections.payments.id",
  ];
  return shop.run(getOrderDetailWorkflow, { order_id, fields });
}

async function paymentOf(shop, id) {
  return (await find(shop, id)).payment_collections[0].payments[0].id;
}

async function itemsOf(shop, id, quantities) {
  const { items } = await find(shop, id);
  const item = (title) => items.find((item) => item.product_title === title);
  return Object.entries(quantities).map(([title, quantity]) => ({ id: item(title).id, quantity }));
}

function variantsOf(shop, basket) {
  return Object.entries(basket).map(([title, quantity]) => ({ variant_id: shop.variants[title], quantity }));
}
