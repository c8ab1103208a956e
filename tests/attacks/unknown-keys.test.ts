/** Keys that no route knows, among them those of query builders and of others. */
import { describe, expect, test } from "vitest";
import { routes } from "../../engine/http/routes.ts";
import { routeAddress } from "../support/route-address.ts";
import { code } from "../support/sessions.ts";
import { questionServer } from "./question-workspace.ts";

const { server, records, ask } = questionServer();

describe("Strapi CVE-2024-56143, CVE-2026-27886: a key that no route knows", () => {
  /** Options of query builders and of the interfaces of others; none of them is ours. */
  const foreign = [
    ..."where select selectFrom from join innerJoin leftJoin on having orderBy order_by groupBy".split(
      " ",
    ),
    ..."group_by offset distinct distinctOn raw sql returning with withRecursive union set values".split(
      " ",
    ),
    ..."$where $or $and _or _and _where _q q populate lookup lookups include expand depth alias".split(
      " ",
    ),
    ..."aliases transaction trx conn connection schema withSchema table columns status locale_".split(
      " ",
    ),
    ..."publicationState user_field_names view page pageSize per_page cursor before last first".split(
      " ",
    ),
    "filter[text]",
    "filter[text][$eq]",
    "filter.text",
    "filter[]",
    "sort[]",
    "sort[0]",
    "fields[]",
    "fields[0]",
    "alias[x]",
    "deep[parent][_filter]",
    "t1.text",
    "",
    " filter",
    "Filter",
    "FILTER",
    "filter ",
  ];

  test("is refused by name on every route that reads", async () => {
    for (const route of routes) {
      if (route.method !== "GET" || route.guard === "public") continue;
      for (const name of foreign) {
        if (route.query.includes(name)) continue;
        const [address = ""] = routeAddress(route, { id: records()[0] ?? "" }).split("?");
        const answer = await ask(address, { [name]: "1" });
        const about = `${address}?${name}`;
        expect([about, answer.status, code(answer)]).toEqual([about, 400, "unknown_parameter"]);
      }
    }
  });

  test("is refused beside good ones, and so is a good one that is said twice", async () => {
    for (const query of [
      "limit=1&where=1",
      "filter=number==1&filter=number==2",
      "limit=1&limit=1000",
      "fields=text&fields=pin",
      "sort=text&sort=-text",
    ]) {
      const answer = await server().request("GET", `/records/note?${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
    }
  });
});
