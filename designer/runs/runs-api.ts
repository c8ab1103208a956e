/** The calls of the page of workflow runs, and what is on it. */
import { createSignal } from "solid-js";
import { localiseWorkflow } from "../../metadata/documents/localise.ts";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import type { RunEntry, RunPage } from "../../metadata/workflow-wire.ts";
import { resolveWorkflow } from "../../metadata/workflows/workflow.ts";
import type { Client } from "../../runtime/client/client.ts";
import { locale } from "../../runtime/language/locale.ts";
import { createPagedList, type PagedList } from "../pages/paged-list.ts";
import { createPersonNames, type PersonNames } from "../pages/person-names.ts";
import { createRecordNames, type RecordNames } from "../pages/record-names.ts";

/** Empty texts ask for everything. */
export interface RunFilters {
  readonly workflow: string;
  readonly status: string;
  /** Id of a record. */
  readonly record: string;
}

export interface WorkflowSteps {
  readonly name: string;
  readonly title: string;
  readonly steps: readonly { readonly name: string; readonly title: string }[];
}

export interface RunsStore extends PagedList<RunEntry, RunFilters> {
  readonly client: Client;
  readonly records: RecordNames;
  readonly people: PersonNames;
  /** Those that are published, by title. */
  readonly workflows: () => readonly WorkflowSteps[];
}

export function createRunsStore(client: Client, first: RunFilters): RunsStore {
  const list = createPagedList<RunEntry, RunFilters, RunPage>(
    client,
    "/runs",
    first,
    ({ workflow, status, record }) => ({ workflow, status, record }),
  );
  const records = createRecordNames(client);
  const people = createPersonNames(client);
  const [workflows, setWorkflows] = createSignal<readonly WorkflowSteps[]>([]);
  const named = async (loading: Promise<void>) => {
    await loading;
    await records.load(list.rows() ?? []);
  };
  return {
    ...list,
    client,
    records,
    people,
    workflows,
    reload: async () => {
      await Promise.all([
        named(list.reload()),
        people.load(),
        workflowsIn(client, null).then(setWorkflows),
      ]);
    },
    more: () => named(list.more()),
    filter: (changed) => named(list.filter(changed)),
  };
}

/** The workflows of a version, with their steps. @param version null: what is published */
export async function workflowsIn(
  client: Client,
  version: number | null,
): Promise<readonly WorkflowSteps[]> {
  const query = version === null ? {} : { version };
  const answer = await client.request<DesignerDocuments>("GET", "/metadata/documents", { query });
  if (!answer.ok) return [];
  const { documents } = answer.body;
  const words = documents.find(({ kind, name }) => kind === "translation" && name === locale());
  return documents
    .flatMap(({ kind, published }) =>
      kind === "workflow" && published !== null
        ? [resolveWorkflow(localiseWorkflow(published, words?.published ?? {}))]
        : [],
    )
    .map(({ name, title, steps }) => ({
      name,
      title,
      steps: [...steps.values()].map((step) => ({ name: step.id, title: step.title })),
    }))
    .toSorted((one, other) => one.title.localeCompare(other.title));
}
