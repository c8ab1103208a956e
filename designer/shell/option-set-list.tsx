import { createMemo, For, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { addOptionSet, revertObject } from "../commands/index.ts";
import { documentMark, removedDocuments } from "../document/change-marks.ts";
import { documentsOfKind } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { problemsAt } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "./designer-context.ts";

/** Lists of options that fields share, below the objects. */
export function OptionSetList() {
  const designer = useDesigner();
  const { session } = designer;
  // Keys, not documents: an entry must survive the typing of its own title.
  const keys = createMemo(
    () => documentsOfKind(session.documents(), "options").map(({ key }) => key),
    [],
    { equals: (first, second) => first.join(" ") === second.join(" ") },
  );
  const removed = createMemo(() =>
    removedDocuments(session.published(), session.documents()).filter(
      ({ kind }) => kind === "options",
    ),
  );
  const add = () => {
    session.run(addOptionSet, { title: text("new_option_set"), locale: locale() });
    designer.showPane("inspector");
    queueMicrotask(() => {
      const input = document.getElementById(keywordInputId("title"));
      if (!(input instanceof HTMLInputElement)) return;
      input.focus();
      input.select();
    });
  };
  return (
    <section class="option-set-list" aria-label={text("option_sets")}>
      <div class="pane-head">
        <h2>{text("option_sets")}</h2>
        <Button small variant="quiet" icon="plus" aria-label={text("add_option_set")} onClick={add}>
          {text("add")}
        </Button>
      </div>
      <ul class="object-list-entries">
        <For each={keys()}>{(key) => <OptionSetEntry documentKey={key} />}</For>
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
    </section>
  );
}

function OptionSetEntry(props: { readonly documentKey: string }) {
  const designer = useDesigner();
  const { session } = designer;
  const document = createMemo(() => session.documents().get(props.documentKey));
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
            <Icon name="choices" />
            <span class="object-entry-text">
              <span class="object-entry-title">
                {documentTitle(session.documents(), current(), locale())}
              </span>
              <span class="object-entry-name">{current().name}</span>
            </span>
            <Show
              when={problems() > 0}
              fallback={
                <Show when={documentMark(session.published(), current())}>
                  {(mark) => <span class={`mark mark-${mark()}`}>{text(`mark_${mark()}`)}</span>}
                </Show>
              }
            >
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
