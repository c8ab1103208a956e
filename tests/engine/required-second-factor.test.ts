import { describe, expect, test } from "vitest";
import { objectDocument, startTestServer } from "../support/server.ts";
import { code as codeOf, cookieOf, signIn } from "../support/sessions.ts";
import { personWith, setUpTotp } from "../support/signed-in.ts";

describe("who must have a second factor and has none", () => {
  test.each([
    ["none", false, false],
    ["admins", true, false],
    ["all", true, true],
  ] as const)("with %s: reaches only what sets one up", async (setting, admin, member) => {
    const strict = await startTestServer({
      documents: [objectDocument("note", { text: { type: "string" } })],
      settings: { TENON_REQUIRE_SECOND_FACTOR: setting },
    });
    for (const [who, needed] of [
      [strict.admin.email, admin],
      ["member@example.com", member],
    ] as const) {
      const answer = await signIn(strict, who, strict.admin.password);
      expect((answer.body as { second_factor_needed?: boolean }).second_factor_needed).toBe(
        needed ? true : undefined,
      );
      const person = personWith(strict, cookieOf(answer));
      for (const [method, path] of [
        ["GET", "/records/note"],
        ["POST", "/records/note"],
        ["GET", "/metadata"],
        ["GET", "/openapi.json"],
      ] as const) {
        const reached = await person.call(method, path, method === "POST" ? {} : undefined);
        expect(codeOf(reached), path).toBe(needed ? "second_factor_needed" : undefined);
      }
      expect((await person.call("GET", "/auth/me")).status).toBe(200);
      if (!needed) continue;
      await setUpTotp(person, strict.admin.password);
      expect((await person.call("GET", "/records/note")).status).toBe(200);
      const me = await person.call("GET", "/auth/me");
      expect(me.body).not.toHaveProperty("second_factor_needed");
    }
    expect((await strict.request("GET", "/records/note")).status).toBe(200);
    await strict.stop();
  });
});
