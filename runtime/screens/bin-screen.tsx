import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, createSignal, For, Match, Show, Switch } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { DeletedItem } from "../../metadata/wire.ts";
import { DeletedRecords } from "../blocks/deleted-records.tsx";
import { ProblemView, problemSentence } from "../blocks/problem-view.tsx";
import { inSentence } from "../language/in-sentence.ts";
import { text } from "../language/messages.ts";
import { recordAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { createRecycleBin, type Restored, restoreDeleted } from "../state/recycle-bin.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState, Notice, Skeleton } from "../ui/message.tsx";
import { showToast } from "../ui/toast.tsx";
import { ObjectScreen } from "./object-screen.tsx";
import { PageHead } from "./page-head.tsx";
import { setPageTitle } from "./page-title.ts";
import "./record-screen.css";
import "./bin-screen.css";

/** `/{workspace}/records/{object}/deleted`: what was deleted and can be restored. */
export default function BinScreen() {
  const parameters = useParams<{ object: string }>();
  return (
    <ObjectScreen object={parameters.object}>{(model) => <Bin model={model()} />}</ObjectScreen>
  );
}

const titleOf = (item: DeletedItem): string => item.title || text("record_untitled");

function Bin(props: { readonly model: ObjectModel }) {
  const application = useApplication();
  const navigate = useNavigate();
  const bin = createRecycleBin(application, () => props.model);
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = createSignal(false);
  const [refused, setRefused] = createSignal<Restored["refused"]>([]);
  createEffect(() => setPageTitle(text("bin_of", { object: props.model.title })));
  const selected = () => (bin.items() ?? []).filter(({ id }) => chosen().has(id));
  const tell = (back: Restored["back"]) => {
    const [first] = back;
    if (first === undefined) return;
    if (back.length > 1) return showToast(text("bin_restored", { count: back.length }));
    showToast(text("record_brought_back", { title: titleOf(first) }), {
      action: {
        label: text("bin_open"),
        onSelect: () => navigate(recordAddress(props.model.name, first.id)),
      },
    });
  };
  const restore = async (items: readonly DeletedItem[]) => {
    if (busy() || items.length === 0) return;
    setBusy(true);
    const result = await restoreDeleted(application, props.model.name, items);
    setBusy(false);
    setRefused(result.refused);
    setChosen(new Set(result.refused.map(({ item }) => item.id)));
    tell(result.back);
  };
  return (
    <>
      <BinHead
        model={props.model}
        count={selected().length}
        busy={busy()}
        onRestore={() => void restore(selected())}
      />
      <div class="record">
        <div class="record-inner">
          <Show when={refused().length > 0}>
            <Refusals refused={refused()} />
          </Show>
          <Switch>
            <Match when={bin.failure()}>
              {(problem) => <ProblemView problem={problem()} onRetry={bin.reload} />}
            </Match>
            <Match when={bin.items() === undefined}>
              <div class="bin-waiting" aria-busy="true">
                <For each={["45%", "60%", "38%"]}>{(width) => <Skeleton width={width} />}</For>
              </div>
            </Match>
            <Match when={bin.items()?.length === 0}>
              <EmptyState
                icon="trash"
                title={text("bin_empty_title")}
                text={text("bin_empty_text")}
              />
            </Match>
            <Match when={bin.items()}>
              {(items) => (
                <DeletedRecords
                  label={text("bin_label", { object: inSentence(props.model.title) })}
                  items={items()}
                  titleOf={titleOf}
                  chosen={chosen()}
                  onChoose={setChosen}
                  busy={busy()}
                  onRestore={(item) => void restore([item])}
                />
              )}
            </Match>
          </Switch>
          <Show when={bin.hasMore()}>
            <Button busy={bin.loadingMore()} onClick={bin.loadMore}>
              {text("bin_more")}
            </Button>
          </Show>
        </div>
      </div>
    </>
  );
}

function BinHead(props: {
  readonly model: ObjectModel;
  readonly count: number;
  readonly busy: boolean;
  readonly onRestore: () => void;
}) {
  return (
    <PageHead below={props.model} title={text("bin")}>
      <Show when={props.count > 0}>
        <span class="muted" role="status">
          {text("bin_selected", { count: props.count })}
        </span>
        <Button variant="primary" icon="undo" busy={props.busy} onClick={() => props.onRestore()}>
          {text("bin_restore")}
        </Button>
      </Show>
    </PageHead>
  );
}

/** Which did not come back, each with the reason. */
function Refusals(props: { readonly refused: Restored["refused"] }) {
  return (
    <Notice kind="danger" alert>
      <strong>{text("bin_failed", { count: props.refused.length })}</strong>
      <ul class="bin-refusals">
        <For each={props.refused}>
          {({ item, problem }) => (
            <li>
              {text("form_error_entry", {
                field: titleOf(item),
                sentence: problemSentence(problem),
              })}
            </li>
          )}
        </For>
      </ul>
    </Notice>
  );
}
