import { createSignal, Show } from "solid-js";
import type { TaskMessageKey } from "../../language/tasks/en.ts";
import { taskText } from "../../language/tasks/messages.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Field } from "../../ui/field.tsx";
import { type Chosen, RecordInput } from "../access/record-input.tsx";
import { SmallFormDialog } from "../small-form-dialog.tsx";
import { OpinionInput } from "./opinion-input.tsx";
import { PeopleInput } from "./people-input.tsx";
import { dialogTitle, type TaskDialogProps } from "./task-dialog-props.ts";
import { actKey } from "./task-words.ts";

/** Hands a task over, asks for an opinion about it, or copies it to people. */
export function HandOverDialog(props: TaskDialogProps) {
  const isCopy = props.action === "copy";
  const [people, setPeople] = createSignal<readonly Chosen[]>([]);
  const [opinion, setOpinion] = createSignal("");
  const ids = () => people().map(({ id }) => id);
  const label = (): TaskMessageKey => {
    if (isCopy) return "copied_people";
    return props.action === "delegate" ? "asked_person" : "person";
  };
  const sending = createSmallForm({
    inputs: ["to", "people", "opinion"],
    needed: () => ({ to: ids().join() }),
    fillIn: () => taskText("choose"),
    send: async () => {
      const said = opinion().trim() === "" ? {} : { opinion: opinion().trim() };
      const body = isCopy ? { people: ids() } : { to: ids()[0], ...said };
      const problem = await props.act(props.action, body);
      if (problem === null) props.onDone(people()[0]?.label);
      return problem;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={dialogTitle(props)}
      submit={taskText(actKey(props.action, props.task.kind))}
      onClose={props.onClose}
    >
      <Field label={taskText(label())} error={sending.at("to") ?? sending.at("people")}>
        {(link) => (
          <Show
            when={isCopy}
            fallback={
              <RecordInput
                link={link}
                object="user"
                value={people()[0] ?? null}
                onChange={(person) => setPeople(person === null ? [] : [person])}
              />
            }
          >
            <PeopleInput link={link} value={people()} onChange={setPeople} />
          </Show>
        )}
      </Field>
      <Show when={!isCopy}>
        <OpinionInput
          required={false}
          value={opinion()}
          error={sending.at("opinion")}
          onInput={setOpinion}
        />
      </Show>
    </SmallFormDialog>
  );
}
