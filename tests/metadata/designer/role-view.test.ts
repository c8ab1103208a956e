/** What the matrix shows must be what the engine does, whichever roles include and restrict. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roleView } from "../../../designer/document/role-view.ts";
import { combineRoles, rolesWithIncluded } from "../../../metadata/access/permissions.ts";
import {
  objectActions,
  type RecordScope,
  type Role,
  recordVerbs,
} from "../../../metadata/access/role.ts";
import { objects, paths, roles, steps } from "./random-roles.ts";

const scopeKey = (scope: RecordScope): string =>
  scope.kind === "when"
    ? `when ${scope.expression}`
    : `${scope.kind} ${"reports" in scope && scope.reports}`;
const keysOf = (scopes: readonly RecordScope[]) => [...new Set(scopes.map(scopeKey))].toSorted();

const worlds = roles.map((list) => {
  const known: ReadonlyMap<string, Role> = new Map(list.map((role) => [role.name, role]));
  return {
    view: roleView("first", known, []),
    truth: combineRoles(rolesWithIncluded(["first"], known), []),
    known,
  };
});

describe("the merged view of a role agrees with what its rights add up to", () => {
  test("for records", () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...objects), ({ view, truth }, object) => {
        for (const verb of recordVerbs) {
          const { granted, restricted } = view.object(object).verb(verb);
          const reach = truth.object(object).reach(verb);
          const isNever = granted.length === 0 || restricted.some(({ scopes }) => scopes === null);
          expect(reach === null).toBe(isNever);
          if (reach === null) continue;
          // What is shared one by one is shared with everybody who may do so at all.
          const any = reach.any.filter(({ kind }) => kind !== "shared");
          const all = granted.some(({ scope }) => scope.kind === "all");
          if (!all) expect(keysOf(granted.map((entry) => entry.scope))).toEqual(keysOf(any));
          else expect(any.map(({ kind }) => kind)).toEqual(["all"]);
          expect(restricted.map(({ scopes }) => keysOf(scopes ?? []))).toEqual(
            reach.every.map(keysOf),
          );
        }
      }),
    );
  });

  test("for actions, steps, secrets and fields", () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...objects), ({ view, truth }, object) => {
        const [shown, real] = [view.object(object), truth.object(object)];
        for (const action of objectActions) {
          const { granted, denied } = shown.action(action);
          expect(granted !== null && denied === null).toBe(real.may(action));
        }
        for (const step of steps)
          expect(shown.step(step).granted !== null).toBe(real.mayStep(step));
        for (const path of paths) {
          expect(shown.reveal(path).granted !== null).toBe(real.mayReveal(path));
          expect(shown.level(path).level).toBe(real.level(path).level);
        }
      }),
    );
  });

  test("and names a source that says so", () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...objects), ({ view, known }, object) => {
        for (const verb of recordVerbs) {
          for (const { origin, role, scope } of view.object(object).verb(verb).granted) {
            const grants = known.get(role)?.grants;
            const entry = grants?.get(object) ?? grants?.get("*");
            expect(keysOf(entry?.scopes[verb] ?? [])).toContain(scopeKey(scope));
            expect(origin === "included").toBe(role !== "first");
            if (origin !== "included") expect(origin === "here").toBe(grants?.has(object));
          }
        }
      }),
    );
  });
});
