/** Workflows whose steps say how they are undone. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Json, mark, objects, workflow } from "./workflow-world.ts";

const order = { event: "action", record: "order" };
const saying = (text: string, more: Json = {}): Json =>
  mark("", { set: { text: { expression: text } }, ...more });
/** Leaves a mark, and says what the mark said that it undoes. */
const undoing = (step: string): Json => saying(`"undo " + steps.${step}.result.text`);
/** Fails as long as the order's note is a key that is taken. */
const take: Json = { type: "create", object: "slot", set: { key: { expression: "record.note" } } };

export const undoDocuments: readonly MetadataDocument[] = [
  ...objects,
  {
    kind: "object",
    name: "slot",
    content: { name: "slot", properties: { key: { type: "string", unique: true } } },
  },
  workflow("failing", {
    on: order,
    ifFailed: "undo",
    start: "one",
    steps: {
      one: mark("one", { undo: "un_one", next: "guarded" }),
      un_one: undoing("one"),
      guarded: { ...take, undo: "un_guarded", on: { error: "both" } },
      un_guarded: mark("never"),
      both: { type: "parallel", branches: ["each", "beside"], next: "fail" },
      each: { type: "loop", rows: "lines", as: "line", do: "line" },
      line: saying('"line " + line.product', { title: "Line", undo: "un_line" }),
      un_line: saying('"undo line " + line.product'),
      beside: mark("beside", { undo: "un_beside" }),
      un_beside: undoing("beside"),
      fail: { ...take, undo: "un_fail", retry: 1 },
      un_fail: mark("never"),
    },
  }),
  workflow("outer", {
    on: order,
    start: "inner",
    steps: {
      inner: { type: "subflow", workflow: "inner", on: { error: "tell" } },
      tell: mark("told"),
    },
  }),
  workflow("inner", {
    on: { event: "subflow" },
    start: "first",
    steps: {
      first: mark("inner", { undo: "back", next: "take_back" }),
      back: undoing("first"),
      take_back: { type: "undo" },
    },
  }),
  workflow("stubborn", {
    on: order,
    ifFailed: "undo",
    start: "first",
    steps: {
      first: mark("first", { undo: "unmark", next: "second" }),
      unmark: undoing("first"),
      second: mark("second", { title: "Second", undo: "free", next: "take_back" }),
      free: take,
      take_back: { type: "undo" },
    },
  }),
  workflow("resting", {
    on: order,
    start: "first",
    steps: {
      first: mark("first", { undo: "unmark", next: "rests" }),
      unmark: undoing("first"),
      rests: { type: "subflow", workflow: "rests", undo: "never" },
      never: mark("never"),
    },
  }),
  workflow("rests", {
    on: { event: "subflow" },
    start: "asked",
    steps: {
      asked: mark("asked", { undo: "unmark", next: "wait" }),
      unmark: undoing("asked"),
      wait: { type: "wait", for: "3 days" },
    },
  }),
  workflow("judged", {
    on: order,
    start: "first",
    steps: {
      first: mark("first", { undo: "unmark", next: "judge" }),
      unmark: undoing("first"),
      judge: {
        type: "approval",
        who: [{ starter: true }],
        selfApproval: true,
        on: { rejected: "take_back" },
      },
      take_back: { type: "undo" },
    },
  }),
];
