import { For, Show } from "solid-js";
import { administrationRights } from "../../metadata/access/role.ts";
import { textsOf } from "../../metadata/json-object.ts";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { changeRole } from "../commands/role-commands.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { toggledName } from "../document/name-sets.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { accessText } from "../language/access/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";

/** What may be administered in the workspace. */
export function AdministrationInput(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const chosen = () => textsOf(props.document.content.administration);
  const problem = () => problemAtPart(session.problems(), props.document.key, ["administration"]);
  return (
    <fieldset class="inspector-section" id={keywordInputId("administration")} tabindex={-1}>
      <legend>{accessText("administration")}</legend>
      <div class="access-choices">
        <For each={administrationRights}>
          {(right) => (
            <Checkbox
              label={accessText(`admin_${right}`)}
              checked={chosen().includes(right)}
              onChange={() =>
                session.run(changeRole, {
                  document: props.document.key,
                  keyword: "administration",
                  value: toggledName(chosen(), right, administrationRights),
                })
              }
            />
          )}
        </For>
      </div>
      <Show when={problem()}>
        <p class="field-error">{problem()}</p>
      </Show>
    </fieldset>
  );
}
