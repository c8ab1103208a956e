/** What people were asked about a record, and whom something would ask. */
import type { ApprovalChain, ApprovalChains, ApprovalPreview } from "../../metadata/task-wire.ts";
import { locale } from "../language/locale.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";
import { tasksKey } from "./task-counts.ts";

/** A run begins a moment after the change that starts it. */
const beginsMilliseconds = 1000;
const looksMaximum = 5;

/** Newest first; undefined while they are on their way, and when they do not come. */
export function createRecordChains(
  { queries, client }: Application,
  object: () => string,
  record: () => { readonly id: string; readonly revision: number },
): () => readonly ApprovalChain[] | undefined {
  const opened = record().revision;
  const result = observeQuery<ApprovalChains>(queries, () => {
    const [name, { id, revision }] = [object(), record()];
    return {
      // A revision may have begun one or ended one.
      queryKey: [...tasksKey, "of record", name, id, revision, locale()],
      queryFn: ({ signal }) =>
        client.load<ApprovalChains>(`/records/${name}/${id}/approvals`, {}, signal),
      staleTime: 0,
      refetchInterval: ({ state }) =>
        revision !== opened && state.dataUpdateCount < looksMaximum && beginsMilliseconds,
      placeholderData: (previous, query) => (query?.queryKey[3] === id ? previous : undefined),
    };
  });
  return () => result().data?.data;
}

/** What would begin: a step of the lifecycle, or a workflow that is started by hand. */
export type Beginning = { readonly transition: string } | { readonly workflow: string };

/** Null when it cannot be said. */
export async function previewApprovals(
  { client }: Application,
  object: string,
  record: string,
  about: Beginning,
): Promise<ApprovalPreview["data"] | null> {
  const path = `/records/${object}/${record}/approvals/preview`;
  const answer = await client.request<ApprovalPreview>("POST", path, { body: about });
  return answer.ok ? answer.body.data : null;
}
