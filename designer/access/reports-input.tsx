import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { changeRole } from "../commands/role-commands.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { accessText } from "../language/access/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";

/** Whether the scopes count the people one manages as oneself. */
export function ReportsInput(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  return (
    <div id={keywordInputId("with_reports")} tabindex={-1}>
      <Checkbox
        label={accessText("with_reports")}
        checked={props.document.content.with_reports === true}
        onChange={(checked) =>
          session.run(changeRole, {
            document: props.document.key,
            keyword: "with_reports",
            value: checked || undefined,
          })
        }
      />
      <p class="field-hint">{accessText("with_reports_hint")}</p>
    </div>
  );
}
