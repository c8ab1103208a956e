import { onMount } from "solid-js";
import type { RecordVerb } from "../../metadata/access/role.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Popover } from "../../runtime/ui/popover.tsx";
import { accessText } from "../language/access/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { useRoleEditing } from "./role-editing.ts";
import { dropEmptyConditions, ScopeForm } from "./scope-form.tsx";

/** The choice of records for one cell, beneath it. */
export function ScopePopover(props: {
  readonly object: string;
  readonly verb: RecordVerb;
  readonly isFixed: boolean;
  readonly onClose: () => void;
}) {
  const { session } = useDesigner();
  const editing = useRoleEditing();
  let body!: HTMLFieldSetElement;
  const cell = () =>
    document.getElementById(partInputId([editing.section(), props.object, props.verb]));
  const close = () => {
    session.endGesture();
    dropEmptyConditions(editing, props.object, props.verb);
    props.onClose();
  };
  const done = () => {
    close();
    cell()?.focus();
  };
  onMount(() =>
    queueMicrotask(() =>
      body.querySelector<HTMLElement>("input:not(:disabled), textarea, button")?.focus(),
    ),
  );
  const label = () =>
    `${editing.titleOf(props.object)} · ${accessText(`verb_${props.verb}`)} · ${accessText(
      editing.section() === "objects" ? "choose_which" : "choose_limit",
    )}`;
  return (
    <Popover
      open
      onClose={close}
      anchor={() => cell() ?? undefined}
      label={label()}
      class="rights-popover"
    >
      <fieldset ref={body} class="designer-values" disabled={props.isFixed}>
        <legend class="rights-popover-title">{label()}</legend>
        <ScopeForm object={props.object} verb={props.verb} />
        <div class="rights-popover-foot">
          <Button small variant="primary" onClick={done}>
            {accessText("done")}
          </Button>
        </div>
      </fieldset>
    </Popover>
  );
}
