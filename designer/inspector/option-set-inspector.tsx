import { createMemo, For, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { removeOptionSet, renameOptionSet, revertObject } from "../commands/index.ts";
import { optionSetNameMistake } from "../commands/option-set-commands.ts";
import { documentMark } from "../document/change-marks.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { documentTitle, fieldTitle } from "../document/document-title.ts";
import { optionSetUses } from "../document/option-set-uses.ts";
import { problemAtPart, problemsAtPart } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { NameInput } from "./name-input.tsx";
import { TextPair } from "./text-pair.tsx";

/** What a shared list of options is called, and the fields that take theirs from it. */
export function OptionSetInspector(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const document = createMemo(() => session.documents().get(props.documentKey));
  return <Show when={document()}>{(current) => <OpenInspector document={current()} />}</Show>;
}

/** Keywords with an input here or on the canvas. */
const shownKeywords = new Set(["title", "name", "description", "options"]);

function OpenInspector(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const key = () => props.document.key;
  const place = (keyword: "title" | "description") => ({
    document: key(),
    path: [keyword],
    texts: ["options", props.document.name, keyword],
  });
  const others = () =>
    problemsAtPart(session.problems(), key(), []).filter(
      ({ keyword }) => !shownKeywords.has(keyword),
    );
  return (
    <div class="inspector">
      <div class="inspector-head">
        <span class="inspector-icon">
          <Icon name="choices" />
        </span>
        <div class="inspector-titles">
          <h2>{documentTitle(session.documents(), props.document, locale())}</h2>
          <p>
            {text("option_set")} <code>{props.document.name}</code>
          </p>
        </div>
      </div>
      <For each={others()}>
        {(entry) => (
          <p class="inspector-problem">
            <Icon name="circle-alert" size={14} />
            <span>{entry.problem.message}</span>
          </p>
        )}
      </For>
      <For each={["title", "description"] as const}>
        {(keyword) => (
          <TextPair
            place={place(keyword)}
            label={text(keyword)}
            long={keyword === "description"}
            problem={problemAtPart(session.problems(), key(), [keyword])}
          />
        )}
      </For>
      <NameInput
        name={props.document.name}
        problem={problemAtPart(session.problems(), key(), ["name"])}
        mistake={(name) => optionSetNameMistake(session.documents(), key(), name)}
        onRename={(name) => session.run(renameOptionSet, { document: key(), name })}
      />
      <UsedBy document={props.document} />
      <Foot document={props.document} />
    </div>
  );
}

function UsedBy(props: { readonly document: DesignDocument }) {
  const designer = useDesigner();
  const { session } = designer;
  const uses = createMemo(() => optionSetUses(session.documents(), props.document.name));
  return (
    <fieldset class="inspector-section">
      <legend>{text("used_by")}</legend>
      <ul class="used-by">
        <For each={uses()} fallback={<li class="field-hint">{text("used_by_none")}</li>}>
          {({ document, field }) => (
            <li>
              <button
                type="button"
                class="link-button"
                onClick={() => {
                  session.select({ document: document.key, field: field.id });
                  designer.showTab("fields");
                }}
              >
                {documentTitle(session.documents(), document, locale())} ›{" "}
                {fieldTitle(session.documents(), document, field, locale())}
              </button>
            </li>
          )}
        </For>
      </ul>
    </fieldset>
  );
}

function Foot(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const target = () => ({ document: props.document.key });
  return (
    <div class="inspector-foot">
      <Show when={documentMark(session.published(), props.document) === "changed"}>
        <Button
          variant="quiet"
          icon="history"
          onClick={() => session.run(revertObject, { ...target(), published: session.published() })}
        >
          {revertObject.label[locale()]}
        </Button>
      </Show>
      <Button variant="quiet" icon="trash" onClick={() => session.run(removeOptionSet, target())}>
        {removeOptionSet.label[locale()]}
      </Button>
    </div>
  );
}
