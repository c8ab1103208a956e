import {
  duplicateSharingRule,
  removeSharingRule,
  renameSharingRule,
  sharingRuleNameMistake,
} from "../commands/sharing-rule-commands.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { NameInput } from "../inspector/name-input.tsx";
import { accessText } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { AccessFoot } from "./access-foot.tsx";
import { AccessHead } from "./access-head.tsx";
import { AccessTexts } from "./access-texts.tsx";

const shown = new Set(["title", "name", "description", "object", "when", "roles", "access"]);

/** What a sharing rule is called; what it says stands on the canvas. */
export function SharingRuleInspector(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const key = () => props.document.key;
  return (
    <div class="inspector">
      <AccessHead
        document={props.document}
        icon="external"
        kind={accessText("sharing_rule")}
        shown={shown}
      />
      <AccessTexts document={props.document} branch="sharing" />
      <NameInput
        name={props.document.name}
        problem={problemAtPart(session.problems(), key(), ["name"])}
        mistake={(name) => sharingRuleNameMistake(session.documents(), key(), name)}
        onRename={(name) => session.run(renameSharingRule, { document: key(), name })}
      />
      <AccessFoot
        document={props.document}
        duplicate={duplicateSharingRule}
        remove={removeSharingRule}
        onRemove={() => session.run(removeSharingRule, { document: key() })}
      />
    </div>
  );
}
