import { expect, test } from "vitest";
import { ruleCommands } from "../../../designer/commands/rule-commands.ts";
import type { Design } from "../../../designer/document/design-documents.ts";
import { readEntries, readPart } from "../../../designer/document/document-part.ts";
import { writeText } from "../../../designer/document/localised-text.ts";
import { readTranslation } from "../../../designer/document/translation-document.ts";
import { contentOf, customerKey, sampleDesign } from "./sample-design.ts";

const texts = (rule: string) => ["objects", "customer", "rules", rule, "message"];
const rules = (design: Design) =>
  readEntries(contentOf(design, customerKey), ["rules"]).map((rule) => rule.name);
const second = ruleCommands.add.run(sampleDesign, {
  document: customerKey,
  entry: { name: "second", require: "code != null" },
});

test("an entry is added, moved and removed; the last one takes the list with it", () => {
  expect(rules(second)).toEqual(["named", "second"]);
  const moved = ruleCommands.move.run(second, { document: customerKey, index: 1, to: 0 });
  expect(rules(moved)).toEqual(["second", "named"]);
  const one = ruleCommands.remove.run(moved, { document: customerKey, index: 1 });
  const none = ruleCommands.remove.run(one, { document: customerKey, index: 0 });
  expect(rules(one)).toEqual(["second"]);
  expect(contentOf(none, customerKey)).not.toHaveProperty("rules");
});

test("a move that leads nowhere changes nothing", () => {
  const target = { document: customerKey, index: 0 };
  expect(ruleCommands.move.run(second, { ...target, to: -1 })).toBe(second);
  expect(ruleCommands.move.run(second, { ...target, to: 2 })).toBe(second);
});

test("translations follow a rule that gets another name, and go with it", () => {
  const place = { document: customerKey, path: ["rules", 0, "message"], texts: texts("named") };
  const translated = { ...second, documents: writeText(second, place, "zh-CN", "需要名称") };
  const renamed = ruleCommands.change.run(translated, {
    document: customerKey,
    index: 0,
    path: ["name"],
    value: "has_name",
  });
  expect(readTranslation(renamed.documents, "zh-CN", texts("has_name"))).toBe("需要名称");
  expect(readTranslation(renamed.documents, "zh-CN", texts("named"))).toBe("");
  const removed = ruleCommands.remove.run(renamed, { document: customerKey, index: 0 });
  expect(readTranslation(removed.documents, "zh-CN", texts("has_name"))).toBe("");
});

test("what stands deep inside an entry is set, and removed by undefined", () => {
  const target = { document: customerKey, index: 0 };
  const path = ["no_overlap", "from"];
  const set = ruleCommands.change.run(sampleDesign, { ...target, path, value: "since" });
  expect(readPart(contentOf(set, customerKey), ["rules", 0, ...path])).toBe("since");
  const unset = ruleCommands.change.run(set, { ...target, path, value: undefined });
  expect(readPart(contentOf(unset, customerKey), ["rules", 0, "no_overlap"])).toEqual({});
});
