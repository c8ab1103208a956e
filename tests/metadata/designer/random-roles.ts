/** Random roles that include one another, grant and restrict. */
import fc from "fast-check";
import {
  fieldLevels,
  objectActions,
  recordVerbs,
  resolveRole,
} from "../../../metadata/access/role.ts";
import type { JsonSchema } from "../../../metadata/json-object.ts";

export const objects = ["customer", "order"] as const;
export const paths = ["name", "price", "lines", "lines.price", "lines.cost"] as const;
export const steps = ["ship", "bill"] as const;
const names = ["first", "second", "third"] as const;

const oneScope = fc.oneof(
  fc.constantFrom("own", "team", "department", "department_and_below"),
  fc.constantFrom("a", "b").map((when) => ({ when })),
);
const scope = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 3 },
  fc.constant(true),
  oneScope,
  fc.array(oneScope, { minLength: 1, maxLength: 3 }),
);
const limit = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 4 },
  fc.constant(false),
  oneScope,
);
const fields = fc.option(
  fc.dictionary(fc.constantFrom("*", ...paths), fc.constantFrom(...fieldLevels), { maxKeys: 4 }),
  { nil: undefined },
);
const someNames = (all: readonly string[]) =>
  fc.oneof(fc.constant(undefined), fc.constant(true), fc.subarray([...all]));
const flags = (value: boolean) =>
  Object.fromEntries(
    objectActions.map((action) => [action, fc.constantFrom(undefined, value)] as const),
  );
const verbs = <Value>(value: fc.Arbitrary<Value>) =>
  Object.fromEntries(recordVerbs.map((verb) => [verb, value] as const));

const grant = fc.record({
  ...verbs(scope),
  ...flags(true),
  fields,
  transitions: someNames(steps),
  reveal: someNames(paths),
});
const restriction = fc.record({ ...verbs(limit), ...flags(false), fields });
const entriesOf = (entry: fc.Arbitrary<JsonSchema>) =>
  fc.dictionary(fc.constantFrom("*", ...objects), entry, { maxKeys: 3 });

export const roles = fc
  .tuple(
    ...names.map((name) =>
      fc.record({
        name: fc.constant(name),
        includes: fc.subarray([...names]),
        with_reports: fc.boolean(),
        objects: entriesOf(grant),
        restrictions: entriesOf(restriction),
      }),
    ),
  )
  .map((contents) => contents.map(resolveRole));
