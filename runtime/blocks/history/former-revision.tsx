import { createSignal, For, onMount, Show } from "solid-js";
import type { HistoryItem } from "../../../metadata/wire.ts";
import { text } from "../../language/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { useApplication } from "../../state/application.ts";
import { changesBetween } from "../../state/record-changes.ts";
import { createFormerRecord } from "../../state/record-history.ts";
import { isRecordLocked } from "../../state/record-state.ts";
import { rowList, type Values } from "../../state/row-list.ts";
import { Button } from "../../ui/button.tsx";
import { Notice, Skeleton } from "../../ui/message.tsx";
import { Facts } from "../facts.tsx";
import { formSections } from "../form-sections.ts";
import { ProblemView } from "../problem-view.tsx";
import { RowsTable } from "../rows-table.tsx";
import { Totals } from "../totals.tsx";
import { Comparison } from "./comparison.tsx";
import type { HistoryDrawerProps } from "./history-drawer.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";

type FormerRevisionProps = HistoryDrawerProps & {
  readonly entry: HistoryItem;
  readonly onBack: () => void;
};

/** A record as it was: compared with the present, or whole; and the way back to it. */
export function FormerRevision(props: FormerRevisionProps) {
  const former = createFormerRecord(
    useApplication(),
    () => props.model.name,
    () => props.record.id,
    () => props.entry.revision,
  );
  let back!: HTMLDivElement;
  onMount(() => back.querySelector("button")?.focus());
  const who = () => props.entry.by_name ?? text("history_system");
  return (
    <div class="former">
      <div ref={back}>
        <Button small variant="quiet" icon="arrow-left" onClick={() => props.onBack()}>
          {text("history_back")}
        </Button>
      </div>
      <h3>{text("former_title", { when: dayAndTime(props.entry.at) })}</h3>
      <p class="muted">{text("former_by", { who: who() })}</p>
      <Show
        when={former.values()}
        fallback={
          <Show when={former.failure()} fallback={<Waiting />}>
            {(problem) => <ProblemView problem={problem()} onRetry={former.reload} />}
          </Show>
        }
      >
        {(values) => <Former {...props} values={values()} />}
      </Show>
    </div>
  );
}

function Waiting() {
  return (
    <div class="history-waiting" aria-busy="true" aria-label={text("loading")}>
      <For each={["30%", "80%", "65%"]}>{(width) => <Skeleton width={width} />}</For>
    </div>
  );
}

function Former(props: FormerRevisionProps & { readonly values: Values }) {
  const [whole, setWhole] = createSignal(false);
  const [asking, setAsking] = createSignal(false);
  const changes = () => changesBetween(props.model, props.values, props.record);
  const count = () => Object.keys(changes()).length;
  const locked = () => isRecordLocked(props.model, props.record);
  return (
    <>
      <div class="former-tools">
        <fieldset class="former-views">
          <legend class="visually-hidden">{text("former_view")}</legend>
          <Button small aria-pressed={!whole()} onClick={() => setWhole(false)}>
            {text("former_differences", { count: count() })}
          </Button>
          <Button small aria-pressed={whole()} onClick={() => setWhole(true)}>
            {text("former_whole")}
          </Button>
        </fieldset>
        <Show when={count() > 0 && !locked()}>
          <Button variant="primary" icon="undo" onClick={() => setAsking(true)}>
            {text("former_restore")}
          </Button>
        </Show>
      </div>
      <Show when={locked()}>
        <Notice>{text("former_locked")}</Notice>
      </Show>
      <Show when={!whole()} fallback={<Whole {...props} />}>
        <Comparison
          model={props.model}
          changes={changes()}
          rows={(field) => rowList(props.record[field])}
        />
      </Show>
      <Show when={asking()}>
        <RestoreDialog
          model={props.model}
          record={props.record}
          title={props.title}
          entry={props.entry}
          former={props.values}
          onClose={() => setAsking(false)}
          onDone={props.onClose}
        />
      </Show>
    </>
  );
}

/** The former record as its page showed it. */
function Whole(props: FormerRevisionProps & { readonly values: Values }) {
  const application = useApplication();
  const sections = () => formSections(props.model, application.catalog.form(props.model.name));
  const record = () => ({ ...props.values, id: props.record.id, revision: props.entry.revision });
  return (
    <div class="former-whole">
      <Facts model={props.model} record={record()} panels={sections().panels} former />
      <For each={sections().lines}>
        {(field, index) => (
          <RowsTable field={field} rows={rowList(props.values[field.name])}>
            <Show when={index() === sections().lines.length - 1}>
              <Totals fields={sections().totals} value={(name) => props.values[name]} />
            </Show>
          </RowsTable>
        )}
      </For>
    </div>
  );
}
