import { createMemo, For } from "solid-js";
import type { DocumentKind } from "../../metadata/documents/document.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { revertObject } from "../commands/revert-object.ts";
import { removedDocuments } from "../document/change-marks.ts";
import { documentTitle } from "../document/document-title.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

/** Published documents of a kind that the draft takes away, each with the way back. */
export function RemovedEntries(props: { readonly kind: DocumentKind }) {
  const { session } = useDesigner();
  const removed = createMemo(() =>
    removedDocuments(session.published(), session.documents()).filter(
      ({ kind }) => kind === props.kind,
    ),
  );
  return (
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
              session.run(revertObject, { document: document.key, published: session.published() })
            }
          >
            {text("restore")}
          </Button>
        </li>
      )}
    </For>
  );
}
