import { createMemo, createSignal, For, Index, Show } from "solid-js";
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { beginLifecycle, changeLifecycle, transitionCommands } from "../commands/index.ts";
import { proposeName } from "../document/api-name.ts";
import { readEntries, readPart } from "../document/document-part.ts";
import { stateField } from "../document/lifecycle-states.ts";
import { problemAtPart, problemsAt, problemsAtPart } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { fieldChoices, isSelect, withName } from "./field-choices.ts";
import { LifecycleDiagram } from "./lifecycle-diagram.tsx";
import { StateTable } from "./state-table.tsx";
import { TransitionCard } from "./transition-card.tsx";

/** The states of an object's records and the steps between them. */
export function LifecycleEditor(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const content = () => session.documents().get(props.documentKey)?.content ?? {};
  return (
    <section
      class="editor"
      aria-label={text("tab_lifecycle")}
      id={partInputId(["lifecycle"])}
      tabindex={-1}
    >
      <Show
        when={isJsonObject(content().lifecycle)}
        fallback={<NoLifecycle documentKey={props.documentKey} />}
      >
        <OpenLifecycle documentKey={props.documentKey} />
      </Show>
    </section>
  );
}

function NoLifecycle(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const choices = createMemo(() =>
    fieldChoices(session.documents(), session.documents().get(props.documentKey), isSelect),
  );
  const begin = (field: string | null) =>
    session.run(beginLifecycle, {
      document: props.documentKey,
      field,
      title: text("status"),
      locale: locale(),
    });
  return (
    <EmptyState icon="relation" title={text("no_lifecycle")} text={text("no_lifecycle_text")}>
      <Show when={choices().length > 0}>
        <Select
          value=""
          aria-label={text("lifecycle_use_field")}
          placeholder={text("lifecycle_use_field")}
          options={choices()}
          onChange={(name) => name !== "" && begin(name)}
        />
      </Show>
      <Button variant="primary" icon="plus" onClick={() => begin(null)}>
        {text("lifecycle_new_field")}
      </Button>
    </EmptyState>
  );
}

function OpenLifecycle(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const [open, setOpen] = createSignal<number | null>(null);
  const document = () => session.documents().get(props.documentKey);
  const field = createMemo(() => stateField(document()?.content ?? {}));
  const steps = createMemo(() => readEntries(document()?.content, ["lifecycle", "transitions"]));
  const focusHead = (index: number) =>
    queueMicrotask(() =>
      window.document.getElementById(partInputId(["lifecycle", "transitions", index]))?.focus(),
    );
  const show = (index: number) => {
    setOpen(index);
    focusHead(index);
  };
  const add = () => {
    const index = steps().length;
    const taken = steps().map((step) => textOrEmpty(step.name));
    const entry = { name: proposeName("", taken, "step"), from: [] };
    session.run(transitionCommands.add, { document: props.documentKey, entry });
    setOpen(index);
    queueMicrotask(() =>
      window.document
        .querySelector<HTMLInputElement>(`[data-entry="${index}"] .entry-body input`)
        ?.focus(),
    );
  };
  const move = (index: number, to: number) => {
    session.run(transitionCommands.move, { document: props.documentKey, index, to });
    if (open() === index) setOpen(to);
    else if (open() === to) setOpen(index);
    focusHead(to);
  };
  const remove = (index: number) => {
    session.run(transitionCommands.remove, { document: props.documentKey, index });
    setOpen(null);
    if (steps().length > 0) focusHead(Math.min(index, steps().length - 1));
  };
  return (
    <>
      <LifecycleHead documentKey={props.documentKey} />
      <Show when={field()}>
        <LifecycleDiagram documentKey={props.documentKey} onStep={show} />
        <StateTable documentKey={props.documentKey} />
      </Show>
      <LifecycleProblems documentKey={props.documentKey} />
      <h2 class="editor-heading">{text("steps")}</h2>
      <Show when={steps().length > 0} fallback={<p class="editor-note">{text("no_steps")}</p>}>
        <ol class="entries">
          <Index each={steps()}>
            {(step, index) => (
              <TransitionCard
                documentKey={props.documentKey}
                step={step()}
                index={index}
                count={steps().length}
                open={open() === index}
                onToggle={(shown) => setOpen(shown ? index : null)}
                onMove={(to) => move(index, to)}
                onRemove={() => remove(index)}
              />
            )}
          </Index>
        </ol>
      </Show>
      <Button icon="plus" onClick={add}>
        {transitionCommands.add.label[locale()]}
      </Button>
    </>
  );
}

function LifecycleHead(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const document = () => session.documents().get(props.documentKey);
  const name = () => textOrEmpty(readPart(document()?.content, ["lifecycle", "field"]));
  const choices = () => withName(fieldChoices(session.documents(), document(), isSelect), name());
  const write = (path: readonly string[], value: unknown) =>
    session.run(changeLifecycle, { document: props.documentKey, path, value });
  return (
    <div class="editor-head">
      <Field
        id={partInputId(["lifecycle", "field"])}
        label={text("lifecycle_field")}
        error={problemAtPart(session.problems(), props.documentKey, ["lifecycle", "field"])}
      >
        {(link) => (
          <Select
            {...link}
            value={name()}
            options={choices()}
            onChange={(chosen) => write(["field"], chosen)}
          />
        )}
      </Field>
      <Button variant="quiet" icon="trash" onClick={() => write([], undefined)}>
        {text("remove_lifecycle")}
      </Button>
    </div>
  );
}

/** Mistakes about states, which no single row could show. */
function LifecycleProblems(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const problems = createMemo(() => {
    const content = session.documents().get(props.documentKey)?.content ?? {};
    const field = stateField(content)?.id ?? null;
    const own = ["initial", "locked", "transitions"].flatMap((keyword) =>
      problemsAtPart(session.problems(), props.documentKey, ["lifecycle", keyword]).filter(
        ({ rest }) => keyword !== "transitions" || rest.length === 1,
      ),
    );
    return [...own, ...(field ? problemsAt(session.problems(), props.documentKey, field) : [])];
  });
  return (
    <For each={problems()}>
      {({ problem }) => (
        <p class="inspector-problem">
          <Icon name="circle-alert" size={14} />
          <span>{problem.message}</span>
        </p>
      )}
    </For>
  );
}
