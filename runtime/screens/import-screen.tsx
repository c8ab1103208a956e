import { useParams } from "@solidjs/router";
import { createEffect, Show } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { ImportPreview } from "../../metadata/wire.ts";
import { ImportColumns, ImportOptions } from "../blocks/import-columns.tsx";
import { ImportDrop } from "../blocks/import-drop.tsx";
import { ImportResult } from "../blocks/import-result.tsx";
import { ProblemNotice } from "../blocks/problem-view.tsx";
import { importMessages, importText } from "../language/import/messages.ts";
import { listAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { createFileImport, type FileImport } from "../state/import-file.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Skeleton } from "../ui/message.tsx";
import { Select } from "../ui/select.tsx";
import { ObjectScreen } from "./object-screen.tsx";
import { PageHead } from "./page-head.tsx";
import { setPageTitle } from "./page-title.ts";
import "./record-screen.css";
import "./import-screen.css";

await importMessages.ready();

/** `/{workspace}/records/{object}/import`: a file of records, checked before it is written. */
export default function ImportScreen() {
  const parameters = useParams<{ object: string }>();
  return (
    <ObjectScreen object={parameters.object}>{(model) => <Import model={model()} />}</ObjectScreen>
  );
}

const afterwards: ReadonlySet<string> = new Set(["done", "undoing", "undone"]);

function Import(props: { readonly model: ObjectModel }) {
  const work = createFileImport(useApplication(), () => props.model);
  createEffect(() => setPageTitle(importText("page_title", { object: props.model.title })));
  const written = () => {
    const job = work.job();
    return job !== undefined && !job.dry_run && afterwards.has(job.state);
  };
  return (
    <>
      <PageHead below={props.model} title={importText("title")}>
        <Steps model={props.model} work={work} written={written()} />
      </PageHead>
      <div class="record">
        <div class="record-inner import">
          <Show when={!written()}>
            <ImportDrop file={work.file()} disabled={work.busy()} onChoose={work.choose} />
          </Show>
          <ProblemNotice problem={work.problem()} />
          <Show when={work.busy() && work.preview() === undefined}>
            <div aria-busy="true">
              <span class="visually-hidden" role="status">
                {importText("reading")}
              </span>
              <Skeleton width="60%" />
            </div>
          </Show>
          <Show when={work.job()}>
            {(job) => <ImportResult model={props.model} job={job()} work={work} />}
          </Show>
          <Show when={written() && !work.busy()}>
            <div class="import-after">
              <Show when={work.job()?.undoable}>
                <Button icon="undo" onClick={() => void work.undo()}>
                  {importText("undo")}
                </Button>
              </Show>
              <Button onClick={work.reset}>{importText("again")}</Button>
            </div>
          </Show>
          <Show when={!written() && work.preview()}>
            {(preview) => <Assignment model={props.model} preview={preview()} work={work} />}
          </Show>
        </div>
      </div>
    </>
  );
}

/** The one next step, and what else can be done. */
function Steps(props: {
  readonly model: ObjectModel;
  readonly work: FileImport;
  readonly written: boolean;
}) {
  const { work } = props;
  const job = () => work.job();
  const isChecked = () => job()?.state === "done" && job()?.dry_run === true;
  const count = () => (job()?.created ?? 0) + (job()?.changed ?? 0);
  const isAssigned = () => Object.values(work.choices().mapping).some((field) => field !== null);
  return (
    <Show
      when={props.written}
      fallback={
        <Show when={work.preview()}>
          <Show
            when={isChecked() && count() > 0}
            fallback={
              <Button
                variant="primary"
                busy={work.busy()}
                disabled={!isAssigned()}
                title={isAssigned() ? undefined : importText("no_columns")}
                onClick={() => void work.check()}
              >
                {importText("check")}
              </Button>
            }
          >
            <Button variant="primary" busy={work.busy()} onClick={() => void work.start()}>
              {importText("start", { count: count() })}
            </Button>
          </Show>
        </Show>
      }
    >
      <LinkButton variant="primary" href={listAddress(props.model.name)}>
        {importText("to_list")}
      </LinkButton>
    </Show>
  );
}

const separators = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;

function facts({ format, total, encoding, separator }: ImportPreview): string {
  if (format === "xlsx") return importText("facts_xlsx", { rows: total });
  const word = separators[separator === ";" || separator === "\t" ? separator : ","];
  return importText("facts_csv", {
    rows: total,
    encoding: encoding ?? "",
    separator: importText(word),
  });
}

function Assignment(props: {
  readonly model: ObjectModel;
  readonly preview: ImportPreview;
  readonly work: FileImport;
}) {
  const { work } = props;
  return (
    <>
      <p class="muted">{facts(props.preview)}</p>
      <Show when={props.preview.sheets.length > 1}>
        <Field label={importText("sheet")} class="import-sheet">
          {(link) => (
            <Select
              {...link}
              value={work.choices().sheet ?? props.preview.sheets[0] ?? ""}
              options={props.preview.sheets.map((name) => ({ value: name, label: name }))}
              disabled={work.busy()}
              onChange={work.chooseSheet}
            />
          )}
        </Field>
      </Show>
      <ImportColumns model={props.model} preview={props.preview} work={work} />
      <ImportOptions model={props.model} work={work} />
    </>
  );
}
