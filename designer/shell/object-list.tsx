import { createMemo, createSignal, For, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { revertObject } from "../commands/index.ts";
import { documentMark, removedDocuments } from "../document/change-marks.ts";
import { type DesignDocument, documentsOfKind } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { objectGroups } from "../document/object-groups.ts";
import { problemsAt } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "./designer-context.ts";
import { OptionSetList } from "./option-set-list.tsx";

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
  const removed = createMemo(() =>
    removedDocuments(session.published(), session.documents()).filter(
      (document) => document.kind === "object",
    ),
  );
  return (
    <div class="object-list">
      <div class="pane-head">
        <h2>{text("objects")}</h2>
        <Button small variant="quiet" icon="plus" onClick={() => designer.openDialog("new_object")}>
          {text("add")}
        </Button>
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
              <For each={keysOf(title)}>{(key) => <ObjectEntry documentKey={key} />}</For>
            </>
          )}
        </For>
        <For each={removed()}>
          {(document) => (
            <li class="object-entry object-entry-removed">
              <span class="object-entry-title">
                {documentTitle(session.published(), document, locale())}
              </span>
              <Button
                small
                variant="quiet"
                onClick={() =>
                  session.run(revertObject, { document: document.key, published: document })
                }
              >
                {text("restore")}
              </Button>
            </li>
          )}
        </For>
      </ul>
      <Show when={search() !== "" && groups().length === 0}>
        <p class="pane-note">{text("nothing_found")}</p>
      </Show>
      <OptionSetList />
    </div>
  );
}

const sameTexts = (first: readonly string[], second: readonly string[]): boolean =>
  first.length === second.length && first.every((title, index) => title === second[index]);

function ObjectEntry(props: { readonly documentKey: string }) {
  const designer = useDesigner();
  const { session } = designer;
  const document = createMemo(() => session.documents().get(props.documentKey));
  const mark = createMemo(() => {
    const current = document();
    return current ? documentMark(session.published(), current) : null;
  });
  const problems = () => problemsAt(session.problems(), props.documentKey).length;
  return (
    <Show when={document()}>
      {(current) => (
        <li>
          <button
            type="button"
            class="object-entry"
            aria-current={session.selection().document === props.documentKey ? "true" : undefined}
            onClick={() => {
              session.select({ document: props.documentKey, field: null });
              designer.showPane("canvas");
            }}
          >
            <Icon name="box" />
            <span class="object-entry-text">
              <span class="object-entry-title">
                {documentTitle(session.documents(), current(), locale())}
              </span>
              <span class="object-entry-name">{current().name}</span>
            </span>
            <Show when={problems() === 0 && mark()}>
              {(kind) => <span class={`mark mark-${kind()}`}>{text(`mark_${kind()}`)}</span>}
            </Show>
            <Show when={problems() > 0}>
              <span class="badge-problem">
                <Icon name="circle-alert" size={14} />
                <span aria-hidden="true">{problems()}</span>
                <span class="visually-hidden">{text("problem_count", { count: problems() })}</span>
              </span>
            </Show>
          </button>
        </li>
      )}
    </Show>
  );
}
