import { createMemo, For, Show } from "solid-js";
import { extendsBuiltIn } from "../../metadata/documents/built-in-objects.ts";
import { rowSchema } from "../../metadata/refactor/map-fields.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { restoreField } from "../commands/index.ts";
import { fieldMarks, removedFields } from "../document/change-marks.ts";
import { fieldTitle } from "../document/document-title.ts";
import { allFields, siblingFields } from "../document/object-fields.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { BuiltInFields } from "./built-in-fields.tsx";
import { FieldRow } from "./field-row.tsx";
import { NewFieldRow } from "./new-field-row.tsx";
import { createRowDrag } from "./row-drag.ts";

/** All fields of an object as rows of inputs: title, name, type, required, unique. */
export function FieldGrid(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const document = () => session.documents().get(props.documentKey);
  const builtInName = () => {
    const current = document();
    return current && extendsBuiltIn(current) ? current.name : null;
  };
  const published = () => session.published().get(props.documentKey);
  // Ids, not entries: a row must survive every change of its field, with the focus in it.
  const topLevel = createMemo(() => fieldIds(props.documentKey, null), [], { equals: sameIds });
  const marks = createMemo(() => {
    const current = document();
    return current ? fieldMarks(published(), current) : new Map<string, never>();
  });
  const removed = createMemo(() => {
    const current = document();
    return current ? removedFields(published(), current) : [];
  });
  const drag = createRowDrag(session, props.documentKey);

  function fieldIds(key: string, parent: string | null): readonly string[] {
    const content = session.documents().get(key)?.content;
    if (!content) return [];
    const holder = parent === null ? null : allFields(content).find(({ id }) => id === parent);
    return holder === undefined ? [] : siblingFields(content, holder).map((field) => field.id);
  }

  const Rows = (rows: { readonly parent: string | null; readonly ids: readonly string[] }) => (
    <>
      <For each={rows.ids}>
        {(id) => (
          <>
            <FieldRow
              documentKey={props.documentKey}
              fieldId={id}
              mark={marks().get(id)}
              drag={drag}
            />
            <Show when={hasRows(id)}>
              <Rows parent={id} ids={fieldIds(props.documentKey, id)} />
            </Show>
          </>
        )}
      </For>
      <Show when={session.asOf === null}>
        <NewFieldRow documentKey={props.documentKey} parent={rows.parent} />
      </Show>
    </>
  );
  const hasRows = (id: string): boolean => {
    const content = document()?.content;
    const field = content && allFields(content).find((entry) => entry.id === id);
    return field !== undefined && rowSchema(field.schema) !== null;
  };

  return (
    <div class="field-grid" data-field-grid>
      <table aria-label={text("fields")}>
        <thead>
          <tr>
            <th scope="col" class="column-grip">
              <span class="visually-hidden">{text("move")}</span>
            </th>
            <th scope="col">{text("title")}</th>
            <th scope="col">{text("api_name")}</th>
            <th scope="col">{text("type")}</th>
            <th scope="col" class="column-flag">
              {text("required")}
            </th>
            <th scope="col" class="column-flag">
              {text("unique")}
            </th>
            <th scope="col" class="column-state">
              <span class="visually-hidden">{text("state")}</span>
            </th>
          </tr>
        </thead>
        <Show when={builtInName()}>{(name) => <BuiltInFields name={name()} />}</Show>
        <tbody>
          <Rows parent={null} ids={topLevel()} />
        </tbody>
        <Show when={removed().length > 0}>
          <tbody class="removed-rows">
            <For each={removed()}>
              {(field) => (
                <tr>
                  <td class="column-grip">
                    <Icon name="trash" size={14} />
                  </td>
                  <td colspan={5}>
                    <s>{publishedTitle(field)}</s>
                    <span class="mark mark-removed">{text("mark_removed")}</span>
                  </td>
                  <td class="column-state">
                    <Button small variant="quiet" onClick={() => restore(field.id)}>
                      {text("restore")}
                    </Button>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </Show>
      </table>
    </div>
  );

  function publishedTitle(field: ReturnType<typeof removedFields>[number]): string {
    const before = published();
    return before ? fieldTitle(session.published(), before, field, locale()) : field.name;
  }

  function restore(field: string): void {
    const target = { document: props.documentKey, field };
    session.run(restoreField, { ...target, published: session.published() });
  }
}

const sameIds = (first: readonly string[], second: readonly string[]): boolean =>
  first.length === second.length && first.every((id, index) => id === second[index]);
