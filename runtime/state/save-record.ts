/** Sends a form's changes and takes in what the server says to them. */
import { createSignal } from "solid-js";
import type { ProblemJson, RecordJson } from "../../metadata/wire.ts";
import { problemSentence } from "../blocks/problem-view.tsx";
import { showToast } from "../ui/toast.tsx";
import type { Application } from "./application.ts";
import type { RecordForm } from "./record-form.ts";
import { recordsKey } from "./record-list.ts";
import { recordKey } from "./record-query.ts";
import { uploadsArrived } from "./uploads.ts";

export type Conflict = NonNullable<ProblemJson["conflict"]>;

export interface Save {
  readonly busy: () => boolean;
  readonly conflict: () => Conflict | undefined;
  readonly dropConflict: () => void;
  readonly submit: () => Promise<void>;
  /** Writes the chosen fields over the others' change, and takes theirs for the rest. */
  readonly resolve: (conflict: Conflict, mine: ReadonlySet<string>) => Promise<void>;
}

export function createSave(
  application: Application,
  form: RecordForm,
  done: (record: RecordJson, kind: "created" | "saved" | "unchanged") => void,
): Save {
  const [busy, setBusy] = createSignal(false);
  const [conflict, setConflict] = createSignal<Conflict>();
  // The same input sent again after a lost answer must not create a second record.
  let attempt = { text: "", key: "" };

  const send = async (body: Readonly<Record<string, unknown>>, revision: number | null) => {
    const { name } = form.model();
    const base = form.base();
    if (base === null) {
      const written = JSON.stringify(body);
      if (attempt.text !== written) attempt = { text: written, key: crypto.randomUUID() };
      return application.client.request<RecordJson>("POST", `/records/${name}`, {
        body,
        idempotencyKey: attempt.key,
      });
    }
    return application.client.request<RecordJson>("PATCH", `/records/${name}/${base.id}`, {
      body,
      ifMatch: `"${revision ?? base.revision}"`,
    });
  };

  const finish = async (body: Readonly<Record<string, unknown>>, revision: number | null) => {
    setBusy(true);
    const answer = await send(body, revision);
    setBusy(false);
    if (!answer.ok) {
      if (answer.problem.conflict) setConflict(answer.problem.conflict);
      else refuse(answer.problem);
      return;
    }
    const { name } = form.model();
    const created = form.base() === null;
    setConflict(undefined);
    application.titles.forget(name);
    application.related.forget(name);
    application.queries.removeQueries({ queryKey: recordKey(name, answer.body.id) });
    void application.queries.invalidateQueries({ queryKey: recordsKey(name) });
    form.reset(answer.body);
    done(answer.body, created ? "created" : "saved");
  };
  const refuse = (problem: ProblemJson) => {
    // The sign-in over the form says it already.
    if (problem.status === 401) return;
    const atTheForm = problem.errors.length > 0 && problem.status > 0 && problem.status < 500;
    if (atTheForm) form.refuse(problem);
    else showToast(problemSentence(problem), { kind: "error" });
  };

  return {
    busy,
    conflict,
    dropConflict: () => setConflict(undefined),
    submit: async () => {
      if (busy()) return;
      setBusy(true);
      const arrived = await uploadsArrived();
      setBusy(false);
      if (!arrived || !(await form.check())) return;
      const body = form.body();
      const base = form.base();
      if (base !== null && Object.keys(body).length === 0) return done(base, "unchanged");
      await finish(body, null);
    },
    resolve: async (met, mine) => {
      const body = Object.fromEntries(
        Object.entries(form.body()).filter(([name]) => mine.has(name) || !(name in met.yours)),
      );
      await finish(body, met.revision);
    },
  };
}
