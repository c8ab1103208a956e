/** Runs a command that takes something away and offers to bring it back at once. */
import { locale } from "../../runtime/language/locale.ts";
import { showToast } from "../../runtime/ui/toast.tsx";
import type { Command } from "../commands/command.ts";
import { removeField, removeObject } from "../commands/index.ts";
import { documentTitle, fieldTitle } from "../document/document-title.ts";
import { findField } from "../document/object-fields.ts";
import type { FieldTarget } from "../document/selected-field.ts";
import { text } from "../language/messages.ts";
import type { DesignSession } from "../state/design-session.ts";

function runRemoval<Input>(
  session: DesignSession,
  command: Command<Input>,
  input: Input,
  title: string,
): void {
  session.run(command, input);
  const step = session.history().past.at(-1);
  showToast(text("removed_toast", { title }), {
    kind: "info",
    action: {
      label: text("undo"),
      // Later steps must not be taken back instead.
      onSelect: () => {
        if (session.history().past.at(-1) === step) session.undo();
      },
    },
  });
}

export function runFieldRemoval(session: DesignSession, target: FieldTarget): void {
  const documents = session.documents();
  const document = documents.get(target.document);
  const field = document && findField(document.content, target.field);
  if (!document || !field) return;
  runRemoval(session, removeField, target, fieldTitle(documents, document, field, locale()));
}

export function runObjectRemoval(session: DesignSession, key: string): void {
  const documents = session.documents();
  const document = documents.get(key);
  if (!document) return;
  const title = documentTitle(documents, document, locale());
  runRemoval(session, removeObject, { document: key }, title);
}
