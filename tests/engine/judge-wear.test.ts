import { expect, test } from "vitest";
import { judgeWear } from "../../engine/publish/worn-tables.ts";

test.each([
  [{ ever: 1390, present: 20, added: 10 }, "none"],
  [{ ever: 1391, present: 20, added: 10 }, "wanted"],
  [{ ever: 1391, present: 1391, added: 10 }, "none"],
  [{ ever: 1500, present: 1395, added: 10 }, "none"],
  [{ ever: 1575, present: 1395, added: 10 }, "needed"],
  [{ ever: 1575, present: 1575, added: 10 }, "full"],
  [{ ever: 1585, present: 1575, added: 10 }, "full"],
])("a table of %j: %s", (wear, verdict) => {
  expect(judgeWear(wear, { rebuild: 1400, maximum: 1580 })).toBe(verdict);
});
