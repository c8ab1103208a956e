/** The designer's calls to the server. */
import type {
  DesignerDocuments,
  DraftProblems,
  DraftSaved,
  OpenConversions,
  ProblemJson,
  PublishPlan,
  PublishProgress,
  RemovedThings,
  ReportedProblem,
  VersionList,
} from "../../metadata/wire.ts";
import { type Answer, type Client, expectBody, type Refusal } from "../../runtime/client/client.ts";
import { type DesignDocument, documentAddress } from "../document/design-documents.ts";
import type { SaveOutcome } from "./draft-saver.ts";

export interface DraftsApi {
  documents(): Promise<DesignerDocuments>;
  put(document: DesignDocument, etag: string | null): Promise<SaveOutcome>;
  remove(document: DesignDocument, etag: string | null): Promise<SaveOutcome>;
  /** Everything wrong with the saved draft; `null` when the server could not be asked. */
  problems(): Promise<readonly ReportedProblem[] | null>;
  /** What a publish with these answers would do; of an earlier version when one is named. */
  plan(answers: PublishRequest["answers"], version?: number): Promise<PublishPlan>;
  publish(request: PublishRequest): Promise<PublishOutcome>;
  /** Work beside large tables that is under way; `null` when there is none or nobody answers. */
  progress(): Promise<PublishProgress | null>;
  /** Asks a publish that prepares large tables to stop; it answers as refused. */
  stopPublish(): Promise<void>;
  versions(): Promise<VersionList>;
  publishAgain(version: number, request: PublishRequest): Promise<PublishOutcome>;
  /** What earlier versions have hidden. */
  removed(): Promise<RemovedThings>;
  /** Values that did not convert when their field got another type. */
  conversions(): Promise<OpenConversions>;
  /** Lets something go for good: a hidden thing, or a list of values; the problem when refused. */
  letGo(what: "removed" | "conversions", id: string): Promise<ProblemJson | null>;
}

export interface PublishRequest {
  readonly message: string;
  readonly answers: Readonly<Record<string, unknown>>;
  /** Id of the plan that was looked at; refused when another would be carried out. */
  readonly plan?: string;
}

export type PublishOutcome =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly problem: ProblemJson };

/** The tag of a document that has neither been published nor drafted: another's is a conflict. */
const neverSeen = '"new"';

/** The server names no tag for what we have removed; writing it again needs none. */
const removed: SaveOutcome = { kind: "saved", etag: "*" };

const draftPath = (document: DesignDocument): string =>
  `/metadata/drafts/${documentAddress(document).split("/").map(encodeURIComponent).join("/")}`;

export function createDraftsApi(client: Client): DraftsApi {
  const save = async (
    method: "PUT" | "DELETE",
    document: DesignDocument,
    etag: string | null,
  ): Promise<SaveOutcome> => {
    const answer = await client.request<DraftSaved | null>(method, draftPath(document), {
      ...(method === "PUT" ? { body: document.content } : {}),
      ifMatch: etag ?? neverSeen,
    });
    // Gone already is what a removal wants.
    if (method === "DELETE" && !answer.ok && answer.problem.status === 404) return removed;
    return method === "DELETE" && answer.ok ? removed : saveOutcome(answer);
  };
  return {
    documents: () => client.load<DesignerDocuments>("/metadata/documents"),
    put: (document, etag) => save("PUT", document, etag),
    remove: (document, etag) => save("DELETE", document, etag),
    async problems() {
      const answer = await client.request<DraftProblems>("GET", "/metadata/problems");
      return answer.ok ? answer.body.problems : null;
    },
    async plan(answers, version) {
      const path = version === undefined ? "/metadata/plan" : `/metadata/versions/${version}/plan`;
      return expectBody(await client.request<PublishPlan>("POST", path, { body: { answers } }));
    },
    async publish(body) {
      return publishOutcome(await client.request("POST", "/metadata/publish", { body }));
    },
    async progress() {
      const answer = await client.request<{ readonly progress: PublishProgress | null }>(
        "GET",
        "/metadata/publish/progress",
      );
      return answer.ok ? answer.body.progress : null;
    },
    async stopPublish() {
      await client.request("DELETE", "/metadata/publish/progress");
    },
    versions: () => client.load<VersionList>("/metadata/versions"),
    async publishAgain(version, body) {
      return publishOutcome(
        await client.request("POST", `/metadata/versions/${version}/publish`, { body }),
      );
    },
    removed: () => client.load<RemovedThings>("/metadata/removed"),
    conversions: () => client.load<OpenConversions>("/metadata/conversions"),
    async letGo(what, id) {
      const path = `/metadata/${what}/${encodeURIComponent(id)}`;
      const answer = await client.request("DELETE", path);
      return answer.ok ? null : answer.problem;
    },
  };
}

function saveOutcome(answer: Answer<DraftSaved | null> | Refusal): SaveOutcome {
  if (answer.ok) {
    const { body } = answer;
    return { kind: "saved", etag: body?.etag ?? answer.etag };
  }
  const { problem } = answer;
  if (problem.status === 0 || problem.status >= 500) return { kind: "offline" };
  if (problem.status === 409 || problem.status === 412) return { kind: "conflict" };
  return { kind: "refused", problem };
}

function publishOutcome(answer: Answer<{ readonly version: number }> | Refusal): PublishOutcome {
  if (!answer.ok) return { ok: false, problem: answer.problem };
  return { ok: true, version: expectBody(answer).version };
}
