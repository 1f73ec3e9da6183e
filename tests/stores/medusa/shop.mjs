// A shop of Medusa with three products in stock, set up by Medusa's own workflows as its starter
// does it.

import {
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from "@medusajs/medusa/core-flows";

const PRICES = { "Linen jacket": 79.17, "Wool socks": 7.49, "Straw hat": 24.99 };

/** Sets the shop up; the answer holds what its orders need. */
export async function open(container) {
  const run = async (workflow, input) => (await workflow(container).run({ input })).result;
  const link = container.resolve("link");
  const query = container.resolve("query");

  const [channel] = await run(createSalesChannelsWorkflow, { salesChannelsData: [{ name: "Web" }] });
  const [region] = await run(createRegionsWorkflow, {
    regions: [
      {
        name: "Germany",
        currency_code: "eur",
        countries: ["de"],
        payment_providers: ["pp_system_default"],
      },
    ],
  });
  const tax = { name: "VAT", code: "vat", rate: 19 };
  await run(createTaxRegionsWorkflow, [
    { country_code: "de", provider_id: "tp_system", default_tax_rate: tax },
  ]);
  const [location] = await run(createStockLocationsWorkflow, { locations: [{ name: "Warehouse" }] });
  await run(linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel.id] });
  const stock = { stock_location: { stock_location_id: location.id } };
  await link.create({ ...stock, fulfillment: { fulfillment_provider_id: "manual_manual" } });

  const [profile] = await run(createShippingProfilesWorkflow, {
    data: [{ name: "Parcels", type: "default" }],
  });
  const fulfillment = container.resolve("fulfillment");
  const zone = { name: "Germany", geo_zones: [{ country_code: "de", type: "country" }] };
  const set = await fulfillment.createFulfillmentSets({ name: "Parcels", type: "shipping", service_zones: [zone] });
  await link.create({ ...stock, fulfillment: { fulfillment_set_id: set.id } });
  const [option] = await run(createShippingOptionsWorkflow, [
    {
      name: "DHL Paket",
      price_type: "flat",
      provider_id: "manual_manual",
      service_zone_id: set.service_zones[0].id,
      shipping_profile_id: profile.id,
      type: { label: "Parcel", description: "By parcel post", code: "parcel" },
      prices: [{ currency_code: "eur", amount: 4.95 }],
      rules: [
        { attribute: "enabled_in_store", value: "true", operator: "eq" },
        { attribute: "is_return", value: "false", operator: "eq" },
      ],
    },
  ]);

  const products = await run(createProductsWorkflow, {
    products: Object.entries(PRICES).map(([title, amount]) => ({
      title,
      status: "published",
      shipping_profile_id: profile.id,
      options: [{ title: "Size", values: ["One size"] }],
      variants: [
        {
          title: "One size",
          sku: title.toUpperCase().replace(" ", "-"),
          options: { Size: "One size" },
          prices: [{ currency_code: "eur", amount }],
        },
      ],
      sales_channels: [{ id: channel.id }],
    })),
  });
  const { data: items } = await query.graph({ entity: "inventory_item", fields: ["id"] });
  await run(createInventoryLevelsWorkflow, {
    inventory_levels: items.map(({ id }) => ({
      location_id: location.id,
      inventory_item_id: id,
      stocked_quantity: 1000,
    })),
  });
  const variants = Object.fromEntries(products.map(({ title, variants }) => [title, variants[0].id]));
  return { run, query, region, channel, location, option, variants };
}
