import { createMemo, For, Show } from "solid-js";
import { everyName } from "../../metadata/access/role.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { clearRights } from "../commands/right-commands.ts";
import { documentsOfKind } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { permissionSentence } from "../document/permission-sentence.ts";
import { accessText } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { FieldRights } from "./field-rights.tsx";
import { useRoleEditing } from "./role-editing.ts";
import { SecretRights } from "./secret-rights.tsx";
import { StepRights } from "./step-rights.tsx";

/** The rights to one object down to the field, and in words. */
export function RightsDetails(props: { readonly object: string }) {
  const { session } = useDesigner();
  const editing = useRoleEditing();
  const grants = () => editing.section() === "objects";
  return (
    <section
      class="rights-details"
      aria-label={accessText("details_of", { object: editing.titleOf(props.object) })}
    >
      <fieldset class="designer-values" disabled={editing.isFixed}>
        <RightsSentence object={props.object} />
        <Show when={props.object === everyName}>
          <p class="editor-note">{accessText("every_object_hint")}</p>
        </Show>
        <div class="rights-parts">
          <FieldRights object={props.object} />
          <Show when={grants()}>
            <StepRights object={props.object} />
            <Show when={props.object === everyName}>
              <SecretRights />
            </Show>
          </Show>
          <SharedBy object={props.object} />
        </div>
        <Show when={props.object !== everyName && editing.entryOf(props.object)}>
          <Button
            small
            variant="quiet"
            icon="undo"
            onClick={() =>
              session.run(clearRights, {
                document: editing.document().key,
                section: editing.section(),
                object: props.object,
              })
            }
          >
            {accessText(editing.entryOf(everyName) ? "clear_entry" : "clear_entry_alone")}
          </Button>
        </Show>
      </fieldset>
    </section>
  );
}

/** What it comes to, in words. */
export function RightsSentence(props: { readonly object: string }) {
  const editing = useRoleEditing();
  const sentence = createMemo(() =>
    permissionSentence(
      editing.view().permissions.object(props.object),
      editing.words(props.object),
    ),
  );
  return <span class="rights-sentence">{sentence()}</span>;
}

function SharedBy(props: { readonly object: string }) {
  const { session } = useDesigner();
  const rules = () =>
    documentsOfKind(session.documents(), "sharing_rule").filter(
      ({ content }) => textOrEmpty(content.object) === props.object,
    );
  return (
    <Show when={rules().length > 0}>
      <div class="rights-part">
        <h3>{accessText("shared_by")}</h3>
        <ul class="used-by">
          <For each={rules()}>
            {(rule) => (
              <li>
                <button
                  type="button"
                  class="link-button"
                  onClick={() => session.select({ document: rule.key, field: null })}
                >
                  {documentTitle(session.documents(), rule, locale())}
                </button>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}
