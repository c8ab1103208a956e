import { expect, test } from "vitest";
import { changeFieldOption } from "../../../designer/commands/change-field-option.ts";
import { withoutDocument } from "../../../designer/document/design-documents.ts";
import {
  endGesture,
  type History,
  rebase,
  record,
  redo,
  select,
  startHistory,
  undo,
} from "../../../designer/document/history.ts";
import { customerKey, fieldOf, orderKey, sampleDesign } from "./sample-design.ts";

const label = { en: "Change", "zh-CN": "修改" };

function type(history: History, title: string, gesture: string | null = null): History {
  const after = changeFieldOption.run(history.present, {
    document: customerKey,
    field: "name000000",
    keyword: "title",
    value: title,
  });
  return record(history, after, label, gesture);
}

const title = (history: History) =>
  fieldOf(history.present, customerKey, "name000000").schema.title;

test("undo and redo walk through every step", () => {
  const history = type(type(startHistory(sampleDesign), "One"), "Two");
  expect(title(undo(history))).toBe("One");
  expect(title(undo(undo(history)))).toBe("Name");
  expect(title(redo(undo(history)))).toBe("Two");
  expect(redo(history)).toBe(history);
  expect(undo(startHistory(sampleDesign)).present).toBe(sampleDesign);
});

test("typing into one input is one step, leaving it begins another", () => {
  let history = type(
    type(type(startHistory(sampleDesign), "A", "title"), "Ab", "title"),
    "Abc",
    "title",
  );
  history = type(endGesture(history), "Abcd", "title");
  expect(history.past).toHaveLength(2);
  expect(title(undo(history))).toBe("Abc");
  expect(title(undo(undo(history)))).toBe("Name");
});

test("a change after an undo drops what could have been redone", () => {
  const history = type(undo(type(startHistory(sampleDesign), "One")), "Two");
  expect(history.future).toHaveLength(0);
  expect(title(undo(history))).toBe("Name");
});

test("moving the selection is no step, and undo returns to where the change was made", () => {
  const changed = type(startHistory(sampleDesign), "One");
  const elsewhere = select(changed, { document: orderKey, field: null });
  expect(elsewhere.past).toHaveLength(1);
  expect(undo(elsewhere).present.selection.document).toBe(customerKey);
});

test("far more than a hundred steps can be undone, and the list has an end", () => {
  let history = startHistory(sampleDesign);
  for (let count = 0; count < 400; count++) history = type(history, `T${count}`);
  expect(history.past.length).toBeGreaterThanOrEqual(100);
  expect(history.past.length).toBeLessThanOrEqual(300);
});

test("a document that was replaced from outside is not brought back by undo", () => {
  const history = rebase(type(startHistory(sampleDesign), "One"), (design) => ({
    ...design,
    documents: withoutDocument(design.documents, orderKey),
  }));
  expect(title(history)).toBe("One");
  expect(undo(history).present.documents.has(orderKey)).toBe(false);
  expect(title(undo(history))).toBe("Name");
});
