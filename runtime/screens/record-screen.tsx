import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, createSignal, For, lazy, Show, Suspense } from "solid-js";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { Facts } from "../blocks/facts.tsx";
import { formSections } from "../blocks/form-sections.ts";
import { LifecycleBar } from "../blocks/lifecycle/lifecycle.tsx";
import { ProblemView, problemSentence } from "../blocks/problem-view.tsx";
import { RowsTable } from "../blocks/rows-table.tsx";
import { Totals } from "../blocks/totals.tsx";
import { TreePath } from "../blocks/tree-path.tsx";
import { formatted } from "../fields/formatted.tsx";
import { text } from "../language/messages.ts";
import { editAddress, listAddress, recordAddress } from "../state/addresses.ts";

import { mayChange, mayDo, mayRemove } from "../state/allowed.ts";
import { type Application, useApplication } from "../state/application.ts";

import { recordChanged } from "../state/record-changed.ts";
import { createRecordConditions } from "../state/record-conditions.ts";
import { recordsKey } from "../state/record-list.ts";
import { createRecordQuery, type LoadedRecord, recordKey } from "../state/record-query.ts";
import { isRecordLocked } from "../state/record-state.ts";
import { recordTitleOf } from "../state/record-titles.ts";
import { rowList } from "../state/row-list.ts";
import { whenLoaded } from "../state/when-loaded.ts";
import { createWholeModel } from "../state/whole-model.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import type { IconName } from "../ui/icon.tsx";
import { Notice, Skeleton } from "../ui/message.tsx";
import { showToast } from "../ui/toast.tsx";
import { ObjectScreen } from "./object-screen.tsx";
import { PageHead } from "./page-head.tsx";
import { setPageTitle } from "./page-title.ts";
import "./record-screen.css";

const RecordActions = lazy(() => import("../blocks/actions/record-actions.tsx"));
const ApprovalStrip = lazy(() => import("../blocks/approvals/approval-strip.tsx"));
const FollowButton = lazy(() => import("../blocks/subscriptions/follow-button.tsx"));
const RemindButton = lazy(() => import("../blocks/subscriptions/remind-button.tsx"));
const HistoryDrawer = lazy(() => import("../blocks/history/history-drawer.tsx"));
const ShareDialog = lazy(() => import("../blocks/access/share-dialog.tsx"));
const TransferDialog = lazy(() => import("../blocks/access/transfer-dialog.tsx"));
const ExplainDialog = lazy(() => import("../blocks/access/explain-dialog.tsx"));

/** `/{workspace}/records/{object}/{id}`: everything about one record, to read. */
export default function RecordScreen() {
  const parameters = useParams<{ object: string; id: string }>();
  const model = createWholeModel(useApplication().catalog, () => parameters.object);
  return (
    <ObjectScreen object={parameters.object} model={model()}>
      {(found) => <RecordPage model={found()} id={parameters.id} />}
    </ObjectScreen>
  );
}

