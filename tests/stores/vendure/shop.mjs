// A shop of Vendure on an empty database, and a caller of its two GraphQL interfaces.

import {
  DefaultLogger,
  LogLevel,
  bootstrap,
  dummyPaymentHandler,
  manualFulfillmentHandler,
} from "@vendure/core";
import { populate } from "@vendure/core/cli/index.js";

const OWNER = { identifier: "owner", password: "a-shop-for-one-test" };

// What the first start of a new shop is given.
const FIRST_DATA = {
  defaultLanguage: "en",
  defaultZone: "Europe",
  countries: [{ code: "GB", name: "United Kingdom", zone: "Europe" }],
  taxRates: [{ name: "Standard", percentage: 20 }],
  shippingMethods: [{ name: "Parcel post", price: 495, taxRate: 20 }],
  paymentMethods: [
    {
      name: "Card",
      handler: {
        code: dummyPaymentHandler.code,
        arguments: [{ name: "automaticSettle", value: "false" }],
      },
    },
  ],
  collections: [],
};

/** Starts Vendure on the database, which it fills with its tables and with three products. */
export async function open(url) {
  const config = {
    apiOptions: { port: 0, hostname: "127.0.0.1", adminApiPath: "admin-api", shopApiPath: "shop-api" },
    authOptions: { tokenMethod: "bearer", superadminCredentials: OWNER, requireVerification: false },
    dbConnectionOptions: { ...connection(url), synchronize: true },
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
    shippingOptions: { fulfillmentHandlers: [manualFulfillmentHandler] },
    logger: new DefaultLogger({ level: LogLevel.Warn }),
  };
  const products = new URL("products.csv", import.meta.url).pathname;
  const app = await populate(() => bootstrap(config), FIRST_DATA, products);
  const { port } = app.getHttpServer().address();
  const staff = new Caller(`http://127.0.0.1:${port}/admin-api`);
  await staff.change("login(username: $name, password: $password)", {
    "name: String!": OWNER.identifier,
    "password: String!": OWNER.password,
  });
  const visitor = () => new Caller(`http://127.0.0.1:${port}/shop-api`);
  return { staff, visitor, close: () => app.close() };
}

function connection(url) {
  return url.startsWith("sqlite:")
    ? { type: "better-sqlite3", database: new URL(url).pathname }
    : { type: "postgres", url };
}

/** Asks one GraphQL interface, in one session. */
class Caller {
  #url;
  #token;

  constructor(url) {
    this.#url = url;
  }

  /** Changes something. Variables are named with their type, as in `{ "id: ID!": 7 }`. */
  change(field, variables = {}, wanted = "") {
    const types = Object.keys(variables).map((variable) => `$${variable}`);
    const values = Object.entries(variables).map(([variable, value]) => [variable.split(":")[0], value]);
    const declared = types.length > 0 ? `(${types})` : "";
    const query = `mutation ${declared} { ${field} { __typename ${wanted} ... on ErrorResult { errorCode message } } }`;
    return this.ask(query, Object.fromEntries(values));
  }

  /** The answer's only field. Anything but success ends the program. */
  async ask(query, variables = {}) {
    const headers = { "content-type": "application/json" };
    if (this.#token) headers.authorization = `Bearer ${this.#token}`;
    const body = JSON.stringify({ query, variables });
    const reply = await fetch(this.#url, { method: "POST", headers, body });
    this.#token = reply.headers.get("vendure-auth-token") ?? this.#token;
    const { data, errors } = await reply.json();
    const [answer] = Object.values(data ?? {});
    if (errors || answer?.errorCode) {
      throw new Error(`${query}\n${JSON.stringify(errors ?? answer, null, 2)}`);
    }
    return answer;
  }
}
