// Places orders in every state in an empty shop of Medusa, by its own workflows, and writes what it
// did, by the shop's own records, as JSON lines. `place_orders.mjs` has Medusa's command line run it.

import { writeFileSync } from "node:fs";
import {
  add,
  askReturn,
  cancel,
  capture,
  deliver,
  draft,
  find,
  offer,
  pack,
  place,
  refund,
  ship,
  takeBack,
} from "./actions.mjs";
import { open } from "./shop.mjs";

const BASKET = { "Linen jacket": 1, "Wool socks": 3 };

export default async function main({ container, args: [output] }) {
  const shop = await open(container);
  const records = [];
  for await (const [id, state] of orders(shop)) records.push(record(await find(shop, id), state));
  writeFileSync(output, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}

/** Every story, as the order's id and the state that it must be in; null where none may be seen. */
async function* orders(shop) {
  const order = (name, more) => ({
    email: `${name}@mail.example`,
    postcode: "10115",
    basket: BASKET,
    ...more,
  });
  const paid = async (name, more) => {
    const id = await place(shop, order(name, more));
    await capture(shop, id);
    return id;
  };
  const delivered = async (name, tracking) => {
    const id = await paid(name);
    await deliver(shop, id, await ship(shop, id, BASKET, tracking));
    return id;
  };

  yield [await draft(shop, order("draft")), null];
  yield [await place(shop, order("unpaid")), "unpaid"];
  yield [await paid("Paid"), "paid"];

  let id = await paid("packed");
  await pack(shop, id, BASKET);
  yield [id, "packed"];

  id = await paid("partly.shipped");
  await ship(shop, id, { "Wool socks": 2 }, ["00340434161094015902"]);
  yield [id, "partly_shipped"];

  await offer(shop, "TENTH", 10);
  id = await paid("shipped", { coupon: "TENTH" });
  await ship(shop, id, BASKET, ["00340434161094015919"]);
  yield [id, "shipped"];

  id = await paid("one.of.two.delivered");
  const first = await ship(shop, id, { "Linen jacket": 1, "Wool socks": 1 }, ["00340434161094015926"]);
  await ship(shop, id, { "Wool socks": 2 }, ["00340434161094015933"]);
  await deliver(shop, id, first);
  yield [id, "shipped"];

  id = await delivered("delivered", ["00340434161094015940"]);
  yield [id, "delivered"];

  id = await delivered("return.asked", ["00340434161094015957"]);
  await askReturn(shop, id, { "Wool socks": 1 });
  yield [id, "delivered"];

  id = await delivered("partly.returned", ["00340434161094015964"]);
  await takeBack(shop, id, { "Wool socks": 1 });
  await refund(shop, id, 8.91);
  yield [id, "partly_returned"];

  id = await delivered("returned", ["00340434161094015971"]);
  await takeBack(shop, id, BASKET);
  yield [id, "returned"];

  id = await place(shop, order("cancelled"));
  await cancel(shop, id);
  yield [id, "cancelled"];

  id = await paid("refunded");
  await cancel(shop, id);
  yield [id, "refunded"];

  id = await paid("added.to");
  await add(shop, id, { "Straw hat": 2 });
  await ship(shop, id, BASKET, ["00340434161094015988"]);
  yield [id, "partly_shipped"];
}

/** The order as Medusa itself tells it. */
function record(order, state) {
  const sent = order.fulfillments.filter(({ shipped_at, canceled_at }) => shipped_at && !canceled_at);
  return {
    number: String(order.display_id),
    email: order.email,
    postcode: order.shipping_address.postal_code,
    expect_state: state,
    items: order.items.map(({ product_title, quantity, detail }) => ({
      name: product_title,
      quantity: Number(quantity),
      shipped: Number(detail.shipped_quantity),
      returned: Number(detail.return_received_quantity),
    })),
    parcels: sent.flatMap(({ labels, items }) =>
      labels.map(({ tracking_number }) => ({
        carrier: "DHL Paket",
        tracking_number,
        items: items.map(({ line_item_id, quantity }) => ({
          name: order.items.find(({ id }) => id === line_item_id).product_title,
          quantity: Number(quantity),
        })),
      })),
    ),
    total_minor: Math.round(Number(order.total) * 100),
    currency: order.currency_code.toUpperCase(),
    says: [order.status, order.payment_status, order.fulfillment_status].join(", "),
  };
}