function RecordPage(props: { readonly model: ObjectModel; readonly id: string }) {
  const application = useApplication();
  const loaded = createRecordQuery(
    application,
    () => props.model.name,
    () => props.id,
  );
  followOthers(application, loaded, props);
  const title = () => {
    const record = loaded.record();
    if (props.model.singleton) return props.model.title;
    return record ? recordTitleOf(props.model, record) || text("record_untitled") : "";
  };
  createEffect(() => setPageTitle(title()));
  const conditions = createRecordConditions(application, () => props.model, loaded.record);
  const isShown = (field: FieldModel) => conditions.state(field).visible;
  const sections = () => formSections(props.model, application.catalog.form(props.model.name));
  // The bar above says the state already.
  const panels = () =>
    sections().panels.map(({ title: heading, fields }) => ({
      title: heading,
      fields: fields.filter((field) => field.stateOf === null && isShown(field)),
    }));
  const lines = () => sections().lines.filter(isShown);
  return (
    <Show
      when={loaded.record()}
      fallback={
        <Show when={loaded.failure()} fallback={<Waiting />}>
          {(problem) => <ProblemView problem={problem()} onRetry={loaded.reload} />}
        </Show>
      }
    >
      {(record) => (
        <>
          <RecordHead model={props.model} record={record()} title={title()} />
          <Show when={props.model.lifecycle}>
            {(lifecycle) => (
              <LifecycleBar
                model={props.model}
                lifecycle={lifecycle()}
                record={record()}
                title={title()}
              />
            )}
          </Show>
          <Show when={application.catalog.approvals(props.model.name)}>
            <Suspense>
              <ApprovalStrip model={props.model} record={record()} />
            </Suspense>
          </Show>
          <div class="record">
            <div class="record-inner">
              <Facts model={props.model} record={record()} panels={panels()} />
              <For each={lines()}>
                {(field, index) => (
                  <RowsTable
                    field={field}
                    rows={rowList(record()[field.name])}
                    place={{ object: props.model.name, id: record().id }}
                    shows={(way, column) => conditions.cellState(way, column).visible}
                  >
                    <Show when={index() === lines().length - 1}>
                      <Totals
                        fields={sections().totals.filter(isShown)}
                        value={(name) => record()[name]}
                      />
                    </Show>
                  </RowsTable>
                )}
              </For>
              <Stamp model={props.model} record={record()} />
            </div>
          </div>
        </>
      )}
    </Show>
  );
}

/** What others change is shown; a record that is gone gives way to the words for that. */
function followOthers(
  application: Application,
  loaded: LoadedRecord,
  props: { readonly model: ObjectModel; readonly id: string },
): void {
  const name = () => props.model.name;
  whenLoaded(
    () => import("../state/follow-record.ts"),
    ({ followRecord }) =>
      followRecord(application, name, () => props.id, {
        onChanged: (revision) => {
          const shown = loaded.record()?.revision;
          if (revision === null || shown === undefined || revision > shown)
            void recordChanged(application, name(), props.id);
        },
        onGone: () =>
          void application.queries.resetQueries({ queryKey: recordKey(name(), props.id) }),
      }),
  );
}

function Waiting() {
  return (
    <div class="page-head" aria-busy="true">
      <Skeleton width="200px" />
    </div>
  );
}

function RecordHead(props: {
  readonly model: ObjectModel;
  readonly record: RecordJson;
  readonly title: string;
}) {
  const [asking, setAsking] = createSignal(false);
  const [opened, setOpened] = createSignal<"history" | "share" | "transfer" | "explain">();
  const application = useApplication();
  const navigate = useNavigate();
  const isFree = () => !isRecordLocked(props.model, props.record);
  const explains = () => application.session.who()?.administers.includes("users");
  const close = () => setOpened(undefined);
  return (
    <PageHead
      title={props.title}
      below={props.model.singleton ? undefined : props.model}
      between={<TreePath model={props.model} record={props.record} />}
    >
      <Show when={application.catalog.actions(props.model.name).includes("record")}>
        <Suspense>
          <RecordActions {...props} onOpen={(object, id) => navigate(recordAddress(object, id))} />
        </Suspense>
      </Show>
      <Show when={explains()}>
        <HeadButton
          icon="eye"
          label={text("record_explain")}
          onClick={() => setOpened("explain")}
        />
      </Show>
      <Show when={mayDo(application, props.model, "share")}>
        <HeadButton icon="user" label={text("record_share")} onClick={() => setOpened("share")} />
      </Show>
      <Show when={!props.model.singleton && mayDo(application, props.model, "transfer")}>
        <HeadButton
          icon="arrow-right"
          label={text("record_transfer")}
          onClick={() => setOpened("transfer")}
        />
      </Show>
      <Suspense>
        <FollowButton object={props.model.name} id={props.record.id} />
        <RemindButton object={props.model.name} id={props.record.id} />
      </Suspense>
      <HeadButton icon="history" label={text("history")} onClick={() => setOpened("history")} />
      <Show when={isFree() && !props.model.singleton && mayRemove(application, props.model)}>
        <HeadButton icon="trash" label={text("delete")} onClick={() => setAsking(true)} />
      </Show>
      <Show when={isFree() && mayChange(application, props.model)}>
        <LinkButton
          variant={props.model.lifecycle === null ? "primary" : "secondary"}
          icon="edit"
          href={editAddress(props.model.name, props.record.id)}
        >
          {text("edit")}
        </LinkButton>
      </Show>
      <Suspense>
        <Show when={opened() === "history"}>
          <HistoryDrawer {...props} onClose={close} />
        </Show>
        <Show when={opened() === "share"}>
          <ShareDialog {...props} onClose={close} />
        </Show>
        <Show when={opened() === "transfer"}>
          <TransferDialog
            {...props}
            onClose={close}
            onDone={(isSeen) => {
              if (isSeen) void recordChanged(application, props.model.name, props.record.id);
              else navigate(listAddress(props.model.name), { replace: true });
            }}
          />
        </Show>
        <Show when={opened() === "explain"}>
          <ExplainDialog {...props} onClose={close} />
        </Show>
      </Suspense>
      <DeleteDialog {...props} open={asking()} onClose={() => setAsking(false)} />
    </PageHead>
  );
}

