import { createSignal, For, Show } from "solid-js";
import type { AccessAnswer } from "../../../metadata/access/wire.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { RecordJson } from "../../../metadata/wire.ts";
import { accessMessages, accessText } from "../../language/access/messages.ts";
import { locale } from "../../language/locale.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice, Skeleton } from "../../ui/message.tsx";
import { Select } from "../../ui/select.tsx";
import { ProblemNotice } from "../problem-view.tsx";
import { type Chosen, RecordInput } from "./record-input.tsx";
import "./access.css";

await accessMessages.ready();

const verbs = ["read", "update", "delete"] as const;
const marks: Readonly<Record<string, string>> = { allows: "✓", denies: "✕", neutral: "·" };

/** Why somebody may or may not read, change or delete a record, or a field of it. */
export default function ExplainDialog(props: {
  readonly model: ObjectModel;
  readonly record: RecordJson;
  readonly title: string;
  readonly onClose: () => void;
}) {
  const { client } = useApplication();
  const [person, setPerson] = createSignal<Chosen | null>(null);
  const [verb, setVerb] = createSignal("read");
  const [field, setField] = createSignal("");
  const question = () => {
    const chosen = person();
    return (
      chosen && {
        user: chosen.id,
        object: props.model.name,
        record: props.record.id,
        verb: verb(),
        ...(field() === "" ? {} : { field: field() }),
        locale: locale(),
      }
    );
  };
  const { body: found, problem: failure } = createAnswer(question, (query) =>
    client.request<AccessAnswer>("GET", "/access/explain", { query }),
  );
  return (
    <Dialog
      open
      wide
      title={accessText("explain_title", { title: props.title })}
      closeLabel={accessText("close")}
      onClose={props.onClose}
    >
      <div class="explain">
        <div class="explain-form">
          <Field label={accessText("explain_person")}>
            {(link) => (
              <RecordInput link={link} object="user" value={person()} onChange={setPerson} />
            )}
          </Field>
          <Field label={accessText("explain_verb")}>
            {(link) => (
              <Select
                {...link}
                value={verb()}
                options={verbs.map((value) => ({ value, label: accessText(`verb_${value}`) }))}
                onChange={setVerb}
              />
            )}
          </Field>
          <Field label={accessText("explain_field")}>
            {(link) => (
              <Select
                {...link}
                value={field()}
                placeholder={accessText("whole_record")}
                options={props.model.fields.map(({ name, title }) => ({
                  value: name,
                  label: title,
                }))}
                onChange={setField}
              />
            )}
          </Field>
        </div>
        <ProblemNotice problem={failure()} />
        <Show when={person() !== null && !failure()}>
          <Show when={found()} fallback={<Skeleton width="60%" />}>
            {(explained) => <Verdict answer={explained()} name={person()?.label ?? ""} />}
          </Show>
        </Show>
      </div>
    </Dialog>
  );
}

function Verdict(props: { readonly answer: AccessAnswer; readonly name: string }) {
  return (
    <section aria-live="polite">
      <Notice kind={props.answer.allowed ? "success" : "warning"}>
        {accessText(props.answer.allowed ? "allowed" : "denied", { name: props.name })}
      </Notice>
      <ol class="explain-steps" aria-label={accessText("steps")}>
        <For each={props.answer.steps}>
          {(step) => (
            <li class={`explain-${step.outcome}`}>
              <span class="explain-mark" aria-hidden="true">
                {marks[step.outcome]}
              </span>
              <span>{step.message}</span>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}
