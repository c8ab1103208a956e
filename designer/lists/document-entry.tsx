import { createMemo, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import type { IconName } from "../../runtime/ui/icon.tsx";
import { documentMark } from "../document/change-marks.ts";
import { documentTitle } from "../document/document-title.ts";
import { problemsAt } from "../document/problem-location.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { ListEntry } from "./list-entry.tsx";

/** A document by its key: what it is called, what the draft changes of it, how much is wrong. */
export function DocumentEntry(props: { readonly documentKey: string; readonly icon: IconName }) {
  const { session } = useDesigner();
  const document = createMemo(() => session.documents().get(props.documentKey));
  return (
    <Show when={document()}>
      {(current) => (
        <ListEntry
          documentKey={props.documentKey}
          icon={props.icon}
          title={documentTitle(session.documents(), current(), locale())}
          name={current().name}
          mark={documentMark(session.published(), current())}
          problems={problemsAt(session.problems(), props.documentKey).length}
        />
      )}
    </Show>
  );
}
