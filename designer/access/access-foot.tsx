import { Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import type { Command } from "../commands/command.ts";
import { revertObject } from "../commands/revert-object.ts";
import { documentMark } from "../document/change-marks.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { useDesigner } from "../shell/designer-context.ts";

type DocumentCommand = Command<{ readonly document: string }>;

/** What may be done with the whole document. */
export function AccessFoot(props: {
  readonly document: DesignDocument;
  readonly duplicate: DocumentCommand;
  readonly remove: DocumentCommand;
  readonly onRemove: () => void;
}) {
  const { session } = useDesigner();
  const target = () => ({ document: props.document.key });
  return (
    <div class="inspector-foot">
      <Show when={documentMark(session.published(), props.document) === "changed"}>
        <Button
          variant="quiet"
          icon="history"
          onClick={() => session.run(revertObject, { ...target(), published: session.published() })}
        >
          {revertObject.label[locale()]}
        </Button>
      </Show>
      <Button variant="quiet" icon="copy" onClick={() => session.run(props.duplicate, target())}>
        {props.duplicate.label[locale()]}
      </Button>
      <Button variant="quiet" icon="trash" onClick={() => props.onRemove()}>
        {props.remove.label[locale()]}
      </Button>
    </div>
  );
}
