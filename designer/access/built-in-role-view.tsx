import type { BuiltInRole } from "../../metadata/access/built-in-roles.ts";
import { Notice } from "../../runtime/ui/message.tsx";
import { accessText } from "../language/access/messages.ts";
import { CanvasTitle } from "./canvas-title.tsx";

/** What a role of every workspace means. */
export function BuiltInRoleView(props: { readonly name: BuiltInRole }) {
  return (
    <>
      <CanvasTitle
        title={accessText(`role_${props.name}`)}
        name={props.name}
        kind={accessText("built_in")}
      />
      <div class="canvas-body">
        <div class="editor">
          <Notice>{accessText(`role_${props.name}_text`)}</Notice>
          <p class="editor-note">{accessText("role_make_own")}</p>
        </div>
      </div>
    </>
  );
}
