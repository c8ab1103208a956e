import { createSignal, For, Show } from "solid-js";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { formatted } from "../fields/formatted.tsx";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { isEmptyValue } from "./facts.tsx";

export type Conflict = NonNullable<ProblemJson["conflict"]>;

/** Both sides of a change that met another: per field, whose value shall hold. */
export function ConflictDialog(props: {
  readonly model: ObjectModel;
  readonly conflict: Conflict;
  readonly busy: boolean;
  readonly onClose: () => void;
  /** The fields whose value of the user's shall be written over theirs. */
  readonly onResolve: (mine: ReadonlySet<string>) => void;
  readonly onDiscard: () => void;
}) {
  const names = () => Object.keys(props.conflict.yours);
  const [mine, setMine] = createSignal<ReadonlySet<string>>(new Set(names()));
  const choose = (name: string, own: boolean) => {
    const next = new Set(mine());
    if (own) next.add(name);
    else next.delete(name);
    setMine(next);
  };
  return (
    <Dialog
      open
      wide
      keepOnBackdrop
      onClose={() => props.onClose()}
      title={text("conflict_title")}
      closeLabel={text("close")}
      footer={
        <>
          <Button variant="quiet" onClick={() => props.onDiscard()}>
            {text("conflict_reload")}
          </Button>
          <Button
            variant="primary"
            busy={props.busy}
            autofocus
            onClick={() => props.onResolve(mine())}
          >
            {text("conflict_save")}
          </Button>
        </>
      }
    >
      <p class="muted">{text("conflict_text")}</p>
      <div class="conflicts">
        <For each={names()}>
          {(name) => (
            <Show when={props.model.byName.get(name)}>
              {(field) => (
                <fieldset class="conflict">
                  <legend>{field().title}</legend>
                  <p class="conflict-before">
                    {text("conflict_before")}{" "}
                    <ConflictValue field={field()} value={props.conflict.base[name]} />
                  </p>
                  <Choice
                    name={name}
                    label={text("conflict_theirs")}
                    field={field()}
                    value={props.conflict.theirs[name]}
                    checked={!mine().has(name)}
                    onChoose={() => choose(name, false)}
                  />
                  <Choice
                    name={name}
                    label={text("conflict_yours")}
                    field={field()}
                    value={props.conflict.yours[name]}
                    checked={mine().has(name)}
                    onChoose={() => choose(name, true)}
                  />
                </fieldset>
              )}
            </Show>
          )}
        </For>
      </div>
    </Dialog>
  );
}

function Choice(props: {
  readonly name: string;
  readonly label: string;
  readonly field: FieldModel;
  readonly value: unknown;
  readonly checked: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <label class="conflict-choice">
      <input
        type="radio"
        name={`conflict-${props.name}`}
        checked={props.checked}
        onChange={() => props.onChoose()}
      />
      <span class="conflict-side">{props.label}</span>
      <span>
        <ConflictValue field={props.field} value={props.value} />
      </span>
    </label>
  );
}

function ConflictValue(props: { readonly field: FieldModel; readonly value: unknown }) {
  return (
    <Show
      when={!isEmptyValue(props.value)}
      fallback={<span class="muted">{text("empty_value")}</span>}
    >
      <Show when={props.field.children === null} fallback={formatted(props.field, props.value)}>
        {fieldView(props.field).Cell({ field: props.field, value: props.value })}
      </Show>
    </Show>
  );
}
