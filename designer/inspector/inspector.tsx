import { createMemo, Match, Switch } from "solid-js";
import { selectedField, selectedObject } from "../document/selected-field.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { FieldInspector } from "./field-inspector.tsx";
import { ObjectInspector } from "./object-inspector.tsx";
import { OptionSetInspector } from "./option-set-inspector.tsx";

/** Properties of what is selected: a field, or else its object. */
export function Inspector() {
  const { session } = useDesigner();
  const fieldId = createMemo(() => selectedField(session.design())?.field.id ?? null);
  const objectKey = createMemo(() => selectedObject(session.design())?.key ?? null);
  const optionsKey = createMemo(() => {
    const document = session.documents().get(session.selection().document ?? "");
    return document?.kind === "options" ? document.key : null;
  });
  return (
    <Switch fallback={<p class="pane-note">{text("nothing_selected")}</p>}>
      <Match when={fieldId() !== null && `${objectKey()} ${fieldId()}`} keyed>
        {(_) => <FieldInspector documentKey={objectKey() ?? ""} fieldId={fieldId() ?? ""} />}
      </Match>
      <Match when={objectKey()} keyed>
        {(key) => <ObjectInspector documentKey={key} />}
      </Match>
      <Match when={optionsKey()} keyed>
        {(key) => <OptionSetInspector documentKey={key} />}
      </Match>
    </Switch>
  );
}
