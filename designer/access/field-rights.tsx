import { createMemo, For, Show } from "solid-js";
import { everyName } from "../../metadata/access/role.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import { type RightsField, rightsFields } from "../document/rights-objects.ts";
import { accessText } from "../language/access/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { FieldRightsRow } from "./field-rights-row.tsx";
import { useRoleEditing } from "./role-editing.ts";

/** Fields that the role names although the object has none of that name. */
function strayFields(fields: readonly RightsField[], named: readonly string[]) {
  const known = new Set(fields.map(({ path }) => path));
  return named
    .filter((path) => path !== everyName && !known.has(path))
    .map(
      (path): RightsField => ({
        path,
        title: path,
        wholeTitle: path,
        depth: 0,
        isSecret: false,
        isWritable: true,
      }),
    );
}

/** What may be done with each field: those that are not named follow the first row. */
export function FieldRights(props: { readonly object: string }) {
  const { session } = useDesigner();
  const editing = useRoleEditing();
  const fields = createMemo((): readonly RightsField[] => {
    const known = rightsFields(session.models().get(props.object));
    const named = Object.keys(objectOrEmpty(editing.valueOf(props.object, "fields")));
    return props.object === everyName ? [] : [...known, ...strayFields(known, named)];
  });
  const byPath = createMemo(() => new Map(fields().map((field) => [field.path, field])));
  const paths = createMemo(() => [everyName, ...fields().map(({ path }) => path)], [], {
    equals: (first, second) => first.join(" ") === second.join(" "),
  });
  const hasSecrets = () =>
    editing.section() === "objects" && fields().some(({ isSecret }) => isSecret);
  return (
    <div class="rights-part rights-fields">
      <h3>{accessText("fields")}</h3>
      <table
        class="field-rights"
        id={partInputId([editing.section(), props.object, "fields"])}
        tabindex={-1}
        aria-label={accessText("fields")}
      >
        <thead>
          <tr>
            <th scope="col">{accessText("field")}</th>
            <th scope="col">{accessText("level")}</th>
            <th scope="col">{accessText("comes_to")}</th>
            <Show when={hasSecrets()}>
              <th scope="col">{accessText("reveal")}</th>
            </Show>
          </tr>
        </thead>
        <tbody>
          <For each={paths()}>
            {(path) => (
              <FieldRightsRow
                object={props.object}
                path={path}
                field={byPath().get(path)}
                secrets={hasSecrets()}
                secretPaths={fields().flatMap((field) => (field.isSecret ? field.path : []))}
              />
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
