import { createMemo, Show } from "solid-js";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import type { RightOrigin } from "../document/role-view.ts";
import { accessText } from "../language/access/messages.ts";
import { sourceText } from "./cell-words.ts";
import { RightMark } from "./right-mark.tsx";
import { useRoleEditing } from "./role-editing.ts";

/** What the right to a field comes to, with all that is included and restricted. */
export function FieldLevelMark(props: { readonly object: string; readonly path: string }) {
  const editing = useRoleEditing();
  const view = createMemo(() => editing.view().object(props.object).level(props.path));
  const isNamed = () =>
    Object.hasOwn(objectOrEmpty(editing.entryOf(props.object)?.fields), props.path);
  const origin = (): RightOrigin => {
    const from = view().from?.origin ?? "here";
    return from === "here" && !isNamed() ? "every" : from;
  };
  const limit = () => {
    const by = view().restricted;
    return by && accessText("restricted_by", { role: editing.titleOfRole(by.role) });
  };
  const source = () => {
    const from = view().from;
    return from === null ? undefined : sourceText(from, editing) || undefined;
  };
  return (
    <span class="field-level">
      <RightMark origin={origin()} text={accessText(`level_${view().level}`)} title={source()} />
      <Show when={limit()}>
        {(words) => (
          <span class="right-limit" title={words()}>
            <Icon name="no-access" size={14} />
            <span class="visually-hidden">{words()}</span>
          </span>
        )}
      </Show>
    </span>
  );
}
