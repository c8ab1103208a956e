/** Steps that write records, by the same way as everybody: rights, rules, history, what follows. */
import { isJsonObject, textOrEmpty } from "../../../metadata/json-object.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { problem } from "../../../metadata/problem.ts";
import type { RecordVerb } from "../../access/rights.ts";
import { changeRecord } from "../../records/change.ts";
import { createRecords } from "../../records/create.ts";
import { deleteRecord } from "../../records/delete.ts";
import { parseRecord } from "../../records/lock-record.ts";
import { takeTransition } from "../../records/transition.ts";
import { orRefuse, Refused, type Writer } from "../../records/writer.ts";
import { recordOf, type StepExecutor, valuesFor } from "../step-context.ts";

/** What routes ask before they write. @throws Refused */
function requireVerb({ rights }: Writer, model: ObjectModel, verb: RecordVerb): void {
  if (!rights.mayUse(model, "read"))
    throw new Refused([problem("unknown_object", "", { name: model.name })]);
  if (!rights.mayUse(model, verb)) throw new Refused([problem("not_permitted")]);
}

export const create: StepExecutor = {
  execute: async (context) => {
    const { writer, step } = context;
    const object = textOrEmpty(step.content.object);
    const model = writer.catalog.objects.get(object);
    if (model === undefined) throw new Refused([problem("unknown_object", "", { name: object })]);
    requireVerb(writer, model, "create");
    const values = await valuesFor(context, model);
    const [made] = orRefuse(await createRecords(writer, model, [values], false));
    const record = { object, id: String(parseRecord(made?.json ?? "{}").id) };
    return { kind: "on", result: { record }, input: values, output: { record } };
  },
};

export const update: StepExecutor = {
  execute: async (context) => {
    const { writer, step } = context;
    const { model, id } = await recordOf(context, textOrEmpty(step.content.record));
    const { transition } = step.content;
    requireVerb(writer, model, typeof transition === "string" ? "read" : "update");
    const values = await valuesFor(context, model);
    orRefuse(
      typeof transition === "string"
        ? await takeTransition(writer, model, id, transition, values, null)
        : await changeRecord(writer, model, id, values, null),
    );
    const input = {
      record: { object: model.name, id },
      ...(isJsonObject(step.content.set) ? { set: values } : {}),
    };
    return { kind: "on", input };
  },
};

export const remove: StepExecutor = {
  execute: async (context) => {
    const { model, id } = await recordOf(context, textOrEmpty(context.step.content.record));
    requireVerb(context.writer, model, "delete");
    orRefuse(await deleteRecord(context.writer, model, id, null));
    return { kind: "on", input: { record: { object: model.name, id } } };
  },
};
