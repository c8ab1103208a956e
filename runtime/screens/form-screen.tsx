import { A, useBeforeLeave, useNavigate, useParams } from "@solidjs/router";
import { createEffect, createSignal, onCleanup, onMount, Show } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { ConflictDialog } from "../blocks/conflict-dialog.tsx";
import { FormBlock } from "../blocks/form.tsx";
import { focusPlace } from "../blocks/form-places.ts";
import { ProblemView } from "../blocks/problem-view.tsx";
import { inSentence } from "../language/in-sentence.ts";
import { text } from "../language/messages.ts";
import { listAddress, recordAddress } from "../state/addresses.ts";
import { type Application, useApplication } from "../state/application.ts";
import type { ReadFields } from "../state/form-copies.ts";
import { createRecordForm, type RecordForm } from "../state/record-form.ts";
import { createRecordQuery } from "../state/record-query.ts";
import { isRecordLocked } from "../state/record-state.ts";
import { recordTitleOf } from "../state/record-titles.ts";
import { recordValidator } from "../state/record-validators.ts";
import { createSave } from "../state/save-record.ts";
import { createWholeModel } from "../state/whole-model.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/message.tsx";
import { narrow } from "../ui/narrow.ts";
import { showToast } from "../ui/toast.tsx";
import { ChangedByOthers } from "./changed-by-others.tsx";
import { ObjectScreen } from "./object-screen.tsx";
import { PageHead } from "./page-head.tsx";
import { setPageTitle } from "./page-title.ts";
import "./record-screen.css";

/** `/{workspace}/records/{object}/new` and `…/{id}/edit`. */
export default function FormScreen() {
  const parameters = useParams<{ object: string; id?: string }>();
  const model = createWholeModel(useApplication().catalog, () => parameters.object);
  return (
    <ObjectScreen object={parameters.object} model={model()}>
      {(found) => (
        <Show when={parameters.id} keyed fallback={<FormPage model={found()} base={null} />}>
          {(id) => <EditPage model={found()} id={id} />}
        </Show>
      )}
    </ObjectScreen>
  );
}

function EditPage(props: { readonly model: ObjectModel; readonly id: string }) {
  const application = useApplication();
  const navigate = useNavigate();
  const loaded = createRecordQuery(
    application,
    () => props.model.name,
    () => props.id,
  );
  const [base, setBase] = createSignal<RecordJson>();
  createEffect(() => {
    const record = loaded.record();
    // Later answers must not overwrite what is being typed; conflicts are found on saving.
    if (record === undefined || !loaded.fresh() || base() !== undefined) return;
    // The record's page says why nothing of it can be changed.
    if (isRecordLocked(props.model, record))
      navigate(recordAddress(props.model.name, props.id), { replace: true });
    else setBase(() => record);
  });
  return (
    <Show
      when={base()}
      keyed
      fallback={
        <Show when={loaded.failure()} fallback={<Waiting />}>
          {(problem) => <ProblemView problem={problem()} onRetry={loaded.reload} />}
        </Show>
      }
    >
      {(record) => <FormPage model={props.model} base={record} />}
    </Show>
  );
}

function Waiting() {
  return (
    <div class="page-head" aria-busy="true">
      <Skeleton width="200px" />
    </div>
  );
}

const readFields =
  (application: Application): ReadFields =>
  async (object, id, fields) => {
    const answer = await application.client.request<RecordJson>("GET", `/records/${object}/${id}`, {
      query: { fields: fields.join(",") },
    });
    return answer.ok ? answer.body : null;
  };

/** What the record is called; the one record of an object is called as the object. */
const titleOf = (model: ObjectModel, record: RecordJson): string =>
  model.singleton ? model.title : recordTitleOf(model, record) || text("record_untitled");

const headingOf = (model: ObjectModel, base: RecordJson | null): string =>
  base
    ? text("edit_record", { title: titleOf(model, base) })
    : text("new_object", { object: inSentence(model.title) });

