import { createMemo, createSignal, Index, Show } from "solid-js";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { ruleCommands } from "../commands/index.ts";
import { proposeName } from "../document/api-name.ts";
import { readEntries } from "../document/document-part.ts";
import { text } from "../language/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { RuleCard } from "./rule-card.tsx";

/** The rules of an object: what every record of it must keep. */
export function RulesEditor(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const [open, setOpen] = createSignal<number | null>(null);
  const rules = createMemo(() =>
    readEntries(session.documents().get(props.documentKey)?.content, ["rules"]),
  );
  const focusHead = (index: number) =>
    queueMicrotask(() => document.getElementById(partInputId(["rules", index]))?.focus());
  const add = () => {
    const index = rules().length;
    const taken = rules().map((rule) => textOrEmpty(rule.name));
    const entry = { name: proposeName("", taken, "rule"), require: "" };
    session.run(ruleCommands.add, { document: props.documentKey, entry });
    setOpen(index);
    queueMicrotask(() =>
      document.getElementById(partInputId(["rules", index, "require"]))?.focus(),
    );
  };
  const move = (index: number, to: number) => {
    session.run(ruleCommands.move, { document: props.documentKey, index, to });
    if (open() === index) setOpen(to);
    else if (open() === to) setOpen(index);
    focusHead(to);
  };
  const remove = (index: number) => {
    session.run(ruleCommands.remove, { document: props.documentKey, index });
    setOpen(null);
    if (rules().length > 0) focusHead(Math.min(index, rules().length - 1));
  };
  return (
    <section
      class="editor"
      aria-label={text("tab_rules")}
      id={partInputId(["rules"])}
      tabindex={-1}
    >
      <Show
        when={rules().length > 0}
        fallback={
          <EmptyState icon="circle-check" title={text("no_rules")} text={text("no_rules_text")}>
            <Button variant="primary" icon="plus" onClick={add}>
              {ruleCommands.add.label[locale()]}
            </Button>
          </EmptyState>
        }
      >
        <p class="editor-note">{text("rules_note")}</p>
        <ol class="entries">
          <Index each={rules()}>
            {(rule, index) => (
              <RuleCard
                documentKey={props.documentKey}
                rule={rule()}
                index={index}
                count={rules().length}
                open={open() === index}
                onToggle={(shown) => setOpen(shown ? index : null)}
                onMove={(to) => move(index, to)}
                onRemove={() => remove(index)}
              />
            )}
          </Index>
        </ol>
        <Button icon="plus" onClick={add}>
          {ruleCommands.add.label[locale()]}
        </Button>
      </Show>
    </section>
  );
}
