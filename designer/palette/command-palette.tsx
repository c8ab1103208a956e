import { createMemo, createSignal, createUniqueId, For, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { selectionCommands } from "../commands/index.ts";
import { text } from "../language/messages.ts";
import { type Designer, useDesigner } from "../shell/designer-context.ts";
import { writtenKey } from "../shell/keyboard.ts";
import { type PaletteEntry, placesToGo, searchEntries } from "./palette-entries.ts";

/** One input for everything: go to an object or a field, or do something. */
export function CommandPalette() {
  const designer = useDesigner();
  return (
    <Show when={designer.dialog() === "palette"}>
      <OpenPalette />
    </Show>
  );
}

function OpenPalette() {
  const designer = useDesigner();
  const id = createUniqueId();
  const [search, setSearch] = createSignal("");
  const [active, setActive] = createSignal(0);
  const entries = createMemo(() => [
    ...actions(designer),
    ...placesToGo(designer.session, locale(), (selection) => {
      designer.session.select(selection);
      designer.showTab("fields");
      designer.showPane("canvas");
    }),
  ]);
  const found = createMemo(() => searchEntries(entries(), search(), 30));
  const at = () => Math.min(active(), found().length - 1);
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    designer.openDialog(null);
    entry.run();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const count = Math.max(1, found().length);
    if (event.key === "ArrowDown") setActive((at() + 1) % count);
    else if (event.key === "ArrowUp") setActive((at() - 1 + count) % count);
    else if (event.key === "Enter") run(found()[at()]);
    else return;
    event.preventDefault();
    document.getElementById(`${id}-${at()}`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <Dialog
      open
      class="palette"
      title={text("search_everything")}
      closeLabel={text("close")}
      onClose={() => designer.openDialog(null)}
    >
      <input
        class="input"
        autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found().length > 0 ? `${id}-${at()}` : undefined}
        aria-label={text("search_everything")}
        placeholder={text("palette_hint")}
        value={search()}
        onInput={(event) => {
          setActive(0);
          setSearch(event.currentTarget.value);
        }}
        onKeyDown={keys}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={text("search_results")}
        class="palette-list"
      >
        <For each={found()}>
          {(entry, index) => (
            <div
              id={`${id}-${index()}`}
              role="option"
              tabindex={-1}
              aria-selected={index() === at()}
              class="palette-entry"
              classList={{ "palette-entry-active": index() === at() }}
              onPointerMove={() => setActive(index())}
              onClick={() => run(entry)}
              onKeyDown={keys}
            >
              <Icon name={entry.icon} />
              <span class="palette-entry-title">{entry.title}</span>
              <span class="palette-entry-detail">{entry.detail}</span>
            </div>
          )}
        </For>
        <Show when={found().length === 0}>
          <p class="pane-note">{text("nothing_found")}</p>
        </Show>
      </div>
    </Dialog>
  );
}

function actions(designer: Designer): readonly PaletteEntry[] {
  const { session } = designer;
  const versions = action("versions", "history", () => designer.openDialog("versions"));
  const keyboard = action("keyboard", "keyboard", () => designer.openDialog("keys"));
  if (session.asOf !== null) return [versions, keyboard];
  const own: readonly PaletteEntry[] = [
    action("new_object", "plus", () => designer.openDialog("new_object")),
    action("review_and_publish", "publish", () => designer.openDialog("publish")),
    versions,
    action("undo", "undo", session.undo, "Mod+Z"),
    action("redo", "redo", session.redo, "Mod+Y"),
    keyboard,
  ];
  const commands = selectionCommands
    .filter((command) => command.possible(session.design()))
    .map(
      (command): PaletteEntry => ({
        title: command.label[locale()],
        detail: command.key === null ? "" : writtenKey(command.key),
        icon: "edit",
        words: Object.values(command.label).join(" ").toLowerCase(),
        run: () => session.apply(command.run(session.design()), command.label),
      }),
    );
  return [...own, ...commands];
}

function action(
  key: "new_object" | "review_and_publish" | "versions" | "undo" | "redo" | "keyboard",
  icon: PaletteEntry["icon"],
  run: () => void,
  shortcut?: string,
): PaletteEntry {
  const title = text(key);
  const detail = shortcut ? writtenKey(shortcut) : "";
  return { title, detail, icon, words: `${title} ${key.replaceAll("_", " ")}`.toLowerCase(), run };
}