/** With its words where there is room for them. */
function HeadButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
}) {
  return (
    <Button icon={props.icon} class="record-action" onClick={() => props.onClick()}>
      <span class="button-label">{props.label}</span>
    </Button>
  );
}

function DeleteDialog(props: {
  readonly model: ObjectModel;
  readonly record: RecordJson;
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const application = useApplication();
  const navigate = useNavigate();
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string>();
  const bringBack = async (name: string, id: string, title: string) => {
    const answer = await application.client.request("POST", `/records/${name}/${id}/restore`);
    if (!answer.ok) {
      showToast(problemSentence(answer.problem), { kind: "error" });
      return;
    }
    showToast(text("record_brought_back", { title }));
    void application.queries.invalidateQueries({ queryKey: recordsKey(name) });
  };
  const remove = async () => {
    setBusy(true);
    const { name } = props.model;
    const path = `/records/${name}/${props.record.id}`;
    const answer = await application.client.request("DELETE", path, {
      ifMatch: `"${props.record.revision}"`,
    });
    setBusy(false);
    if (!answer.ok) {
      setRefusal(problemSentence(answer.problem));
      return;
    }
    props.onClose();
    const { title, record } = props;
    showToast(text("record_deleted", { title }), {
      action: {
        label: text("record_undo_delete"),
        onSelect: () => void bringBack(name, record.id, title),
      },
    });
    navigate(listAddress(name), { replace: true });
    application.queries.removeQueries({ queryKey: recordKey(name, props.record.id) });
    void application.queries.invalidateQueries({ queryKey: recordsKey(name) });
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => {
        setRefusal(undefined);
        props.onClose();
      }}
      title={text("record_delete_title", { title: props.title })}
      closeLabel={text("close")}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{text("cancel")}</Button>
          <Button variant="danger" busy={busy()} onClick={() => void remove()}>
            {text("delete")}
          </Button>
        </>
      }
    >
      <Show when={refusal()} fallback={<p class="muted">{text("record_delete_text")}</p>}>
        {(sentence) => (
          <Notice kind="danger" alert>
            {sentence()}
          </Notice>
        )}
      </Show>
    </Dialog>
  );
}

/** When it came into being and when it was last changed. */
function Stamp(props: { readonly model: ObjectModel; readonly record: RecordJson }) {
  const when = (name: string) => {
    const field = props.model.byName.get(name);
    return field ? formatted(field, props.record[name]) : "";
  };
  return (
    <p class="record-stamp">
      <span>{text("record_created", { when: when("created_at") })}</span>
      <Show when={props.record.updated_at !== props.record.created_at}>
        <span>{text("record_updated", { when: when("updated_at") })}</span>
      </Show>
    </p>
  );
}
