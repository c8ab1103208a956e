/** A file on its way in: read, its columns assigned, checked, imported, taken back. */
import { createSignal, onCleanup } from "solid-js";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { ImportJob, ImportPreview, ProblemJson } from "../../metadata/wire.ts";
import type { Answer, Refusal } from "../client/client.ts";
import type { Application } from "./application.ts";
import { recordsKey } from "./record-list.ts";

export interface ImportChoices {
  readonly sheet: string | null;
  /** Field of each column; null: left out. */
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly key: string;
  readonly mode: "all" | "valid";
}

const noChoices: ImportChoices = { sheet: null, mapping: {}, key: "", mode: "all" };

const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const typeOf = (file: File): string => (/\.xls[xm]?$/i.test(file.name) ? spreadsheet : "text/csv");

const pollMilliseconds = 300;
const underWay: ReadonlySet<string> = new Set(["running", "undoing"]);

/** A job of the server, asked for until it has ended. */
function createJobWatch(
  application: Application,
  refused: <Body>(answer: Answer<Body> | Refusal) => answer is Refusal,
) {
  const [job, setJob] = createSignal<ImportJob>();
  let gone = false;
  onCleanup(() => {
    gone = true;
  });
  const follow = async (id: string) => {
    for (;;) {
      const answer = await application.client.request<ImportJob>("GET", `/jobs/${id}`);
      if (gone || refused(answer)) return;
      setJob(answer.body);
      if (!underWay.has(answer.body.state)) break;
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    }
    const { object } = job() ?? { object: "" };
    void application.queries.invalidateQueries({ queryKey: recordsKey(object) });
  };
  const call = async (verb: "cancel" | "undo") => {
    const current = job();
    if (current === undefined) return;
    const answer = await application.client.request("POST", `/jobs/${current.id}/${verb}`);
    if (!refused(answer) && verb === "undo") await follow(current.id);
  };
  return { job, forget: () => setJob(undefined), follow, call };
}

export type FileImport = ReturnType<typeof createFileImport>;

export function createFileImport(application: Application, model: () => ObjectModel) {
  const [file, setFile] = createSignal<File>();
  const [preview, setPreview] = createSignal<ImportPreview>();
  const [choices, setChoices] = createSignal(noChoices);
  const [problem, setProblem] = createSignal<ProblemJson>();
  const [busy, setBusy] = createSignal(false);
  const { client } = application;
  const path = () => `/import/${model().name}`;

  const refused = <Body>(answer: Answer<Body> | Refusal): answer is Refusal => {
    if (!answer.ok) setProblem(answer.problem);
    return !answer.ok;
  };
  const watch = createJobWatch(application, refused);
  const read = async (chosen: File, sheet: string | null) => {
    setBusy(true);
    setProblem(undefined);
    watch.forget();
    const answer = await client.request<ImportPreview>("POST", `${path()}/preview`, {
      query: { sheet: sheet ?? undefined },
      file: { bytes: chosen, type: typeOf(chosen) },
    });
    setBusy(false);
    if (refused(answer)) return setPreview(undefined);
    const { columns } = answer.body;
    const mapping = Object.fromEntries(
      columns.map(({ name, field }) => [name, writable(model(), field) ? field : null]),
    );
    setChoices({ ...noChoices, sheet, mapping });
    setPreview(answer.body);
  };
  const send = async (dryRun: boolean) => {
    const chosen = file();
    if (chosen === undefined) return;
    setBusy(true);
    setProblem(undefined);
    const { sheet, mapping, key, mode } = choices();
    const answer = await client.request<{ readonly id: string }>("POST", path(), {
      query: {
        sheet: sheet ?? undefined,
        mapping: JSON.stringify(mapping),
        key: key === "" ? undefined : key,
        mode,
        dry_run: String(dryRun),
      },
      file: { bytes: chosen, type: typeOf(chosen) },
    });
    if (!refused(answer)) await watch.follow(answer.body.id);
    setBusy(false);
  };
  return {
    file,
    preview,
    choices,
    job: watch.job,
    problem,
    busy,
    choose: (chosen: File) => {
      setFile(chosen);
      void read(chosen, null);
    },
    chooseSheet: (sheet: string) => {
      const chosen = file();
      if (chosen !== undefined) void read(chosen, sheet);
    },
    /** What was checked with other choices says nothing any more. */
    change: (part: Partial<ImportChoices>) => {
      watch.forget();
      setChoices({ ...choices(), ...part });
    },
    check: () => send(true),
    start: () => send(false),
    cancel: () => watch.call("cancel"),
    undo: () => watch.call("undo"),
    reset: () => {
      setFile(undefined);
      setPreview(undefined);
      watch.forget();
      setProblem(undefined);
    },
    refusedAddress: () => `${client.base}/jobs/${watch.job()?.id}/refused`,
  };
}

const isWritten = (field: FieldModel): boolean =>
  (!field.readOnly || field.unique) && field.children === null && !field.system;

function writable(model: ObjectModel, name: string | null): boolean {
  const field = model.byName.get(name?.split(".")[0] ?? "");
  return field !== undefined && isWritten(field);
}

export interface FieldChoice {
  /** `name`, or `lookup.key`. */
  readonly value: string;
  readonly field: FieldModel;
  /** The field of the target by which its record is found. */
  readonly by: FieldModel | null;
}

/** What a column may be assigned to. */
export function fieldChoices(application: Application, model: ObjectModel): readonly FieldChoice[] {
  return model.fields.filter(isWritten).flatMap((field): readonly FieldChoice[] => {
    const target = field.target === null ? null : application.catalog.model(field.target);
    const keys = target?.fields.filter(({ unique }) => unique) ?? [];
    return [
      { value: field.name, field, by: null },
      ...keys.map((by) => ({ value: `${field.name}.${by.name}`, field, by })),
    ];
  });
}
