import { createMemo, createSignal, For, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { type DesignDocument, documentsOfKind } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { objectGroups } from "../document/object-groups.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { BuiltInObjects } from "./built-in-objects.tsx";
import { DocumentEntry } from "./document-entry.tsx";
import { OptionSetList } from "./option-set-list.tsx";
import { RemovedEntries } from "./removed-entries.tsx";

/** All objects: search, marks of what the draft changes, and how many problems each has. */
export function ObjectList() {
  const designer = useDesigner();
  const { session } = designer;
  const [search, setSearch] = createSignal("");
  const objects = createMemo(() => documentsOfKind(session.documents(), "object"));
  const matches = (document: DesignDocument, wanted: string) =>
    wanted === "" ||
    document.name.includes(wanted) ||
    documentTitle(session.documents(), document, locale()).toLowerCase().includes(wanted);
  const groups = createMemo(() => {
    const wanted = search().trim().toLowerCase();
    return objectGroups(session.documents(), locale())
      .map(({ title, objects: listed }) => ({
        title,
        keys: listed.filter((document) => matches(document, wanted)).map(({ key }) => key),
      }))
      .filter(({ keys }) => keys.length > 0);
  });
  // Titles and keys, not group values: an entry must survive the typing of its own title.
  const groupTitles = createMemo(() => groups().map(({ title }) => title), [], {
    equals: sameTexts,
  });
  const keysOf = (title: string) => groups().find((group) => group.title === title)?.keys ?? [];
  return (
    <div class="object-list">
      <div class="pane-head">
        <h2>{text("objects")}</h2>
        <Show when={session.asOf === null}>
          <Button
            small
            variant="quiet"
            icon="plus"
            onClick={() => designer.openDialog("new_object")}
          >
            {text("add")}
          </Button>
        </Show>
      </div>
      <Show when={objects().length > 6}>
        <div class="object-list-search">
          <TextInput
            type="search"
            small
            value={search()}
            onInput={setSearch}
            placeholder={text("search_objects")}
            aria-label={text("search_objects")}
            before={<Icon name="search" size={14} />}
          />
        </div>
      </Show>
      <ul class="object-list-entries">
        <For each={groupTitles()}>
          {(title) => (
            <>
              <Show when={title !== "" || groupTitles().length > 1}>
                <li class="object-group">{title || text("not_in_navigation")}</li>
              </Show>
              <For each={keysOf(title)}>
                {(key) => <DocumentEntry documentKey={key} icon="box" />}
              </For>
            </>
          )}
        </For>
        <RemovedEntries kind="object" />
      </ul>
      <Show when={search() !== "" && groups().length === 0}>
        <p class="pane-note">{text("nothing_found")}</p>
      </Show>
      <BuiltInObjects />
      <OptionSetList />
    </div>
  );
}

const sameTexts = (first: readonly string[], second: readonly string[]): boolean =>
  first.length === second.length && first.every((title, index) => title === second[index]);
