import { Show } from "solid-js";
import { everyName, fieldLevels } from "../../metadata/access/role.ts";
import { objectOrEmpty, textOrEmpty, textsOf } from "../../metadata/json-object.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { changeFieldLevel } from "../commands/right-commands.ts";
import { toggledName } from "../document/name-sets.ts";
import type { RightsField } from "../document/rights-objects.ts";
import { accessText } from "../language/access/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { FieldLevelMark } from "./field-level-mark.tsx";
import { useRoleEditing } from "./role-editing.ts";

export interface FieldRightsRowProps {
  readonly object: string;
  /** `*` for the fields that are not named. */
  readonly path: string;
  readonly field: RightsField | undefined;
  /** Whether there is a column for the clear text of secrets. */
  readonly secrets: boolean;
  readonly secretPaths: readonly string[];
}

/** One field: what is said of it here, and what that comes to. */
export function FieldRightsRow(props: FieldRightsRowProps) {
  const editing = useRoleEditing();
  const title = () => props.field?.title ?? accessText("every_field");
  const problem = () => editing.problemAt(props.object, "fields", props.path);
  return (
    <tr classList={{ "rights-every": props.path === everyName }} data-field-rights={props.path}>
      <th scope="row" class={`field-depth-${props.field?.depth ?? 0}`}>
        {title()}
        <Show when={problem()}>
          <span class="field-error" id={`problem-${props.object}-${props.path}`}>
            <Icon name="circle-alert" size={14} />
            <span>{problem()}</span>
          </span>
        </Show>
      </th>
      <td>
        <LevelSelect {...props} title={title()} problem={problem()} />
      </td>
      <td>
        <FieldLevelMark object={props.object} path={props.path} />
      </td>
      <Show when={props.secrets}>
        <td>
          <Show when={props.field?.isSecret}>
            <RevealInput {...props} title={title()} />
          </Show>
        </td>
      </Show>
    </tr>
  );
}

function LevelSelect(
  props: FieldRightsRowProps & { readonly title: string; readonly problem: string | undefined },
) {
  const { session } = useDesigner();
  const editing = useRoleEditing();
  const grants = () => editing.section() === "objects";
  const isEvery = () => props.path === everyName;
  const hasEntry = () =>
    (editing.entryOf(props.object) ?? editing.entryOf(everyName)) !== undefined;
  const said = (): string => {
    const fields = editing.valueOf(props.object, "fields");
    // Without a word about fields, a grant means that all may be written.
    if (fields === undefined) return grants() && isEvery() && hasEntry() ? "write" : "";
    return textOrEmpty(objectOrEmpty(fields)[props.path]) || (grants() && isEvery() ? "none" : "");
  };
  const options = () =>
    fieldLevels.map((value) => ({
      value,
      label: accessText(grants() ? `level_${value}` : `level_limit_${value}`),
    }));
  const nothing = () => {
    if (isEvery() && !grants()) return accessText("level_unrestricted");
    if (isEvery()) return hasEntry() ? undefined : accessText("not_granted");
    return accessText((props.field?.depth ?? 0) > 0 ? "level_as_rows" : "level_as_every");
  };
  const change = (level: string) =>
    session.run(changeFieldLevel, {
      document: editing.document().key,
      section: editing.section(),
      object: props.object,
      field: props.path,
      level: fieldLevels.find((known) => known === level),
    });
  return (
    <Select
      small
      id={partInputId([editing.section(), props.object, "fields", props.path])}
      aria-label={accessText("level_of", { field: props.field?.wholeTitle ?? props.title })}
      aria-invalid={props.problem ? "true" : undefined}
      placeholder={nothing()}
      value={said()}
      options={options()}
      onChange={change}
    />
  );
}

function RevealInput(props: FieldRightsRowProps & { readonly title: string }) {
  const editing = useRoleEditing();
  const value = () => editing.valueOf(props.object, "reveal");
  return (
    <input
      type="checkbox"
      id={partInputId([editing.section(), props.object, "reveal", props.path])}
      aria-label={accessText("reveal_of", { field: props.title })}
      checked={value() === true || textsOf(value()).includes(props.path)}
      onChange={() =>
        editing.change(props.object, "reveal", toggledName(value(), props.path, props.secretPaths))
      }
    />
  );
}
