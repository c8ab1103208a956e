import { createMemo, For } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { usesOfRole } from "../document/design-roles.ts";
import { documentTitle } from "../document/document-title.ts";
import { accessText } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

/** Roles that include it, and sharing rules that are for it. */
export function RoleUses(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const uses = createMemo(() => usesOfRole(session.documents(), props.document.name));
  return (
    <fieldset class="inspector-section">
      <legend>{accessText("used_by")}</legend>
      <ul class="used-by">
        <For each={uses()} fallback={<li class="field-hint">{accessText("used_by_none")}</li>}>
          {(document) => (
            <li>
              <button
                type="button"
                class="link-button"
                onClick={() => session.select({ document: document.key, field: null })}
              >
                {documentTitle(session.documents(), document, locale())}
              </button>
            </li>
          )}
        </For>
      </ul>
    </fieldset>
  );
}
