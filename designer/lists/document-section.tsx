import { createMemo, For, type JSX, Show } from "solid-js";
import { Button } from "../../runtime/ui/button.tsx";
import type { IconName } from "../../runtime/ui/icon.tsx";
import { documentsOfKind } from "../document/design-documents.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { DocumentEntry } from "./document-entry.tsx";
import { RemovedEntries } from "./removed-entries.tsx";

export interface DocumentSectionProps {
  readonly kind: "role" | "sharing_rule" | "options";
  readonly class?: string;
  readonly icon: IconName;
  readonly title: string;
  /** What the button that makes another one says to who cannot see where it stands. */
  readonly add: string;
  /** Said where there is none. */
  readonly empty?: string;
  readonly onAdd: () => void;
  /** What is there without a document. */
  readonly children?: JSX.Element;
}

/** The documents of one kind, with those that the draft takes away. */
export function DocumentSection(props: DocumentSectionProps) {
  const { session } = useDesigner();
  // Keys, not documents: an entry must survive the typing of its own title.
  const keys = createMemo(
    () => documentsOfKind(session.documents(), props.kind).map(({ key }) => key),
    [],
    { equals: (first, second) => first.join(" ") === second.join(" ") },
  );
  return (
    <section class={props.class} aria-label={props.title}>
      <div class="pane-head">
        <h2>{props.title}</h2>
        <Show when={session.asOf === null}>
          <Button
            small
            variant="quiet"
            icon="plus"
            aria-label={props.add}
            onClick={() => props.onAdd()}
          >
            {text("add")}
          </Button>
        </Show>
      </div>
      <ul class="object-list-entries">
        {props.children}
        <For each={keys()}>{(key) => <DocumentEntry documentKey={key} icon={props.icon} />}</For>
        <RemovedEntries kind={props.kind} />
      </ul>
      <Show when={keys().length === 0 && props.empty}>
        {(sentence) => <p class="pane-note section-empty">{sentence()}</p>}
      </Show>
    </section>
  );
}
