import { createMemo, For, type JSX, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { revertObject } from "../commands/revert-object.ts";
import { documentMark, removedDocuments } from "../document/change-marks.ts";
import { documentsOfKind } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { problemsAt } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { AccessEntry } from "./access-entry.tsx";

export interface AccessSectionProps {
  readonly kind: "role" | "sharing_rule";
  readonly title: string;
  readonly add: string;
  readonly empty: string;
  readonly onAdd: () => void;
  /** What is there without a document. */
  readonly children?: JSX.Element;
}

/** The documents of one kind, with those that the draft takes away. */
export function AccessSection(props: AccessSectionProps) {
  const { session } = useDesigner();
  // Keys, not documents: an entry must survive the typing of its own title.
  const keys = createMemo(
    () => documentsOfKind(session.documents(), props.kind).map(({ key }) => key),
    [],
    { equals: (first, second) => first.join(" ") === second.join(" ") },
  );
  const removed = createMemo(() =>
    removedDocuments(session.published(), session.documents()).filter(
      ({ kind }) => kind === props.kind,
    ),
  );
  return (
    <section aria-label={props.title}>
      <div class="pane-head">
        <h2>{props.title}</h2>
        <Button
          small
          variant="quiet"
          icon="plus"
          aria-label={props.add}
          onClick={() => props.onAdd()}
        >
          {text("add")}
        </Button>
      </div>
      <ul class="object-list-entries">
        {props.children}
        <For each={keys()}>{(key) => <DocumentEntry documentKey={key} kind={props.kind} />}</For>
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
      <Show when={keys().length === 0}>
        <p class="pane-note access-empty">{props.empty}</p>
      </Show>
    </section>
  );
}

function DocumentEntry(props: {
  readonly documentKey: string;
  readonly kind: AccessSectionProps["kind"];
}) {
  const { session } = useDesigner();
  const document = createMemo(() => session.documents().get(props.documentKey));
  return (
    <Show when={document()}>
      {(current) => (
        <AccessEntry
          documentKey={props.documentKey}
          icon={props.kind === "role" ? "key" : "external"}
          title={documentTitle(session.documents(), current(), locale())}
          name={current().name}
          mark={documentMark(session.published(), current())}
          problems={problemsAt(session.problems(), props.documentKey).length}
        />
      )}
    </Show>
  );
}
