/** Mistakes in how steps of workflows are undone. */
import type { Case, Json } from "./mistake.ts";

const mark = (more: Json = {}): Json => ({ type: "create", object: "mark", ...more });

const flow = (steps: Json, more: Json = {}): Case[1] => [
  {
    kind: "object",
    name: "mark",
    content: { name: "mark", properties: { a: { type: "string" } } },
  },
  {
    kind: "workflow",
    name: "flow",
    content: { name: "flow", on: { event: "manual", roles: [] }, start: "first", steps, ...more },
  },
];

export const undoMistakes: readonly Case[] = [
  [
    "workflow_step_unknown",
    flow({ first: mark({ undo: "bakc" }), back: mark() }),
    "/steps/first/undo",
    /"back"/,
  ],
  [
    "keyword_unknown",
    flow({ first: { type: "wait", for: "1 day", undo: "back" }, back: mark() }),
    "/steps/first/undo",
    /undo/,
  ],
  [
    "workflow_undo_shared",
    flow({
      first: mark({ undo: "back", next: "second" }),
      second: mark({ undo: "back" }),
      back: mark(),
    }),
    "/steps/second/undo",
    /undoes "first" already/,
  ],
  [
    "workflow_undo_type",
    flow({ first: mark({ undo: "back" }), back: { type: "wait", for: "1 day" } }),
    "/steps/first/undo",
    /"wait" undoes nothing/,
  ],
  [
    "workflow_undo_type",
    flow({ first: mark({ undo: "back" }), back: { type: "task", who: [{ starter: true }] } }),
    "/steps/first/undo",
    /"task" undoes nothing/,
  ],
  [
    "workflow_undo_reached",
    flow({ first: mark({ undo: "back", next: "back" }), back: mark() }),
    "/steps/first/undo",
    /other steps lead to it/,
  ],
  [
    "workflow_undo_goes_on",
    flow({ first: mark({ undo: "back" }), back: mark({ next: "more" }), more: mark() }),
    "/steps/back/next",
    /stands alone/,
  ],
  [
    "workflow_undo_goes_on",
    flow({ first: mark({ undo: "back" }), back: mark({ undo: "again" }), again: mark() }),
    "/steps/back/undo",
    /stands alone/,
  ],
  ["workflow_undo_nothing", flow({ first: mark() }, { ifFailed: "undo" }), "/ifFailed", /No step/],
  [
    "workflow_undo_nothing",
    flow({ first: mark({ next: "back" }), back: { type: "undo" } }),
    "/steps/back",
    /No step/,
  ],
  [
    "workflow_word_unknown",
    flow({ first: mark() }, { ifFailed: "back" }),
    "/ifFailed",
    /stay, undo/,
  ],
];
