import { For } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { selectionCommands } from "../commands/index.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "./designer-context.ts";
import { writtenKey } from "./keyboard.ts";

/** Every key there is, for those who would rather not reach for the mouse. */
export function KeysDialog() {
  const designer = useDesigner();
  const rows = () => [
    { key: "Mod+K", label: text("search_everything") },
    { key: "Mod+Z", label: text("undo") },
    { key: "Mod+Y", label: text("redo") },
    { key: "F2", label: text("rename") },
    { key: "Enter", label: text("key_enter") },
    ...selectionCommands.flatMap(({ key, label }) =>
      key === null ? [] : [{ key, label: label[locale()] }],
    ),
    { key: "?", label: text("keyboard") },
  ];
  return (
    <Dialog
      open={designer.dialog() === "keys"}
      title={text("keyboard")}
      closeLabel={text("close")}
      onClose={() => designer.openDialog(null)}
    >
      <dl class="keys">
        <For each={rows()}>
          {(row) => (
            <div>
              <dt>{row.label}</dt>
              <dd>
                <kbd>{writtenKey(row.key)}</kbd>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Dialog>
  );
}
