import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { HistoryItem, RecordJson } from "../../../metadata/wire.ts";
import { text } from "../../language/messages.ts";
import { dayOf } from "../../language/when.ts";
import { useApplication } from "../../state/application.ts";
import { createRecordHistory, type RecordHistory } from "../../state/record-history.ts";
import { rowList } from "../../state/row-list.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState, Skeleton } from "../../ui/message.tsx";
import { ProblemView } from "../problem-view.tsx";
import { FormerRevision } from "./former-revision.tsx";
import { HistoryEntry } from "./history-entry.tsx";
import "./history.css";

export interface HistoryDrawerProps {
  readonly model: ObjectModel;
  readonly record: RecordJson;
  /** What the record is called. */
  readonly title: string;
  readonly onClose: () => void;
}

/** Who changed what of a record, when and why; each former revision can be looked at. */
export default function HistoryDrawer(props: HistoryDrawerProps) {
  const application = useApplication();
  const history = createRecordHistory(
    application,
    () => props.model.name,
    () => props.record.id,
  );
  const [chosen, setChosen] = createSignal<HistoryItem>();
  const back = () => {
    const revision = chosen()?.revision;
    setChosen(undefined);
    // The reader goes on where the reader was.
    const selector = `.history-entry[data-revision="${revision}"] .history-look`;
    requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
  };
  return (
    <Dialog
      open
      class="side-panel"
      onClose={props.onClose}
      title={text("history_of", { title: props.title })}
      closeLabel={text("close")}
    >
      <Show
        when={chosen()}
        keyed
        fallback={<Entries {...props} {...{ history }} onLook={setChosen} />}
      >
        {(entry) => <FormerRevision {...props} entry={entry} onBack={back} />}
      </Show>
    </Dialog>
  );
}

type EntriesProps = HistoryDrawerProps & {
  readonly history: RecordHistory;
  readonly onLook: (entry: HistoryItem) => void;
};

function Entries(props: EntriesProps) {
  const entries = () => props.history.entries();
  return (
    <Switch fallback={<Days {...props} entries={entries() ?? []} />}>
      <Match when={props.history.failure()?.status === 404 || entries()?.length === 0}>
        <EmptyState
          icon="history"
          title={text("history_none_title")}
          text={text("history_none_text")}
        />
      </Match>
      <Match when={props.history.failure()}>
        {(problem) => <ProblemView problem={problem()} onRetry={props.history.reload} />}
      </Match>
      <Match when={entries() === undefined}>
        <div class="history-waiting" aria-busy="true" aria-label={text("loading")}>
          <For each={["40%", "75%", "60%", "35%", "70%"]}>
            {(width) => <Skeleton width={width} />}
          </For>
        </div>
      </Match>
    </Switch>
  );
}

/** Entries under the days on which they happened. */
function Days(props: EntriesProps & { readonly entries: readonly HistoryItem[] }) {
  const days = createMemo(() => {
    const found = new Map<string, HistoryItem[]>();
    for (const entry of props.entries) {
      const day = dayOf(entry.at);
      const list = found.get(day);
      if (list) list.push(entry);
      else found.set(day, [entry]);
    }
    return [...found];
  });
  return (
    <div class="history">
      <For each={days()}>
        {([day, entries]) => (
          <section aria-label={day}>
            <h3 class="history-day">{day}</h3>
            <ol class="history-entries">
              <For each={entries}>
                {(entry) => (
                  <HistoryEntry
                    model={props.model}
                    entry={entry}
                    rows={(field) => rowList(props.record[field])}
                    present={entry.revision === props.record.revision}
                    onLook={() => props.onLook(entry)}
                  />
                )}
              </For>
            </ol>
          </section>
        )}
      </For>
      <Show when={props.history.hasMore()}>
        <Button
          class="history-more"
          busy={props.history.loadingMore()}
          onClick={() => props.history.loadMore()}
        >
          {text("history_more")}
        </Button>
      </Show>
    </div>
  );
}
