// The settings of a shop of Medusa: its own modules and nothing else.

const { defineConfig } = require("@medusajs/framework/utils");

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.SHOP_DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: {
      storeCors: "",
      adminCors: "",
      authCors: "",
      jwtSecret: "a shop for one test",
      cookieSecret: "a shop for one test",
    },
  },
  admin: { disable: true },
});
