/** The zone of the server is one that JavaScript and PostgreSQL read alike, and callers are told it. */
import { execFileSync } from "node:child_process";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../engine/config.ts";
import { localTimeIn } from "../../metadata/fields/values/time-zone.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startTestServer } from "../support/server.ts";

const zoneOf = (written: string): string => readConfig({ TENON_TIME_ZONE: written }).timeZone;

describe("the setting", () => {
  test.each([
    ["+08:00"],
    ["-05:00"],
    ["+8"],
    ["UTC+8"],
    ["GMT+0"],
    ["CET"],
    ["EET"],
    ["MET"],
    ["WET"],
    ["EST"],
    ["MST"],
    ["HST"],
    ["est"],
    ["EST5EDT"],
    ["Japan"],
    ["SystemV/PST8PDT"],
    ["Mars/Phobos"],
    ["Asia/"],
  ])("%s is refused, with a word on what to write", (written) => {
    expect(() => zoneOf(written)).toThrow(
      `TENON_TIME_ZONE: "${written}" is not UTC or the IANA time zone of a place, such as Asia/Shanghai.`,
    );
  });

  test.each([
    ["Asia/Shanghai", "Asia/Shanghai"],
    ["America/Argentina/Ushuaia", "America/Argentina/Ushuaia"],
    ["Etc/GMT-8", "Etc/GMT-8"],
    ["UTC", "UTC"],
    ["GMT", "UTC"],
  ])("%s is %s", (written, zone) => {
    expect(zoneOf(written)).toBe(zone);
  });
});

test.each([
  ["Asia/Shanghai", "Asia/Shanghai"],
  ["GMT+3", "UTC"],
  ["Mars/Phobos", "UTC"],
  ["", "UTC"],
])("on a machine whose zone is %j, nothing set is %s", (zone, expected) => {
  const settings = new URL("../../engine/config.ts", import.meta.url).href;
  const script = `process.stdout.write((await import("${settings}")).readConfig({}).timeZone)`;
  const options = { env: { ...process.env, TZ: zone }, encoding: "utf8" } as const;
  const shown = execFileSync(process.execPath, ["--input-type=module", "-e", script], options);
  expect(shown).toBe(expected);
});

describe("PostgreSQL", () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  test("shows the time that JavaScript shows, in every zone that is taken", async () => {
    const zones = [...Intl.supportedValuesOf("timeZone"), "Etc/GMT-8", "Etc/GMT+12", "UTC"];
    const moments = ["2020-01-15T12:00:00.000Z", "2020-07-15T12:00:00.000Z"];
    const { rows } = await client.query<{ zone: string; moment: string; shown: string }>(
      `select zone, moment, to_char(moment::timestamptz at time zone zone, 'YYYY-MM-DD HH24:MI') as shown
        from unnest($1::text[]) as zone, unnest($2::text[]) as moment`,
      [zones.map(zoneOf), moments],
    );
    const digits = (part: number) => String(part).padStart(2, "0");
    const different = rows.filter(({ zone, moment, shown }) => {
      const { year, month, day, hour, minute } = localTimeIn(Date.parse(moment), zone);
      const time = `${digits(hour)}:${digits(minute)}`;
      return `${year}-${digits(month)}-${digits(day)} ${time}` !== shown;
    });
    expect(different).toEqual([]);
    expect(rows.length).toBe(zones.length * moments.length);
  });
});

test("who is signed in is told the zone in which expressions take the day", async () => {
  const server = await startTestServer({ settings: { TENON_TIME_ZONE: "Pacific/Kiritimati" } });
  const { body } = await server.request("GET", "/auth/me");
  expect(body).toMatchObject({ time_zone: "Pacific/Kiritimati" });
  await server.stop();
});
