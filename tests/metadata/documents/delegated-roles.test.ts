/** Which roles a delegation may name: none that leads to more than the delegation says. */
import { expect, test } from "vitest";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";

const role = (name: string, content: Record<string, unknown> = {}): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, ...content },
});
const administers = (...gives: readonly string[]) => ({
  administers: { users: "department_and_below", gives },
});

/** Names of the roles that are refused. */
function refused(...documents: readonly MetadataDocument[]): readonly unknown[] {
  return checkDocuments(documents).flatMap(({ code, params }) =>
    code === "role_not_givable" ? [params.name] : [],
  );
}

test("roles that administer nothing may be given, and whoever may give no more", () => {
  expect(refused(role("head", administers("sales", "member")), role("sales"))).toEqual([]);
  const lead = role("lead", administers("sales"));
  expect(refused(role("head", administers("lead", "sales")), lead, role("sales"))).toEqual([]);
});

test("whatever leads to administration is refused, also by what it includes", () => {
  for (const right of ["design", "users", "audit_log", "view_as"]) {
    const more = role("more", { administration: [right] });
    expect(refused(role("head", administers("more")), more)).toEqual(["more"]);
    const inside = role("inside", { includes: ["more"] });
    expect(refused(role("head", administers("inside")), inside, more)).toEqual(["inside"]);
  }
  expect(refused(role("head", administers("all")), role("all", { includes: ["admin"] }))).toEqual([
    "all",
  ]);
});

test("who could give others what this one could not is refused", () => {
  const lead = role("lead", administers("sales", "secret"));
  const others = [lead, role("sales"), role("secret")];
  expect(refused(role("head", administers("lead", "sales")), ...others)).toEqual(["lead"]);
  expect(refused(role("head", administers("lead", "sales", "secret")), ...others)).toEqual([]);
});
