import { createMemo, For, Show } from "solid-js";
import { isJsonObject, type JsonSchema, textOrEmpty } from "../../metadata/json-object.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { ruleCommands } from "../commands/index.ts";
import type { PartPath } from "../document/document-part.ts";
import { expressionSentence } from "../document/expression-words.ts";
import { readText } from "../document/localised-text.ts";
import { problemAtPart, problemsAtPart } from "../document/problem-location.ts";
import { ConditionInput } from "../inspector/condition-input.tsx";
import { TextPair } from "../inspector/text-pair.tsx";
import { text } from "../language/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { EntryCard } from "./entry-card.tsx";
import { fieldChoices, withName } from "./field-choices.ts";
import { useObjectWords } from "./object-words.ts";
import { OverlapInputs } from "./overlap-inputs.tsx";

export interface RuleCardProps {
  readonly documentKey: string;
  readonly rule: JsonSchema;
  readonly index: number;
  readonly count: number;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

/** One rule: its message and its demand as a line, its inputs when it is open. */
export function RuleCard(props: RuleCardProps) {
  const { session } = useDesigner();
  const words = useObjectWords(() => props.documentKey);
  const message = () =>
    readText(session.documents(), messagePlace(props, words.name()), locale()) ||
    textOrEmpty(props.rule.message);
  const demand = () => {
    if (isJsonObject(props.rule.no_overlap)) return text("rule_no_overlap");
    const require = textOrEmpty(props.rule.require);
    return expressionSentence(require, words.scope(), locale(), words.labels()) ?? require;
  };
  return (
    <EntryCard
      id={partInputId(["rules", props.index])}
      name={message() || textOrEmpty(props.rule.name)}
      index={props.index}
      count={props.count}
      open={props.open}
      problems={
        problemsAtPart(session.problems(), props.documentKey, ["rules", props.index]).length
      }
      head={
        <>
          <span class="entry-title">{message() || text("rule_without_message")}</span>
          <span class="entry-detail">{demand()}</span>
        </>
      }
      onToggle={props.onToggle}
      onMove={props.onMove}
      onRemove={props.onRemove}
    >
      <RuleInputs {...props} />
    </EntryCard>
  );
}

const messagePlace = (props: RuleCardProps, object: string) => ({
  document: props.documentKey,
  path: ["rules", props.index, "message"],
  texts: ["objects", object, "rules", textOrEmpty(props.rule.name), "message"],
});

function RuleInputs(props: RuleCardProps) {
  const { session } = useDesigner();
  const words = useObjectWords(() => props.documentKey);
  const place = (...rest: PartPath): PartPath => ["rules", props.index, ...rest];
  const problem = (...rest: PartPath) =>
    problemAtPart(session.problems(), props.documentKey, place(...rest));
  const write = (path: PartPath, value: unknown, typed = false) =>
    session.run(
      ruleCommands.change,
      { document: props.documentKey, index: props.index, path, value },
      typed ? `${props.documentKey}:${place(...path).join(".")}` : undefined,
    );
  const isPeriods = createMemo(() => props.rule.no_overlap !== undefined);
  const sentence = () =>
    expressionSentence(textOrEmpty(props.rule.require), words.scope(), locale(), words.labels()) ??
    undefined;
  return (
    <>
      <DemandChoice periods={isPeriods()} onChoose={(periods) => choose(periods)} />
      <Show
        when={!isPeriods()}
        fallback={<OverlapInputs {...props} place={place} problem={problem} write={write} />}
      >
        <ConditionInput
          id={partInputId(place("require"))}
          label={text("rule_require")}
          hint={sentence() ?? text("rule_require_hint")}
          required
          value={textOrEmpty(props.rule.require)}
          scope={words.scope()}
          problem={problem("require")}
          onInput={(written) => write(["require"], written ?? "", true)}
          onBlur={session.endGesture}
        />
      </Show>
      <ConditionInput
        id={partInputId(place("when"))}
        label={text("rule_when")}
        hint={text("rule_when_hint")}
        value={textOrEmpty(props.rule.when)}
        scope={words.scope()}
        problem={problem("when")}
        onInput={(written) => write(["when"], written, true)}
        onBlur={session.endGesture}
      />
      <div class="entry-wide">
        <TextPair
          place={messagePlace(props, words.name())}
          label={text("rule_message")}
          hint={text("rule_message_hint")}
          problem={problem("message")}
        />
      </div>
      <AtInput {...props} problem={problem("at")} onChange={(name) => write(["at"], name)} />
      <Field id={partInputId(place("name"))} label={text("api_name")} error={problem("name")}>
        {(link) => (
          <TextInput
            {...link}
            class="code"
            spellcheck={false}
            value={textOrEmpty(props.rule.name)}
            onInput={(name) => write(["name"], name, true)}
            onBlur={session.endGesture}
          />
        )}
      </Field>
    </>
  );

  function choose(periods: boolean): void {
    if (periods === isPeriods()) return;
    const { require: _require, no_overlap: _periods, ...rest } = props.rule;
    const demand = periods ? { no_overlap: { key: [] } } : { require: "" };
    write([], { ...rest, ...demand });
  }
}

function DemandChoice(props: {
  readonly periods: boolean;
  readonly onChoose: (periods: boolean) => void;
}) {
  const choices = [
    { periods: false, label: text("rule_condition") },
    { periods: true, label: text("rule_no_overlap") },
  ];
  return (
    <div class="segments entry-wide" role="group" aria-label={text("rule_demand")}>
      <For each={choices}>
        {(choice) => (
          <button
            type="button"
            aria-pressed={choice.periods === props.periods}
            onClick={() => props.onChoose(choice.periods)}
          >
            {choice.label}
          </button>
        )}
      </For>
    </div>
  );
}

function AtInput(
  props: RuleCardProps & {
    readonly problem: string | undefined;
    readonly onChange: (name: string | undefined) => void;
  },
) {
  const { session } = useDesigner();
  const choices = () => {
    const document = session.documents().get(props.documentKey);
    return withName(fieldChoices(session.documents(), document), textOrEmpty(props.rule.at));
  };
  return (
    <Field
      id={partInputId(["rules", props.index, "at"])}
      label={text("rule_at")}
      error={props.problem}
    >
      {(link) => (
        <Select
          {...link}
          placeholder={text("rule_at_record")}
          value={textOrEmpty(props.rule.at)}
          options={choices()}
          onChange={(name) => props.onChange(name === "" ? undefined : name)}
        />
      )}
    </Field>
  );
}
