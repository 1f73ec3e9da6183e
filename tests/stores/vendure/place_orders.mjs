// Makes a shop of Vendure in an empty database, places orders in every state by its own
// interfaces, and writes what it did, by the shop's own records, as JSON lines.
//
// Usage: node place_orders.mjs DATABASE_URL OUTPUT.jsonl

import { writeFileSync } from "node:fs";
import {
  add,
  cancel,
  fill,
  find,
  move,
  offer,
  pack,
  place,
  refund,
  settle,
  ship,
  takeBack,
} from "./actions.mjs";
import { open } from "./shop.mjs";

const BASKET = { "Linen jacket": 1, "Wool socks": 3 };

/** Every story, as the order's id and the state that it must be in; null where none may be seen. */
async function* orders(shop) {
  const order = (name, more) => ({
    email: `${name}@mail.example`,
    postcode: "SW1A 1AA",
    basket: BASKET,
    ...more,
  });
  const paid = async (name, more) => {
    const id = await place(shop, order(name, more));
    await settle(shop, id);
    return id;
  };

  yield [(await fill(shop, order("cart"))).id, null];
  yield [await place(shop, order("unpaid")), "unpaid"];
  yield [await paid("paid"), "paid"];

  let id = await paid("packed");
  await pack(shop, id, BASKET, "");
  yield [id, "packed"];

  id = await paid("partly.shipped");
  await ship(shop, id, { "Wool socks": 2 }, "1Z999AA10123456784");
  yield [id, "partly_shipped"];

  await offer(shop, "TENTH", 10);
  id = await paid("shipped", { coupon: "TENTH" });
  await ship(shop, id, BASKET, "RR123456785GB");
  yield [id, "shipped"];

  id = await paid("one.of.two.delivered");
  const first = await ship(shop, id, { "Linen jacket": 1, "Wool socks": 1 }, "RR123456799GB");
  await ship(shop, id, { "Wool socks": 2 }, "RR123456808GB");
  await move(shop, first, "Delivered");
  yield [id, "shipped"];

  id = await delivered("delivered", "RR123456811GB");
  yield [id, "delivered"];

  id = await delivered("partly.returned", "RR123456825GB");
  await takeBack(shop, id, { "Wool socks": 1 });
  await refund(shop, id, 899);
  yield [id, "partly_returned"];

  id = await delivered("returned", "RR123456839GB");
  await takeBack(shop, id, BASKET);
  yield [id, "returned"];

  id = await place(shop, order("cancelled"));
  await cancel(shop, id);
  yield [id, "cancelled"];

  id = await paid("refunded");
  const { totalWithTax } = await find(shop, id);
  await cancel(shop, id);
  await refund(shop, id, totalWithTax);
  yield [id, "refunded"];

  id = await paid("added.to");
  await add(shop, id, "Straw hat", 2);
  yield [id, "paid"];

  async function delivered(name, tracking) {
    const id = await paid(name);
    await move(shop, await ship(shop, id, BASKET, tracking), "Delivered");
    return id;
  }
}

/** The order as Vendure itself tells it. */
async function record(shop, id, state) {
  const order = await find(shop, id);
  const sent = order.fulfillments.filter(({ state }) => state === "Shipped" || state === "Delivered");
  const items = order.lines.map((line) => {
    const parts = sent.flatMap(({ lines }) => lines.filter((part) => part.orderLineId === line.id));
    const shipped = parts.reduce((sum, part) => sum + part.quantity, 0);
    // `quantity` is what is left of the line; what was shipped and is not left came back.
    return {
      name: line.productVariant.name,
      quantity: Math.max(line.quantity, line.orderPlacedQuantity),
      shipped,
      returned: Math.max(shipped - line.quantity, 0),
    };
  });
  return {
    number: order.code,
    email: order.customer.emailAddress,
    postcode: order.shippingAddress.postalCode,
    expect_state: state,
    items,
    parcels: sent.map(({ method, trackingCode, lines }) => ({
      carrier: method,
      tracking_number: trackingCode || null,
      items: lines.map(({ orderLineId, quantity }) => ({
        name: order.lines.find(({ id }) => id === orderLineId).productVariant.name,
        quantity,
      })),
    })),
    total_minor: order.totalWithTax,
    currency: order.currencyCode,
    says: order.state,
  };
}

process.env.VENDURE_DISABLE_TELEMETRY = "true";
const [url, output] = process.argv.slice(2);
const shop = await open(url);
const records = [];
for await (const [id, state] of orders(shop)) records.push(await record(shop, id, state));
writeFileSync(output, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
await shop.close();
