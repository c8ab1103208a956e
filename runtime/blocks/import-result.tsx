import { For, Match, Show, Switch } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { ImportJob } from "../../metadata/wire.ts";
import { importText } from "../language/import/messages.ts";
import type { FileImport } from "../state/import-file.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Notice, type NoticeKind } from "../ui/message.tsx";
import { Table } from "../ui/table.tsx";

const underWay = (job: ImportJob) => job.state === "running" || job.state === "undoing";

/** How far a job is, or how it ended. */
export function ImportResult(props: {
  readonly model: ObjectModel;
  readonly job: ImportJob;
  readonly work: FileImport;
}) {
  return (
    <Switch>
      <Match when={underWay(props.job)}>
        <Progress job={props.job} onCancel={() => void props.work.cancel()} />
      </Match>
      <Match when={!underWay(props.job)}>
        <Ended {...props} />
      </Match>
    </Switch>
  );
}

function Progress(props: { readonly job: ImportJob; readonly onCancel: () => void }) {
  const word = () => {
    if (props.job.state === "undoing") return importText("undoing");
    return importText(props.job.dry_run ? "checking" : "importing");
  };
  return (
    <div class="import-progress">
      <span role="status">{word()}</span>
      <progress aria-label={word()} max={Math.max(props.job.total, 1)} value={props.job.read} />
      <span class="muted">
        {importText("progress", { read: props.job.read, total: props.job.total })}
      </span>
      <Show when={props.job.state === "running"}>
        <Button onClick={() => props.onCancel()}>{importText("cancel")}</Button>
      </Show>
    </div>
  );
}

function kindOf({ state, refused, not_undone }: ImportJob): NoticeKind {
  if (state === "done") return refused > 0 ? "warning" : "success";
  if (state === "undone") return not_undone.length > 0 ? "warning" : "success";
  return state === "cancelled" ? "info" : "danger";
}

function sentences(job: ImportJob): readonly string[] {
  const { created, changed, refused, skipped } = job;
  const left = skipped > 0 ? [importText("skipped", { skipped })] : [];
  switch (job.state) {
    case "done":
      if (job.dry_run && refused === 0)
        return [importText("checked_fine", { count: created + changed }), ...left];
      if (job.dry_run)
        return [importText("checked_some", { count: created + changed, refused }), ...left];
      return [
        importText("done", { created, changed }),
        ...(refused > 0 ? [importText("done_refused", { refused })] : []),
        ...left,
      ];
    case "refused":
      return [importText("refused", { refused })];
    case "cancelled":
    case "interrupted":
    case "undone":
      return [importText(job.state)];
    default:
      return job.problems.map(({ message }) => message);
  }
}

function Ended(props: {
  readonly model: ObjectModel;
  readonly job: ImportJob;
  readonly work: FileImport;
}) {
  const titleOf = (column: string | null) =>
    column === null ? "" : (props.model.byName.get(column)?.title ?? column);
  return (
    <>
      <Notice kind={kindOf(props.job)} alert>
        <For each={sentences(props.job)}>{(sentence) => <p>{sentence}</p>}</For>
        <Show when={props.job.not_undone.length > 0}>
          <p>{importText("not_undone", { count: props.job.not_undone.length })}</p>
          <ul class="import-kept">
            <For each={props.job.not_undone}>
              {({ title, message }) => (
                <li>
                  <strong>{title}</strong> {message}
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Notice>
      <Show when={props.job.rows.length > 0}>
        <Table
          label={importText("problems")}
          rows={props.job.rows}
          columns={[
            { title: importText("line"), numeric: true, narrow: true, cell: ({ row }) => row },
            { title: importText("field"), narrow: true, cell: ({ column }) => titleOf(column) },
            { title: importText("reason"), cell: ({ message }) => message },
          ]}
        />
        <div class="import-after">
          <LinkButton icon="download" href={props.work.refusedAddress()} rel="external" download="">
            {importText("download_refused")}
          </LinkButton>
          <Show when={props.job.refused + props.job.skipped > props.job.rows.length}>
            <span class="muted">
              {importText("problems_more", { count: props.job.rows.length })}
            </span>
          </Show>
        </div>
      </Show>
    </>
  );
}
