import { For, Show } from "solid-js";
import { type JsonSchema, textOrEmpty, textsOf } from "../../metadata/json-object.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { Tag } from "../../runtime/ui/message.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { changeFieldOption, transitionCommands } from "../commands/index.ts";
import type { PartPath } from "../document/document-part.ts";
import { expressionSentence } from "../document/expression-words.ts";
import { readText } from "../document/localised-text.ts";
import { type FieldEntry, siblingFields } from "../document/object-fields.ts";
import { problemAtPart, problemsAtPart } from "../document/problem-location.ts";
import { ConditionInput } from "../inspector/condition-input.tsx";
import { NameListInput } from "../inspector/name-list-input.tsx";
import { TextPair } from "../inspector/text-pair.tsx";
import { text } from "../language/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { EntryCard } from "./entry-card.tsx";
import { fieldChoices, withName } from "./field-choices.ts";
import { useObjectStates } from "./object-states.ts";
import { useObjectWords } from "./object-words.ts";

export interface TransitionCardProps {
  readonly documentKey: string;
  readonly step: JsonSchema;
  readonly index: number;
  readonly count: number;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

const stepPlace = (props: TransitionCardProps, ...rest: PartPath): PartPath => [
  "lifecycle",
  "transitions",
  props.index,
  ...rest,
];

/** One step of a lifecycle: from which states to which, under which condition. */
export function TransitionCard(props: TransitionCardProps) {
  const { session } = useDesigner();
  const words = useObjectWords(() => props.documentKey);
  const title = () =>
    readText(session.documents(), stepText(props, words.name(), "title"), locale()) ||
    textOrEmpty(props.step.title) ||
    textOrEmpty(props.step.name);
  return (
    <EntryCard
      id={partInputId(stepPlace(props))}
      name={title()}
      index={props.index}
      count={props.count}
      open={props.open}
      problems={problemsAtPart(session.problems(), props.documentKey, stepPlace(props)).length}
      head={<StepLine {...props} title={title()} />}
      onToggle={props.onToggle}
      onMove={props.onMove}
      onRemove={props.onRemove}
    >
      <StepInputs {...props} />
    </EntryCard>
  );
}

const stepText = (props: TransitionCardProps, object: string, keyword: "title" | "message") => ({
  document: props.documentKey,
  path: stepPlace(props, keyword),
  texts: ["objects", object, "transitions", textOrEmpty(props.step.name), keyword],
});

function StepLine(props: TransitionCardProps & { readonly title: string }) {
  const words = useObjectWords(() => props.documentKey);
  const states = useObjectStates(() => props.documentKey);
  const tone = (state: string) => {
    const at = states.choices().findIndex(({ value }) => value === state);
    return at < 0 ? 0 : 1 + (at % 7);
  };
  const condition = () => {
    const when = textOrEmpty(props.step.when);
    return expressionSentence(when, words.scope(), locale(), words.labels()) ?? when;
  };
  return (
    <>
      <span class="step-line">
        <span class="entry-title">{props.title}</span>
        <span class="step-states">
          <For each={textsOf(props.step.from)}>
            {(state) => <Tag tone={tone(state)}>{states.titleOf(state)}</Tag>}
          </For>
          <span class="step-arrow">→</span>
          <Show when={textOrEmpty(props.step.to)}>
            {(state) => <Tag tone={tone(state())}>{states.titleOf(state())}</Tag>}
          </Show>
        </span>
      </span>
      <Show when={condition()}>{(sentence) => <span class="entry-detail">{sentence()}</span>}</Show>
    </>
  );
}

function StepInputs(props: TransitionCardProps) {
  const { session } = useDesigner();
  const words = useObjectWords(() => props.documentKey);
  const problem = (...rest: PartPath) =>
    problemAtPart(session.problems(), props.documentKey, stepPlace(props, ...rest));
  const write = (path: PartPath, value: unknown, typed = false) =>
    session.run(
      transitionCommands.change,
      { document: props.documentKey, index: props.index, path, value },
      typed ? `${props.documentKey}:${stepPlace(props, ...path).join(".")}` : undefined,
    );
  const fields = () =>
    fieldChoices(session.documents(), session.documents().get(props.documentKey));
  const sentence = () =>
    expressionSentence(textOrEmpty(props.step.when), words.scope(), locale(), words.labels());
  return (
    <>
      <div class="entry-wide">
        <TextPair
          place={stepText(props, words.name(), "title")}
          label={text("title")}
          hint={text("step_title_hint")}
          problem={problem("title")}
        />
      </div>
      <StepStates {...props} problem={problem} write={write} />
      <ConditionInput
        id={partInputId(stepPlace(props, "when"))}
        label={text("step_when")}
        hint={sentence() ?? text("step_when_hint")}
        value={textOrEmpty(props.step.when)}
        scope={words.scope()}
        problem={problem("when")}
        onInput={(written) => write(["when"], written, true)}
        onBlur={session.endGesture}
      />
      <NameListInput
        id={partInputId(stepPlace(props, "required"))}
        label={text("step_required")}
        hint={text("step_required_hint")}
        names={textsOf(props.step.required)}
        choices={fields()}
        problem={problem("required")}
        onChange={(names) => write(["required"], names.length > 0 ? names : undefined)}
      />
      <div class="entry-wide">
        <TextPair
          place={stepText(props, words.name(), "message")}
          label={text("step_message")}
          hint={text("step_message_hint")}
          problem={problem("message")}
        />
      </div>
      <NumbersInput {...props} />
      <Field
        id={partInputId(stepPlace(props, "name"))}
        label={text("api_name")}
        error={problem("name")}
      >
        {(link) => (
          <TextInput
            {...link}
            class="code"
            spellcheck={false}
            value={textOrEmpty(props.step.name)}
            onInput={(name) => write(["name"], name, true)}
            onBlur={session.endGesture}
          />
        )}
      </Field>
    </>
  );
}

function StepStates(
  props: TransitionCardProps & {
    readonly problem: (...rest: PartPath) => string | undefined;
    readonly write: (path: PartPath, value: unknown) => void;
  },
) {
  const states = useObjectStates(() => props.documentKey);
  return (
    <>
      <NameListInput
        id={partInputId(stepPlace(props, "from"))}
        label={text("step_from")}
        required
        names={textsOf(props.step.from)}
        choices={states.options()}
        problem={props.problem("from")}
        onChange={(names) => props.write(["from"], names)}
      />
      <Field
        id={partInputId(stepPlace(props, "to"))}
        label={text("step_to")}
        required
        error={props.problem("to")}
      >
        {(link) => (
          <Select
            {...link}
            placeholder={text("choose")}
            value={textOrEmpty(props.step.to)}
            options={withName(states.options(), textOrEmpty(props.step.to))}
            onChange={(state) => props.write(["to"], state || undefined)}
          />
        )}
      </Field>
    </>
  );
}

const isNumber = (field: FieldEntry): boolean => field.schema.$ref === "tenon:auto_number";

/** Numbers that are given by this step instead of at once. */
function NumbersInput(props: TransitionCardProps) {
  const { session } = useDesigner();
  const document = () => session.documents().get(props.documentKey);
  const choices = () => fieldChoices(session.documents(), document(), isNumber);
  const numbers = () => siblingFields(document()?.content ?? {}, null).filter(isNumber);
  const step = () => textOrEmpty(props.step.name);
  const given = () =>
    numbers()
      .filter((field) => field.schema.assign_on === step())
      .map(({ name }) => name);
  const change = (names: readonly string[]) => {
    for (const field of numbers()) {
      const wanted = names.includes(field.name);
      if (wanted === given().includes(field.name)) continue;
      session.run(changeFieldOption, {
        document: props.documentKey,
        field: field.id,
        keyword: "assign_on",
        value: wanted ? step() : undefined,
      });
    }
  };
  return (
    <Show when={choices().length > 0}>
      <NameListInput
        id={partInputId(stepPlace(props, "assign_on"))}
        label={text("step_numbers")}
        hint={text("step_numbers_hint")}
        names={given()}
        choices={choices()}
        problem={undefined}
        onChange={change}
      />
    </Show>
  );
}
