/** A record to fill the form preview with: a real one where there is one, else made-up values. */
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { RecordJson, RecordPage } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { allFields } from "../document/object-fields.ts";
import { sampleValue } from "../document/sample-values.ts";

/** The newest record of a published object; `null` when there is none to be had. */
export async function findRecord(client: Client, object: string): Promise<RecordJson | null> {
  const page = await client.request<RecordPage>("GET", `/records/${object}`, {
    query: { limit: 1, fields: "id" },
  });
  const id = page.ok ? page.body.data[0]?.id : undefined;
  if (id === undefined) return null;
  const record = await client.request<RecordJson>("GET", `/records/${object}/${id}`);
  return record.ok ? record.body : null;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Values come under the published names; ids of fields lead to the draft's names. A field that is
 * new in the draft gets a made-up value, so that its form is seen filled in.
 */
export function valuesForDraft(
  fields: readonly FieldModel[],
  record: Values,
  published: DesignDocument,
): Values {
  const names = new Map(allFields(published.content).map((field) => [field.id, field.name]));
  const fill = (list: readonly FieldModel[], values: Values, index: number): Values =>
    Object.fromEntries(
      list.map((field) => {
        const name = names.get(field.id);
        if (name === undefined) return [field.name, sampleValue(field, index)];
        const value = values[name];
        const { children } = field;
        if (!children || !Array.isArray(value)) return [field.name, value];
        return [field.name, value.map((row: Values, at) => fill(children.fields, row, at))];
      }),
    );
  return fill(fields, record, 0);
}
