/** What each script is given and gives back, from its document. */
import type { ScriptModel, ScriptStart, TriggerEvent } from "../automation/script.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { comment, valueMembers, writtenMembers } from "./record-types.ts";

/** The members of `interface Scripts`; modules have none. */
export const scriptMembers = (scripts: readonly ScriptModel[]): readonly string[] =>
  scripts.flatMap(({ name, title, start }) =>
    start === null
      ? []
      : [
          comment(title, "  "),
          `  ${name}: {`,
          `    input: ${inputOf(start)};`,
          `    output: ${outputOf(start)};`,
          "  };",
        ],
  );

function inputOf(start: ScriptStart): string {
  switch (start.kind) {
    case "trigger": {
      const moments = (["before", "after"] as const).flatMap((moment) =>
        start[moment].size === 0 ? [] : [triggerInput(start.object, moment, start[moment])],
      );
      return moments.join(" | ");
    }
    case "action": {
      const kind = start.on === "list" ? "ListActionInput" : "RecordActionInput";
      return `${kind}<"${start.object}", ${fieldsType(start.input)}>`;
    }
    case "import":
      return `ImportInput<"${start.object}">`;
    case "schedule":
      return "ScheduleInput";
    case "test":
      return "null";
    case "job":
      return `JobInput<${fieldsType(start.input)}>`;
    case "endpoint":
      return `EndpointInput<${fieldsType(start.input)}>`;
  }
}

/** The members of `interface Jobs`: what a job is started with. */
export const jobMembers = (scripts: readonly ScriptModel[]): readonly string[] =>
  scripts.flatMap(({ name, start }) =>
    start?.kind !== "job"
      ? []
      : [
          `  ${name}: ${start.input === null ? "null" : `{\n${writtenMembers(start.input, "    ").join("\n")}\n  }`};`,
        ],
  );

function triggerInput(object: string, moment: string, events: ReadonlySet<TriggerEvent>): string {
  const names = [...events].map((event) => `"${event}"`).join(" | ");
  return `TriggerInput<"${object}", "${moment}", ${names}>`;
}

function outputOf(start: ScriptStart): string {
  if (start.kind === "action") return "ActionOutput";
  if (start.kind !== "endpoint") return "void";
  return start.output === null ? "unknown" : block(writtenMembers(start.output, "      "));
}

const fieldsType = (fields: ObjectModel | null): string =>
  fields === null ? "null" : block(valueMembers(fields, "      "));

const block = (members: readonly string[]): string =>
  members.length === 0 ? "{}" : `{\n${members.join("\n")}\n    }`;
