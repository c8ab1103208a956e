import { createMemo, createSignal, type JSX, lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { inSentence } from "../language/in-sentence.ts";
import { text } from "../language/messages.ts";
import { exportAddress } from "../state/addresses.ts";
import { type Application, useApplication } from "../state/application.ts";
import { searchableText } from "../state/filter-expression.ts";
import { createListColumns } from "../state/list-columns.ts";
import { emptyView, type ListView, toggleSort } from "../state/list-view.ts";
import { createRecordList, type RecordList } from "../state/record-list.ts";
import type { RecordSelection } from "../state/record-selection.ts";
import { whenLoaded } from "../state/when-loaded.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Menu, type MenuEntry } from "../ui/menu.tsx";
import { EmptyState } from "../ui/message.tsx";
import { narrow } from "../ui/narrow.ts";
import { ColumnChooser } from "./column-chooser.tsx";
import { CountAll } from "./count-all.tsx";
import { FilterButton, FilterChips } from "./filter-bar.tsx";
import { ListSearch } from "./list-search.tsx";
import { ProblemView } from "./problem-view.tsx";
import { RecordCards } from "./record-cards.tsx";
import { RecordGrid } from "./record-grid.tsx";
import { ViewTabs } from "./view-tabs.tsx";
import "./list.css";

const FollowListDialog = lazy(() => import("./subscriptions/follow-list-dialog.tsx"));
const TransferBar = lazy(() => import("./access/transfer-bar.tsx"));

export interface ListBlockProps {
  readonly model: ObjectModel;
  readonly view: ListView;
  readonly onView: (view: ListView, replace?: boolean) => void;
  /** Where a list in this state is found. */
  readonly viewAddress: (view: ListView) => string;
  readonly address: (record: RecordJson) => string;
  readonly onOpen: (record: RecordJson) => void;
  /** What else can be done here; nothing where the list only shows. */
  readonly menu?: readonly MenuEntry[];
  /** Set while records are chosen to be given to somebody: opening one chooses it. */
  readonly selection?: RecordSelection | undefined;
  readonly onEndSelection?: () => void;
  /** What the empty list offers: usually the way to the first record. */
  readonly whenEmpty?: JSX.Element;
}

/** The records of an object: search, filters, sorting, columns; a grid, or cards on a phone. */
export function ListBlock(props: ListBlockProps) {
  const application = useApplication();
  const views = () => application.catalog.views(props.model.name);
  const published = createMemo(() => views().find(({ name }) => name === props.view.view));
  const columns = createListColumns(() => props.model, published);
  const list = createRecordList(
    application,
    () => props.model,
    () => props.view,
    columns.shown,
    published,
  );
  followOthers(application, () => props.model, list);
  const [visible, setVisible] = createSignal({ first: 0, last: 0 });
  const label = () => text("list_label", { object: inSentence(props.model.title) });
  const resetKey = createMemo(() => JSON.stringify([props.model.name, props.view]));
  const change = (part: Partial<ListView>) => props.onView({ ...props.view, ...part });
  const searchField = () => {
    const field = props.model.byName.get(props.model.recordTitle);
    return field && searchableText(field) ? field : undefined;
  };
  const shared = {
    get label() {
      return label();
    },
    get object() {
      return props.model.name;
    },
    get rows() {
      return list.rows();
    },
    get pending() {
      return list.loading() || list.loadingMore();
    },
    get columns() {
      return columns.shown();
    },
    get resetKey() {
      return resetKey();
    },
    onNearEnd: list.loadMore,
    onVisible: (first: number, last: number) => setVisible({ first, last }),
  };
  return (
    <section class="list" aria-label={label()}>
      <Show when={views().length > 0}>
        <ViewTabs views={views()} chosen={published()?.name ?? ""} address={props.viewAddress} />
      </Show>
      <div class="list-tools">
        <Show when={searchField()}>
          {(field) => (
            <ListSearch
              field={field()}
              value={props.view.search}
              onChange={(search) => props.onView({ ...props.view, search }, true)}
            />
          )}
        </Show>
        <FilterButton
          model={props.model}
          filters={props.view.filters}
          onChange={(filters) => change({ filters })}
        />
        <span class="list-tools-end">
          <Show when={!narrow()}>
            <ColumnChooser columns={columns} />
          </Show>
          <IconButton icon="refresh" label={text("list_refresh")} onClick={list.refresh} />
          <Show when={props.menu}>
            {(entries) => (
              <ListMenu {...props} list={list} entries={entries()} viewTitle={published()?.title} />
            )}
          </Show>
        </span>
      </div>
      <Show when={props.view.filters.length > 0}>
        <FilterChips
          model={props.model}
          filters={props.view.filters}
          onChange={(filters) => change({ filters })}
        />
      </Show>
      <SelectionBar {...props} rows={list.rows()} />
      <div class="list-frame" data-stale={list.stale() ? "" : undefined}>
        <Switch
          fallback={
            <RecordGrid
              {...shared}
              widths={columns.width}
              fixed={columns.fixed}
              onResize={columns.setWidth}
              totalRows={list.count()?.number ?? -1}
              sort={props.view.sort}
              onSort={(field, add) =>
                change({ sort: toggleSort(props.view.sort, field.name, add) })
              }
              address={props.address}
              chosen={props.selection?.chosen()}
              onOpen={props.onOpen}
              rowHeight={rowHeight()}
            />
          }
        >
          <Match when={list.rows().length === 0 && list.failure()}>
            {(problem) => <ProblemView problem={problem()} onRetry={list.refresh} />}
          </Match>
          <Match when={list.rows().length === 0 && !list.loading() && !list.stale()}>
            <NothingThere {...props} />
          </Match>
          <Match when={narrow()}>
            <RecordCards {...shared} address={props.address} />
          </Match>
        </Switch>
      </div>
      <footer class="list-foot">
        <span role="status">{countText(list, visible())}</span>
        <Show when={list.count()?.capped}>
          <CountAll list={list} />
        </Show>
        <Show when={list.loadingMore()}>
          <span>{text("list_loading_more")}</span>
        </Show>
      </footer>
    </section>
  );
}

/** What others change is shown. */
const followOthers = (application: Application, model: () => ObjectModel, list: RecordList) =>
  whenLoaded(
    () => import("../state/follow-list.ts"),
    ({ followList }) => followList(application, model, list),
  );

/** What is done with the chosen records; there is nothing to choose by on a phone. */
function SelectionBar(props: ListBlockProps & { readonly rows: readonly RecordJson[] }) {
  return (
    <Show when={!narrow() && props.selection}>
      {(selection) => (
        <Suspense>
          <TransferBar
            model={props.model}
            rows={props.rows}
            selection={selection()}
            onEnd={() => props.onEndSelection?.()}
          />
        </Suspense>
      )}
    </Show>
  );
}

/** The records of this list, all pages of them, as a file. */
const exportEntries = (model: ObjectModel, list: RecordList): readonly MenuEntry[] =>
  (["csv", "xlsx"] as const).map((format) => ({
    label: text(`list_export_${format}`),
    icon: "download",
    href: exportAddress(model.name, { format, ...list.asked() }),
    reload: true,
  }));

/** What is done with the list as it is filtered, and what else can be done here. */
function ListMenu(
  props: Pick<ListBlockProps, "model" | "view"> & {
    readonly list: RecordList;
    readonly entries: readonly MenuEntry[];
    readonly viewTitle: string | undefined;
  },
) {
  const [following, setFollowing] = createSignal(false);
  const follow = (): MenuEntry => ({
    label: text("list_follow"),
    icon: "bell",
    onSelect: () => setFollowing(true),
  });
  return (
    <>
      <Menu
        label={text("more_actions")}
        entries={[
          follow(),
          "separator",
          ...exportEntries(props.model, props.list),
          ...props.entries,
        ]}
        align="end"
        trigger={(attributes) => (
          <IconButton icon="more" label={text("more_actions")} {...attributes} />
        )}
      />
      <Show when={following()}>
        <Suspense>
          <FollowListDialog
            model={props.model}
            view={props.view}
            viewTitle={props.viewTitle}
            filter={props.list.asked().filter}
            onClose={() => setFollowing(false)}
          />
        </Suspense>
      </Show>
    </>
  );
}

/** The tokens decide; fingers and density change them. */
function rowHeight(): number {
  const value = getComputedStyle(document.documentElement).getPropertyValue("--row");
  return Number.parseInt(value, 10) || 32;
}

function countText(list: RecordList, visible: { first: number; last: number }): string {
  if (list.loading()) return text("loading");
  const count = list.count();
  if (list.rows().length === 0) return list.failure() ? "" : text("list_count_none");
  const range = { from: visible.first + 1, to: Math.max(visible.last, 1) };
  if (count === undefined) return text("list_count_loaded", range);
  const key = count.capped ? "list_count_capped" : "list_count_range";
  return text(key, { ...range, total: count.number });
}

function NothingThere(props: ListBlockProps) {
  const filtered = () =>
    props.view.search !== "" || props.view.filters.length > 0 || props.view.view !== "";
  return (
    <Show
      when={filtered()}
      fallback={
        <EmptyState
          icon="inbox"
          title={text("list_empty_title", { object: inSentence(props.model.title) })}
          text={text("list_empty_text")}
        >
          {props.whenEmpty}
        </EmptyState>
      }
    >
      <EmptyState
        icon="search"
        title={text("list_filtered_title")}
        text={text("list_filtered_text")}
      >
        <Button onClick={() => props.onView(emptyView)}>{text("list_clear_filters")}</Button>
      </EmptyState>
    </Show>
  );
}
