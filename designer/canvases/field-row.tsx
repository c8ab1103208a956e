import { createMemo, createSignal, Show } from "solid-js";
import type { FieldType } from "../../metadata/fields/field-type.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import {
  changeFieldOption,
  changeFieldType,
  changeText,
  renameField,
  setRequired,
} from "../commands/index.ts";
import { fieldNameMistake } from "../commands/rename-field.ts";
import type { NameMistake } from "../document/api-name.ts";
import type { ChangeMark } from "../document/change-marks.ts";
import { fieldTitle } from "../document/document-title.ts";
import { draftFieldType } from "../document/draft-field-type.ts";
import { readText } from "../document/localised-text.ts";
import { type FieldEntry, findField } from "../document/object-fields.ts";
import { problemsAt } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import type { RowDrag } from "./row-drag.ts";
import { focusRow, moveBetweenRows } from "./row-keys.ts";
import { TypePicker } from "./type-picker.tsx";
import { typeRefusal } from "./type-refusal.ts";

export interface FieldRowProps {
  readonly documentKey: string;
  readonly fieldId: string;
  readonly mark: ChangeMark | undefined;
  readonly drag: RowDrag;
}

/** One field as a row of inputs. Every input writes through a command as one undoable gesture. */
export function FieldRow(props: FieldRowProps) {
  const { session } = useDesigner();
  const field = createMemo(() => {
    const content = session.documents().get(props.documentKey)?.content;
    return content && findField(content, props.fieldId);
  });
  return <Show when={field()}>{(entry) => <OpenRow {...props} field={entry()} />}</Show>;
}

function OpenRow(props: FieldRowProps & { readonly field: FieldEntry }) {
  const designer = useDesigner();
  const { session } = designer;
  const target = () => ({ document: props.documentKey, field: props.fieldId });
  const titlePlace = () => ({ ...target(), keyword: "title" }) as const;
  const type = createMemo(() => draftFieldType(props.field.schema));
  const selected = () =>
    session.selection().document === props.documentKey &&
    session.selection().field === props.fieldId;
  const select = () => {
    if (!selected()) session.select(target());
  };
  const title = () => {
    const document = session.documents().get(props.documentKey);
    return document ? fieldTitle(session.documents(), document, props.field, locale()) : "";
  };
  const depth = () => props.field.path.length - 1;
  const isFixed = session.asOf !== null;
  return (
    <tr
      class="field-row"
      classList={{
        "field-row-selected": selected(),
        "field-row-drop": props.drag.over() === props.fieldId,
        "field-row-nested": depth() > 0,
        "field-row-deep": depth() > 1,
      }}
      data-row={props.fieldId}
      data-name={props.field.name}
      onFocusIn={select}
      onClick={select}
      onKeyDown={(event) => moveBetweenRows(event)}
    >
      <td class="column-grip">
        <button
          type="button"
          class="grip"
          disabled={isFixed}
          aria-label={text("move_or_select", { title: title() })}
          title={text("drag_hint")}
          onPointerDown={(event) => props.drag.begin(event, props.fieldId)}
          onKeyDown={(event) => {
            if (event.key === "Enter") focusRow(props.fieldId);
          }}
        >
          <Icon name="grip" size={14} />
        </button>
      </td>
      <td class="column-title">
        <input
          class="cell-input"
          data-cell="title"
          aria-label={text("title_of", { title: title() })}
          value={readText(session.documents(), titlePlace(), locale())}
          placeholder={title()}
          readOnly={isFixed}
          onInput={(event) =>
            session.run(
              changeText,
              { ...titlePlace(), locale: locale(), text: event.currentTarget.value },
              `title:${props.fieldId}`,
            )
          }
          onBlur={session.endGesture}
        />
      </td>
      <td class="column-name">
        <NameCell {...props} title={title()} />
      </td>
      <td class="column-type">
        <TypePicker
          type={type()}
          formula={typeof props.field.schema.formula === "string"}
          label={text("type_of", { title: title() })}
          disabled={isFixed}
          refusal={(other) => typeRefusal(session.published(), target(), depth(), other)}
          onPick={(picked) => session.run(changeFieldType, { ...target(), type: picked })}
        />
      </td>
      <FlagCells {...props} type={type()} title={title()} />
      <td class="column-state">
        <RowState {...props} />
      </td>
    </tr>
  );
}

interface FlagProps extends FieldRowProps {
  readonly field: FieldEntry;
  readonly type: FieldType | null;
  readonly title: string;
}

/** Whether a value must be there, and whether it may be there twice. */
function FlagCells(props: FlagProps) {
  const { session } = useDesigner();
  const target = () => ({ document: props.documentKey, field: props.fieldId });
  const isFixed = session.asOf !== null;
  return (
    <>
      <td class="column-flag">
        <input
          type="checkbox"
          aria-label={text("required_of", { title: props.title })}
          disabled={isFixed}
          checked={props.field.required}
          onChange={(event) =>
            session.run(setRequired, { ...target(), required: event.currentTarget.checked })
          }
        />
      </td>
      <td class="column-flag">
        <Show when={props.type?.uniqueAllowed} fallback={<span class="cell-none">–</span>}>
          <input
            type="checkbox"
            aria-label={text("unique_of", { title: props.title })}
            disabled={isFixed}
            checked={props.field.schema.unique === true}
            onChange={(event) => {
              const value = event.currentTarget.checked || undefined;
              session.run(changeFieldOption, { ...target(), keyword: "unique", value });
            }}
          />
        </Show>
      </td>
    </>
  );
}

function RowState(props: FieldRowProps) {
  const designer = useDesigner();
  const problems = () => problemsAt(designer.session.problems(), props.documentKey, props.fieldId);
  return (
    <Show
      when={problems()[0]}
      fallback={
        <Show when={props.mark}>
          {(mark) => <span class={`mark mark-${mark()}`}>{text(`mark_${mark()}`)}</span>}
        </Show>
      }
    >
      {(first) => (
        <button
          type="button"
          class="badge-problem"
          title={first().problem.message}
          aria-label={`${text("problem_count", { count: problems().length })}: ${first().problem.message}`}
          onClick={(event) => {
            event.stopPropagation();
            designer.goTo(first());
          }}
        >
          <Icon name="circle-alert" size={14} />
          <span aria-hidden="true">{problems().length}</span>
        </button>
      )}
    </Show>
  );
}

/** The API name is applied when the cell is left, because half a name is no name. */
function NameCell(props: FieldRowProps & { readonly field: FieldEntry; readonly title: string }) {
  const { session } = useDesigner();
  const [typed, setTyped] = createSignal<string>();
  const target = () => ({ document: props.documentKey, field: props.fieldId });
  const mistake = (): NameMistake | null => {
    const name = typed();
    const document = session.documents().get(props.documentKey);
    if (name === undefined || !document) return null;
    return fieldNameMistake({ document, field: props.field }, name);
  };
  const apply = () => {
    const name = typed();
    if (name !== undefined && mistake() === null) {
      session.run(renameField, { ...target(), name });
    }
    setTyped(undefined);
  };
  return (
    <input
      class="cell-input code"
      data-cell="name"
      spellcheck={false}
      aria-label={text("name_of", { title: props.title })}
      aria-invalid={mistake() ? "true" : undefined}
      title={mistake() ? text(`name_${mistake() ?? "invalid"}`) : undefined}
      value={typed() ?? props.field.name}
      readOnly={session.asOf !== null}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === "Enter") apply();
        if (event.key === "Escape") setTyped(undefined);
      }}
    />
  );
}
