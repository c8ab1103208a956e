/** Every type of step: its keywords, which of them lead to other steps, how else it can end. */

/** JSON type of a keyword, as `checkKeywords` names them. */
type Kind = "text" | "boolean" | "integer" | "list" | "names" | "object" | "any";

export interface StepTypeDefinition {
  readonly keywords: Readonly<Record<string, Kind>>;
  readonly required: readonly string[];
  /** Exactly one of these stands in the step. */
  readonly oneOf?: readonly string[];
  /** Outcomes that `on` may lead on from, beside going on. */
  readonly outcomes: readonly string[];
  /** Whether `next` may follow. */
  readonly goesOn: boolean;
  /** Time may pass in it: a way back through it is no endless loop. */
  readonly waits?: true;
  /** It leaves something behind, which another step may undo (`undo`). */
  readonly undone?: true;
  /** It may undo what another has left. */
  readonly undoes?: true;
}

const effect = (
  keywords: StepTypeDefinition["keywords"],
  required: readonly string[],
  more: Partial<StepTypeDefinition> = {},
): StepTypeDefinition => ({ keywords, required, outcomes: ["error"], goesOn: true, ...more });

/** An effect that can be undone, and that can undo another. */
const work = (...[keywords, required]: Parameters<typeof effect>): StepTypeDefinition =>
  effect(keywords, required, { undone: true, undoes: true });

/** What every step says that people settle. */
const asked = {
  who: "list",
  mode: "any",
  may: "names",
  fields: "object",
  due: "object",
  ifNobody: "any",
  copy: "any",
} as const;

export const stepTypes = {
  branch: {
    keywords: { cases: "list", else: "text" },
    required: ["cases", "else"],
    outcomes: [],
    goesOn: false,
  },
  parallel: {
    keywords: { branches: "names", join: "any" },
    required: ["branches"],
    outcomes: [],
    goesOn: true,
  },
  loop: effect(
    { object: "text", filter: "text", sort: "names", rows: "text", as: "text", do: "text" },
    ["as", "do"],
    { oneOf: ["object", "rows"] },
  ),
  wait: {
    keywords: { for: "text", until: "text", event: "object", timeout: "text" },
    required: [],
    oneOf: ["for", "until", "event"],
    outcomes: ["timeout"],
    goesOn: true,
    waits: true,
  },
  undo: { keywords: {}, required: [], outcomes: [], goesOn: false },
  create: work({ object: "text", set: "object" }, ["object"]),
  update: work({ record: "text", set: "object", transition: "text" }, ["record"]),
  delete: work({ record: "text" }, ["record"]),
  find: effect({ object: "text", filter: "text", sort: "names" }, ["object"]),
  script: work({ script: "text", input: "object", result: "object" }, ["script"]),
  subflow: work({ workflow: "text", record: "text", variables: "object", wait: "boolean" }, [
    "workflow",
  ]),
  notify: work({ to: "list", subject: "any", text: "any" }, ["to", "subject"]),
  mail: work({ to: "list", subject: "any", text: "any" }, ["to", "subject", "text"]),
  webhook: work({ to: "text", body: "object", text: "text", wait: "boolean" }, ["to"]),
  http: work({ to: "text", method: "text", path: "text", body: "object", result: "object" }, [
    "to",
  ]),
  approval: {
    keywords: {
      ...asked,
      returnTo: "names",
      afterReturn: "text",
      ifRepeated: "text",
      selfApproval: "boolean",
      mail: "any",
    },
    required: ["who"],
    outcomes: ["rejected", "withdrawn", "error"],
    goesOn: true,
    waits: true,
    undone: true,
  },
  task: {
    keywords: asked,
    required: ["who"],
    outcomes: ["withdrawn", "error"],
    goesOn: true,
    waits: true,
    undone: true,
  },
} as const satisfies Readonly<Record<string, StepTypeDefinition>>;

export type StepType = keyof typeof stepTypes;

export const isStepType = (type: unknown): type is StepType =>
  typeof type === "string" && Object.hasOwn(stepTypes, type);

export const definitionOf = (type: StepType): StepTypeDefinition => stepTypes[type];

/** Steps that people settle. */
export const isAsked = ({ type }: { readonly type?: unknown }): boolean =>
  type === "approval" || type === "task";

/** What every step may say. */
export const stepKeywords: Readonly<Record<string, Kind>> = {
  $comment: "text",
  type: "text",
  title: "text",
  description: "text",
  next: "text",
  on: "object",
  retry: "integer",
  undo: "text",
};

/** Attempts of a step that fails in a way which may pass. */
export const retriesMaximum = 10;