function FormPage(props: { readonly model: ObjectModel; readonly base: RecordJson | null }) {
  const application = useApplication();
  const navigate = useNavigate();
  const version = () => application.catalog.catalog()?.version ?? 0;
  const form = createRecordForm({
    model: () => props.model,
    objects: () => application.catalog.catalog()?.models ?? new Map(),
    base: props.base,
    validator: (model) =>
      recordValidator(application.client, model, props.base ? "change" : "create", version()),
    related: application.related.find,
    copied: readFields(application),
  });
  const done = (record: RecordJson, kind: "created" | "saved" | "unchanged") => {
    const title = titleOf(props.model, record);
    if (kind === "unchanged") showToast(text("form_saved_nothing"), { kind: "info" });
    else showToast(text(kind === "created" ? "record_created_toast" : "record_saved", { title }));
    leave.allow();
    navigate(recordAddress(props.model.name, record.id), { replace: true });
  };
  const save = createSave(application, form, done);
  const leave = createLeaveGuard(form);
  const submit = async () => {
    await save.submit();
    const first = form.problems()[0];
    if (first) requestAnimationFrame(() => focusPlace(first));
  };
  const title = () => headingOf(props.model, props.base);
  createEffect(() => setPageTitle(title()));
  saveKey(() => void submit());
  let element!: HTMLFormElement;
  onMount(() => {
    // On a phone the keyboard would cover half of the form that is to be looked at first.
    if (props.base === null && !narrow()) focusFirstControl(element);
  });
  const back = () =>
    props.base ? recordAddress(props.model.name, props.base.id) : listAddress(props.model.name);

  return (
    <>
      <FormHead
        model={props.model}
        form={form}
        title={title()}
        back={back()}
        busy={save.busy()}
        onSave={() => void submit()}
      />
      <div class="record">
        <Show when={props.base}>
          {(base) => <ChangedByOthers model={props.model} base={base()} quiet={save.busy()} />}
        </Show>
        <form
          ref={element}
          noValidate
          autocomplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <FormBlock form={form} layout={application.catalog.form(props.model.name)} />
          {/* Enter in a field saves, as in every form. */}
          <button type="submit" class="visually-hidden" tabindex={-1} aria-hidden="true" />
        </form>
      </div>
      <Show when={save.conflict()} keyed>
        {(conflict) => (
          <ConflictDialog
            model={props.model}
            conflict={conflict}
            busy={save.busy()}
            onClose={save.dropConflict}
            onResolve={(mine) => void save.resolve(conflict, mine)}
            onDiscard={() => {
              leave.allow();
              navigate(back(), { replace: true });
            }}
          />
        )}
      </Show>
      <Show when={leave.asking()}>
        <Dialog
          open
          onClose={leave.stay}
          title={text("form_unsaved_title")}
          closeLabel={text("close")}
          footer={
            <>
              <Button autofocus onClick={leave.stay}>
                {text("form_keep")}
              </Button>
              <Button variant="danger" onClick={leave.go}>
                {text("form_discard")}
              </Button>
            </>
          }
        >
          <p class="muted">{text("form_unsaved_text")}</p>
        </Dialog>
      </Show>
    </>
  );
}

function FormHead(props: {
  readonly model: ObjectModel;
  readonly form: RecordForm;
  readonly title: string;
  readonly back: string;
  readonly busy: boolean;
  readonly onSave: () => void;
}) {
  const keys = /Mac|iP/.test(navigator.platform) ? "⌘S" : "Ctrl+S";
  return (
    <PageHead below={props.model} title={props.title}>
      <Show when={props.form.dirty()}>
        <span class="form-unsaved">{text("form_unsaved")}</span>
      </Show>
      <A class="button button-secondary" href={props.back}>
        {text("cancel")}
      </A>
      <Button
        variant="primary"
        busy={props.busy}
        title={text("form_save_hint", { keys })}
        onClick={() => props.onSave()}
      >
        {text(props.busy ? "saving" : "save")}
      </Button>
    </PageHead>
  );
}

function focusFirstControl(form: HTMLFormElement): void {
  const selector = ".form-fields :is(input, select, textarea):not([tabindex='-1'])";
  form.querySelector<HTMLElement>(selector)?.focus();
}

/** Ctrl+S, or ⌘S, saves. */
function saveKey(save: () => void): void {
  const pressed = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey)
      return;
    event.preventDefault();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    save();
  };
  window.addEventListener("keydown", pressed);
  onCleanup(() => window.removeEventListener("keydown", pressed));
}

/** Asks before typed input is lost, inside the application and when the page is closed. */
function createLeaveGuard(form: RecordForm) {
  const [pending, setPending] = createSignal<{ readonly go: () => void }>();
  let allowed = false;
  const closing = (event: BeforeUnloadEvent) => {
    if (form.dirty() && !allowed) event.preventDefault();
  };
  window.addEventListener("beforeunload", closing);
  onCleanup(() => window.removeEventListener("beforeunload", closing));
  useBeforeLeave((event) => {
    if (allowed || event.defaultPrevented || !form.dirty()) return;
    event.preventDefault();
    setPending({ go: () => event.retry(true) });
  });
  return {
    asking: () => pending() !== undefined,
    allow: () => {
      allowed = true;
    },
    stay: () => setPending(undefined),
    go: () => {
      allowed = true;
      pending()?.go();
    },
  };
}
