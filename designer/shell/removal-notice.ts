/** After something was taken away, from wherever: says so and offers to bring it back. */
import { createEffect, on } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { showToast } from "../../runtime/ui/toast.tsx";
import { removeField, removeObject } from "../commands/index.ts";
import type { Design } from "../document/design-documents.ts";
import { documentTitle, fieldTitle } from "../document/document-title.ts";
import { findField } from "../document/object-fields.ts";
import { selectedField, selectedObject } from "../document/selected-field.ts";
import { text } from "../language/messages.ts";
import type { DesignSession } from "../state/design-session.ts";

/** Whether what was selected, and so removed, is in the design again. */
function isBack({ selection }: Design, { documents }: Design): boolean {
  const document = documents.get(selection.document ?? "");
  if (!document || selection.field === null) return document !== undefined;
  return findField(document.content, selection.field) !== undefined;
}

/** What was selected is what was removed. */
function selectedTitle(design: Design): string {
  const field = selectedField(design);
  if (field) return fieldTitle(design.documents, field.document, field.field, locale());
  const object = selectedObject(design);
  return object ? documentTitle(design.documents, object, locale()) : "";
}

export function noticeRemovals(session: DesignSession): void {
  const lastStep = () => session.history().past.at(-1);
  const isRemoval = (label: unknown) => label === removeField.label || label === removeObject.label;
  let shown: { readonly before: Design; readonly dismiss: () => void } | undefined;
  createEffect(
    on(session.history, (now, before) => {
      // Undone or restored: nothing is left to be offered.
      if (shown && isBack(shown.before, now.present)) {
        shown.dismiss();
        shown = undefined;
      }
      const step = now.past.at(-1);
      // Steps that come back by undo and redo are no news.
      const isNew = before !== undefined && now.past !== before.past && now.future.length === 0;
      if (!step || !isNew || before.past.includes(step) || !isRemoval(step.label)) return;
      if (before.future.includes(step)) return;
      shown?.dismiss();
      const dismiss = showToast(text("removed_toast", { title: selectedTitle(step.before) }), {
        kind: "info",
        action: {
          label: text("undo"),
          // A later step must not be taken back instead.
          onSelect: () => lastStep() === step && session.undo(),
        },
      });
      shown = { before: step.before, dismiss };
    }),
  );
}
