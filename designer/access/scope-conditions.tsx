import { createMemo, Index } from "solid-js";
import type { RecordVerb } from "../../metadata/access/role.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { conditionScope } from "../document/permission-words.ts";
import { conditionPath } from "../document/role-scopes.ts";
import { ConditionInput } from "../inspector/condition-input.tsx";
import { accessText } from "../language/access/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { useRoleEditing } from "./role-editing.ts";

/** Expressions over the record and who asks. */
export function ScopeConditions(props: {
  readonly object: string;
  readonly verb: RecordVerb;
  readonly conditions: readonly string[];
  readonly onChange: (conditions: readonly string[], gesture?: string) => void;
}) {
  const { session } = useDesigner();
  const editing = useRoleEditing();
  const scope = createMemo(() => conditionScope(props.object, session.models()));
  const words = createMemo(() => editing.words(props.object));
  const pathOf = (index: number) => [
    props.verb,
    ...conditionPath(editing.valueOf(props.object, props.verb), index),
  ];
  const idOf = (index: number) => partInputId([editing.section(), props.object, ...pathOf(index)]);
  const sentence = (condition: string) => {
    const said = words().condition(condition);
    return said === condition ? accessText("condition_hint") : said;
  };
  const add = () => {
    const index = props.conditions.length;
    props.onChange([...props.conditions, ""]);
    queueMicrotask(() => document.getElementById(idOf(index))?.focus());
  };
  return (
    <div class="scope-conditions">
      <Index each={props.conditions}>
        {(condition, index) => (
          <div class="scope-condition">
            <ConditionInput
              id={idOf(index)}
              label={accessText("condition")}
              hint={sentence(condition())}
              value={condition()}
              scope={scope()}
              problem={editing.problemAt(props.object, ...pathOf(index))}
              onInput={(text) =>
                props.onChange(
                  props.conditions.map((each, at) => (at === index ? (text ?? "") : each)),
                  `${props.verb}:${index}`,
                )
              }
              onBlur={session.endGesture}
            />
            <Button
              small
              variant="quiet"
              icon="trash"
              onClick={() => props.onChange(props.conditions.filter((_, at) => at !== index))}
            >
              {accessText("remove_condition")}
            </Button>
          </div>
        )}
      </Index>
      <Button small variant="quiet" icon="plus" onClick={add}>
        {accessText("add_condition")}
      </Button>
    </div>
  );
}
