// Makes a shop of Medusa in an empty database: its own command line makes the tables by Medusa's
// migrations, then runs `orders.mjs` inside the shop.
//
// Usage: node place_orders.mjs DATABASE_URL OUTPUT.jsonl

import { spawnSync } from "node:child_process";

const [url, output] = process.argv.slice(2);
const env = {
  ...process.env,
  SHOP_DATABASE_URL: url,
  NODE_ENV: "production",
  MEDUSA_DISABLE_TELEMETRY: "1",
};

medusa("db:migrate", "--execute-all-links");
medusa("exec", "./orders.mjs", output);

function medusa(...words) {
  const program = new URL("node_modules/@medusajs/cli/cli.js", import.meta.url).pathname;
  const cwd = new URL(".", import.meta.url).pathname;
  const { status } = spawnSync(process.execPath, [program, ...words], { cwd, env, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
