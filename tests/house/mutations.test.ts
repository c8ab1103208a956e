/** The list of predicates of permissions is true: each stands where it says, and its tests are there. */
import { expect, test } from "vitest";
import { elsewhere, secondNets } from "../permissions/mutations/elsewhere.ts";
import { mutations } from "../permissions/mutations/index.ts";
import { mutated, testPlace } from "../permissions/mutations/mutation.ts";
import { callsNotTakenAway } from "./permission-calls.ts";
import { readSourceTree, sourceFile } from "./source-tree.ts";

const tree = readSourceTree();
const texts = new Map(tree.map(({ path, text }) => [path, text]));

test("every line that asks what somebody may do is taken away, or says why not", () => {
  const listed = Object.fromEntries(
    Object.entries(elsewhere).map(([path, lines]) => [path, Object.keys(lines)]),
  );
  expect(callsNotTakenAway(tree, mutations)).toEqual(listed);
});

test("second nets are still there", () => {
  const gone = secondNets.filter(({ file, text }) => texts.get(file)?.includes(text) !== true);
  expect(gone).toEqual([]);
});

test("a line that asks and is not on the list is found", () => {
  const text = "if (rights.mayRead(a, b)) one();\nif (rights.mayUse(a)) two(); // rights.may(c)";
  const file = sourceFile("engine/query/a.ts", text);
  const known = {
    name: "n",
    file: file.path,
    find: "rights.mayRead(a, b)",
    replace: "true",
    seenBy: ["a"],
  } as const;
  expect(callsNotTakenAway([file], [known])).toEqual({
    "engine/query/a.ts": ["if (rights.mayUse(a)) two(); // rights.may(c)"],
  });
});

test("every predicate that is taken away stands in its file exactly once", () => {
  const wrong = mutations.flatMap((mutation) => {
    const text = texts.get(mutation.file);
    if (text === undefined) return [`${mutation.name}: there is no ${mutation.file}`];
    try {
      return mutated(mutation, text) === text ? [`${mutation.name} changes nothing`] : [];
    } catch (error) {
      return [String(error)];
    }
  });
  expect(wrong).toEqual([]);
});

test("a text that stands nowhere, or twice, is found", () => {
  const once = { name: "n", file: "a.ts", find: "x", replace: "", seenBy: ["a"] } as const;
  expect(mutated(once, "a x b")).toBe("a  b");
  for (const text of ["a b", "x x"]) expect(() => mutated(once, text)).toThrow("n: its text");
});

test("each has a name of its own and names tests that are there", () => {
  const names = mutations.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  const missing = mutations.flatMap(({ name, seenBy }) =>
    seenBy
      .map(testPlace)
      .filter(({ file }) => !texts.has(file))
      .map(({ file }) => `${name}: ${file}`),
  );
  expect(missing).toEqual([]);
});
