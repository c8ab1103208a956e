/** Where somebody goes on who comes back from the provider. */
import { describe, expect, test } from "vitest";
import { returnPath } from "../../engine/http/return-path.ts";
import { beginSignIn, finishSignIn } from "../support/provider-calls.ts";
import { startProviderWorld, victim } from "../support/provider-world.ts";

const { provider, server } = await startProviderWorld();

describe("afterwards, the screens go on", () => {
  const away = [
    ...[
      "//evil.example",
      "///evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "/\\/evil.example",
    ],
    ...["https:evil.example", "https://evil.example", "https:/evil.example", "javascript:alert(1)"],
    ...[
      "data:text/html,x",
      "\t//evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      " //evil.example",
    ],
    ...["//evil.example\\@tenon.example", "/demo/..//evil.example", "/demo/../..//evil.example"],
    ...[
      "/%2fevil.example",
      "/%5cevil.example",
      "%2f%2fevil.example",
      "/demo%2f..%2f",
      "/.//evil.example",
    ],
    ...[
      "http://tenon.example@evil.example/",
      "/@evil.example",
      "//demo/x",
      "/demo\\..\\x",
      "/demo",
    ],
    ...[
      "/demos/x",
      "/other/",
      "/demo/api/auth/me",
      "/demo/./api/x",
      "/demo/sign-in-return?state=x",
      "",
    ],
  ];
  test.each(away)("at home, when asked for %j", (asked) => {
    expect(returnPath("demo", asked)).toBe("/demo/");
  });

  test.each([
    ["/demo/", "/demo/"],
    ["/demo/records/order?filter=a%20%3E%201#x", "/demo/records/order?filter=a%20%3E%201#x"],
    ["/demo/designer/", "/demo/designer/"],
    ["/demo/records/x?to=//evil.example", "/demo/records/x?to=//evil.example"],
    ["/demo/x/../records/y", "/demo/records/y"],
  ])("where asked, within the workspace: %s", (asked, path) => {
    expect(returnPath("demo", asked)).toBe(path);
  });

  test("and the answer holds no other address", async () => {
    for (const asked of away.filter((each) => each !== "")) {
      const flow = await beginSignIn(server, asked);
      const answer = await finishSignIn(server, flow, provider.answer(flow, victim));
      expect((answer.body as { return_to: string }).return_to, asked).toBe("/demo/");
    }
  });
});
