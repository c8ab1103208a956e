import { afterEach, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { runTenon } from "../support/server-process.ts";

let server: TestServer;
afterEach(() => server.stop());

const doctor = (...options: string[]) =>
  runTenon(["doctor", "--workspace", "demo", ...options], { DATABASE_URL: server.databaseUrl });

test("a computed field that a hand has changed is named, and repaired when asked to", async () => {
  server = await startTestServer({
    documents: [
      objectDocument("bill", {
        net: { $ref: "tenon:money", scale: 2 },
        gross: { $ref: "tenon:money", scale: 2, formula: "net * 1.13" },
      }),
    ],
  });
  const run = (text: string) => server.services.database.run({ text, values: [] });
  await server.request("POST", "/records/bill", [{ net: "100" }, { net: "200" }, {}]);
  expect(await doctor()).toBe("Computed fields: in order.");

  await run('update "w_demo"."bill" set "gross" = 5 where "net" = 200');
  await expect(doctor("--json")).rejects.toThrow(
    /ended with 1\n[\s\S]*"check":"formulas","ok":false,"drift":\[\{"object":"bill","field":"gross","rows":1\}\]/,
  );
  expect(await doctor("--repair")).toBe("Computed fields: repaired.");
  const bills = await server.request("GET", "/records/bill?sort=net&fields=gross");
  expect(bills.body).toMatchObject({
    data: [{ gross: "113.00" }, { gross: "226.00" }, { gross: null }],
  });
  expect(await doctor()).toBe("Computed fields: in order.");
});

test("tables that differ are told, and formulas wait for them", async () => {
  server = await startTestServer({
    documents: [objectDocument("bill", { net: { type: "integer" } })],
  });
  const text = 'alter table "w_demo"."bill" drop column "net"';
  await server.services.database.run({ text, values: [] });
  await expect(doctor("--repair")).rejects.toThrow(
    /Table bill, column net: expected [\s\S]*not compared until the tables are in order/,
  );
});
