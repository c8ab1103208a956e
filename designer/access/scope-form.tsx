import { createMemo, For, Show } from "solid-js";
import { everyName, type RecordVerb } from "../../metadata/access/role.ts";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { type PeopleWord, peopleWords, readScope, writeScope } from "../document/role-scopes.ts";
import { accessText } from "../language/access/messages.ts";
import { type RoleEditing, useRoleEditing } from "./role-editing.ts";
import { ScopeConditions } from "./scope-conditions.tsx";

/** A condition that was begun and not written says nothing. */
export function dropEmptyConditions(editing: RoleEditing, object: string, verb: RecordVerb): void {
  const choice = readScope(editing.valueOf(object, verb));
  const conditions = choice.conditions.filter((condition) => condition.trim() !== "");
  if (conditions.length < choice.conditions.length)
    editing.change(object, verb, writeScope({ ...choice, conditions }));
}

/** Whose records, and under which conditions: any of what is chosen. */
export function ScopeForm(props: { readonly object: string; readonly verb: RecordVerb }) {
  const editing = useRoleEditing();
  let element!: HTMLDivElement;
  const grants = () => editing.section() === "objects";
  const choice = createMemo(() => readScope(editing.valueOf(props.object, props.verb)));
  const write = (change: Partial<ReturnType<typeof choice>>) =>
    editing.change(props.object, props.verb, writeScope({ ...choice(), ...change }));
  const whole = () => (grants() ? choice().all : choice().never);
  const choose = (word: PeopleWord, chosen: boolean) =>
    write({
      people: peopleWords.filter((each) =>
        each === word ? chosen : choice().people.includes(each),
      ),
    });
  /** Up and down go from choice to choice, as in a menu. */
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const all = [...element.querySelectorAll<HTMLInputElement>("input:not(:disabled)")];
    all[(all.indexOf(event.target) + step + all.length) % all.length]?.focus();
  };
  return (
    <div class="scope-form" ref={element} onKeyDown={move} role="presentation">
      <Checkbox
        label={accessText(grants() ? "choose_all" : "choose_never")}
        checked={whole()}
        onChange={(checked) => write(grants() ? { all: checked } : { never: checked })}
      />
      <For each={peopleWords}>
        {(word) => (
          <Checkbox
            label={accessText(`choose_${word}`)}
            checked={choice().people.includes(word)}
            disabled={whole()}
            onChange={(checked) => choose(word, checked)}
          />
        )}
      </For>
      <Show when={!whole()}>
        <Show
          when={props.object !== everyName}
          fallback={<p class="field-hint">{accessText("condition_every")}</p>}
        >
          <ScopeConditions
            object={props.object}
            verb={props.verb}
            conditions={choice().conditions}
            onChange={(conditions, gesture) =>
              editing.change(
                props.object,
                props.verb,
                writeScope({ ...choice(), conditions }),
                gesture,
              )
            }
          />
        </Show>
      </Show>
    </div>
  );
}
