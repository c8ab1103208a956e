import { createMemo, For, Show } from "solid-js";
import { textsOf } from "../../metadata/json-object.ts";
import { rowSchema } from "../../metadata/refactor/map-fields.ts";
import { locale } from "../../runtime/language/locale.ts";
import { IconButton } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { changeObjectOption } from "../commands/index.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { fieldTitle } from "../document/document-title.ts";
import { siblingFields } from "../document/object-fields.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";

/** Combinations of fields that may occur only once: one line each, fields as chips. */
export function UniqueGroups(props: {
  readonly document: DesignDocument;
  readonly problem: string | undefined;
}) {
  const { session } = useDesigner();
  const groups = createMemo((): readonly (readonly string[])[] => {
    const { unique } = props.document.content;
    return Array.isArray(unique) ? unique.map(textsOf) : [];
  });
  const fields = createMemo(() =>
    siblingFields(props.document.content, null).filter((field) => rowSchema(field.schema) === null),
  );
  const titleOf = (name: string) => {
    const field = fields().find((entry) => entry.name === name);
    return field ? fieldTitle(session.documents(), props.document, field, locale()) : name;
  };
  const write = (next: readonly (readonly string[])[]) => {
    const filled = next.filter((group) => group.length > 0);
    session.run(changeObjectOption, {
      document: props.document.key,
      keyword: "unique",
      value: filled.length > 0 ? filled : undefined,
    });
  };
  const replace = (at: number, group: readonly string[]) =>
    write(groups().map((current, index) => (index === at ? group : current)));
  const choices = (used: readonly string[]) =>
    fields()
      .filter((field) => !used.includes(field.name))
      .map((field) => ({ value: field.name, label: titleOf(field.name) }));
  return (
    <fieldset class="inspector-section unique-groups" id={keywordInputId("unique")} tabindex={-1}>
      <legend>{text("unique_groups")}</legend>
      <p class="field-hint">{text("unique_groups_hint")}</p>
      <For each={groups()}>
        {(group, index) => (
          <div class="unique-group">
            <For each={group}>
              {(name) => (
                <span class="chip">
                  {titleOf(name)}
                  <IconButton
                    small
                    icon="close"
                    label={text("remove_from_group", { title: titleOf(name) })}
                    onClick={() =>
                      replace(
                        index(),
                        group.filter((other) => other !== name),
                      )
                    }
                  />
                </span>
              )}
            </For>
            <Select
              small
              value=""
              aria-label={text("add_to_group")}
              placeholder={text("add_to_group")}
              options={choices(group)}
              onChange={(name) => name !== "" && replace(index(), [...group, name])}
            />
          </div>
        )}
      </For>
      <Select
        small
        value=""
        aria-label={text("new_unique_group")}
        placeholder={text("new_unique_group")}
        options={choices([])}
        onChange={(name) => name !== "" && write([...groups(), [name]])}
      />
      <Show when={props.problem}>
        <p class="inspector-problem">
          <Icon name="circle-alert" size={14} />
          <span>{props.problem}</span>
        </p>
      </Show>
    </fieldset>
  );
}
