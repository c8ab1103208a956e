import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { DocumentKind } from "../../../metadata/documents/document.ts";
import { documentPath, sourcePath } from "../../../metadata/documents/document-file.ts";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { type Problem, problem, type Result, success } from "../../../metadata/problem.ts";
import type {
  DesignerDocuments,
  DraftProblems,
  DraftSaved,
  VersionList,
} from "../../../metadata/wire.ts";
import { isDocumentKind } from "../../catalog/document-store.ts";
import { discardDraft, draftedDocuments, readDrafts, writeDraft } from "../../publish/drafts.ts";
import type { Answers } from "../../publish/fills.ts";
import { changeName, type Plan, planJson } from "../../publish/plan.ts";
import { rowsAsCsv } from "../../publish/plan-rows.ts";
import { cancelPreparation, readProgress } from "../../publish/preparation.ts";
import {
  type Proposal,
  planProposal,
  proposeDrafts,
  proposeVersion,
  publish,
} from "../../publish/publishing.ts";
import { readVersions } from "../../publish/versions.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, hasBody } from "../exchange.ts";
import { anObject } from "../expected.ts";
import { problemAnswer, reported } from "../problem-answer.ts";
import { jsonOf, type Route } from "../route.ts";
import { filePolicy } from "../security-headers.ts";
import { refuse, sentObject } from "./records.ts";

export const publishRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/metadata/documents",
    guard: "designer",
    query: ["version"],
    handle: documents,
  },
  {
    method: "PUT",
    path: "/metadata/drafts/:kind/:name",
    guard: "designer",
    query: [],
    handle: saveDraft,
  },
  {
    method: "DELETE",
    path: "/metadata/drafts/:kind/:name",
    guard: "designer",
    query: ["discard"],
    handle: removeDraft,
  },
  {
    method: "GET",
    path: "/metadata/problems",
    guard: "designer",
    query: [],
    handle: draftProblems,
  },
  { method: "GET", path: "/metadata/plan", guard: "designer", query: [], handle: plan },
  { method: "POST", path: "/metadata/plan", guard: "designer", query: [], handle: planDrafts },
  {
    method: "GET",
    path: "/metadata/plan/rows",
    guard: "designer",
    query: ["change"],
    handle: planRows,
  },
  {
    method: "GET",
    path: "/metadata/publish/progress",
    guard: "designer",
    query: [],
    handle: async ({ executor, catalog }) =>
      jsonOf({ progress: await readProgress(executor, catalog.workspaceId) }),
  },
  {
    method: "DELETE",
    path: "/metadata/publish/progress",
    guard: "designer",
    query: [],
    handle: stopPublish,
  },
  {
    method: "POST",
    path: "/metadata/publish",
    guard: "designer",
    query: [],
    handle: publishDrafts,
  },
  { method: "GET", path: "/metadata/versions", guard: "designer", query: [], handle: versions },
  {
    method: "POST",
    path: "/metadata/versions/:version/publish",
    guard: "designer",
    query: [],
    handle: publishVersion,
  },
  {
    method: "POST",
    path: "/metadata/versions/:version/plan",
    guard: "designer",
    query: [],
    handle: planVersion,
  },
];

/** `?version=3`: the documents as they were published then, without drafts. */
async function documents(exchange: Exchange): Promise<Answer> {
  const { catalog, query } = exchange;
  const version = query.get("version");
  if (version !== null) return documentsOf(exchange, version);
  const drafts = await readDrafts(exchange.executor, catalog.workspaceId);
  const byKey = new Map(drafts.map((draft) => [`${draft.kind}/${draft.name}`, draft]));
  const published = catalog.documents.map((document) => {
    const draft = byKey.get(`${document.kind}/${document.name}`);
    byKey.delete(`${document.kind}/${document.name}`);
    return {
      kind: document.kind,
      name: document.name,
      published: document.content,
      ...(draft === undefined ? {} : { draft: draft.content }),
      etag: draft?.etag ?? document.digest,
    };
  });
  const added = [...byKey.values()].map(({ kind, name, content, etag }) => ({
    kind,
    name,
    published: null,
    draft: content,
    etag,
  }));
  return jsonOf({
    version: catalog.version,
    documents: [...published, ...added],
  } satisfies DesignerDocuments);
}

async function documentsOf(exchange: Exchange, version: string): Promise<Answer> {
  const number = /^[0-9]{1,9}$/.test(version) ? Number(version) : 0;
  const found = await proposeVersion(exchange.executor, exchange.catalog, number);
  if (!found.ok) return refuse(exchange, ...found.problems);
  const answer: DesignerDocuments = {
    version: number,
    documents: found.value.documents.map(({ kind, name, content, digest }) => ({
      kind,
      name,
      published: content,
      etag: digest,
    })),
  };
  return jsonOf(answer);
}

interface DraftAddress {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly etag: string | null;
}

function addressOf(exchange: Exchange): DraftAddress | Answer {
  const kind = exchange.parameter("kind");
  const name = exchange.parameter("name");
  if (!isDocumentKind(kind) || name === "" || name.length > 100 || /[/\\\0]|^\./.test(name)) {
    return refuse(exchange, problem("not_found"));
  }
  const header = exchange.context.req.header("if-match");
  return {
    kind,
    name,
    etag: header === undefined || header === "*" ? null : header.replace(/^W\/|"/g, ""),
  };
}

async function saveDraft(exchange: Exchange): Promise<Answer> {
  const address = addressOf(exchange);
  if (address instanceof Answer) return address;
  const content = await sentObject(exchange);
  if (content instanceof Answer) return content;
  const { kind, name, etag } = address;
  const saved = await writeDraft(
    exchange.executor,
    {
      workspaceId: exchange.catalog.workspaceId,
      document: { kind, name, content },
      remove: false,
      etag,
      author: exchange.principal?.account.id ?? null,
    },
    publishedDocument(exchange, kind, name, content.id),
  );
  if (!saved.ok) return refuse(exchange, ...saved.problems);
  const answer: DraftSaved = {
    kind,
    name,
    etag: saved.value.etag,
    content: saved.value.content ?? {},
    problems: reported(await problemsOf(exchange, kind, name), exchange.locale),
  };
  return jsonOf(answer, 200, { etag: `"${saved.value.etag}"` });
}

/** By name, or by id for one that is being renamed. */
function publishedDocument(exchange: Exchange, kind: DocumentKind, name: string, id: unknown) {
  return (
    exchange.catalog.document(kind, name) ??
    exchange.catalog.documents.find(
      (document) => document.kind === kind && id !== undefined && document.content.id === id,
    )
  );
}

/** Mistakes of one drafted document, seen among all others. */
async function problemsOf(
  exchange: Exchange,
  kind: DocumentKind,
  name: string,
): Promise<readonly Problem[]> {
  const drafts = await readDrafts(exchange.executor, exchange.catalog.workspaceId);
  const all = draftedDocuments(exchange.catalog, drafts);
  const soleApp = all.filter((document) => document.kind === "app").length <= 1;
  const files: readonly (string | undefined)[] = [
    documentPath(kind, name, soleApp),
    ...(kind === "script" ? [sourcePath(name)] : []),
    undefined,
  ];
  return checkDocuments(all).filter(({ file }) => files.includes(file));
}

/** All mistakes of the draft, cheaper than a plan: nothing is asked of the records. */
async function draftProblems(exchange: Exchange): Promise<Answer> {
  const drafts = await readDrafts(exchange.executor, exchange.catalog.workspaceId);
  const found = checkDocuments(draftedDocuments(exchange.catalog, drafts));
  return jsonOf({ problems: reported(found, exchange.locale) } satisfies DraftProblems);
}

/** A published document: draft its removal. One that only drafts know: forget it. `?discard=true`: forget the draft. */
async function removeDraft(exchange: Exchange): Promise<Answer> {
  const address = addressOf(exchange);
  if (address instanceof Answer) return address;
  const { kind, name, etag } = address;
  const { workspaceId } = exchange.catalog;
  const published = exchange.catalog.document(kind, name);
  if (published === undefined || exchange.query.get("discard") === "true") {
    const known = await discardDraft(exchange.executor, workspaceId, kind, name);
    return known ? new Answer(null, { status: 204 }) : refuse(exchange, problem("not_found"));
  }
  const removed = await writeDraft(
    exchange.executor,
    {
      workspaceId,
      document: published,
      remove: true,
      etag,
      author: exchange.principal?.account.id ?? null,
    },
    published,
  );
  return removed.ok ? new Answer(null, { status: 204 }) : refuse(exchange, ...removed.problems);
}

async function plan(exchange: Exchange): Promise<Answer> {
  return jsonOf(planJson(await draftPlan(exchange), exchange.locale, {}));
}

async function draftPlan(exchange: Exchange): Promise<Plan> {
  const { executor, catalog, clock } = exchange;
  return planProposal(executor, catalog, await proposeDrafts(executor, catalog), {}, clock);
}

/** The plan of a publish with this body: its answers are in it, and nothing is done. */
async function planDrafts(exchange: Exchange): Promise<Answer> {
  return planOf(exchange, await proposeDrafts(exchange.executor, exchange.catalog));
}

async function planVersion(exchange: Exchange): Promise<Answer> {
  const proposal = await versionOf(exchange);
  return proposal.ok ? planOf(exchange, proposal.value) : refuse(exchange, ...proposal.problems);
}

async function planOf(exchange: Exchange, proposal: Proposal): Promise<Answer> {
  const request = await publishRequest(exchange);
  if (!request.ok) return refuse(exchange, ...request.problems);
  const { executor, catalog, clock, locale } = exchange;
  const { answers } = request.value;
  const planned = await planProposal(executor, catalog, proposal, answers, clock);
  return jsonOf(planJson(planned, locale, answers));
}

/** All rows that stand against one change of the draft's plan, as CSV. */
async function planRows(exchange: Exchange): Promise<Answer> {
  const name = exchange.query.get("change") ?? "";
  const { items } = await draftPlan(exchange);
  const item = items.find(({ change }) => changeName(change) === name);
  if (item === undefined) return refuse(exchange, problem("not_found"));
  const parts = rowsAsCsv(exchange.executor, item);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const part = await parts.next();
      if (part.done) controller.close();
      else controller.enqueue(encoder.encode(part.value));
    },
    cancel: async () => {
      await parts.return(undefined);
    },
  });
  return new Answer(stream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="rows.csv"',
      "content-security-policy": filePolicy,
    },
  });
}

/** Characters of the note that goes with a publish. */
export const messageMaximum = 2000;

interface PublishRequest {
  readonly message: string;
  readonly answers: Answers;
  readonly planId: string | undefined;
}

async function publishRequest(exchange: Exchange): Promise<Result<PublishRequest>> {
  if (!hasBody(exchange)) return success({ message: "", answers: {}, planId: undefined });
  const body = await exchange.body();
  if (!body.ok) return body;
  if (!isJsonObject(body.value))
    return { ok: false, problems: [problem("body_expected", "", { expected: anObject })] };
  const { message = "", answers = {}, plan: planId, ...others } = body.value;
  const problems: Problem[] = Object.keys(others).map((name) =>
    problem("unknown_field", `/${name}`, { name, hint: "" }),
  );
  if (typeof message !== "string" || message.length > messageMaximum) {
    problems.push(problem("too_long", "/message", { maximum: messageMaximum }));
  }
  if (!isJsonObject(answers))
    problems.push(problem("body_expected", "/answers", { expected: anObject }));
  if (planId !== undefined && typeof planId !== "string")
    problems.push(problem("not_text", "/plan"));
  return problems.length === 0 && typeof message === "string" && isJsonObject(answers)
    ? success({ message, answers, planId: typeof planId === "string" ? planId : undefined })
    : { ok: false, problems };
}

async function publishDrafts(exchange: Exchange): Promise<Answer> {
  return publishProposal(exchange, await proposeDrafts(exchange.executor, exchange.catalog));
}

async function publishVersion(exchange: Exchange): Promise<Answer> {
  const proposal = await versionOf(exchange);
  return proposal.ok
    ? publishProposal(exchange, proposal.value)
    : refuse(exchange, ...proposal.problems);
}

/** The version that the address names. */
async function versionOf(exchange: Exchange): Promise<Result<Proposal>> {
  const text = exchange.parameter("version");
  const version = Number(text);
  return Number.isSafeInteger(version) && version <= 2_147_483_647
    ? proposeVersion(exchange.executor, exchange.catalog, version)
    : { ok: false, problems: [problem("unknown_version", "", { version: text })] };
}

async function publishProposal(exchange: Exchange, proposal: Proposal): Promise<Answer> {
  const request = await publishRequest(exchange);
  if (!request.ok) return refuse(exchange, ...request.problems);
  const { services, catalog, clock, locale, requestId, principal } = exchange;
  const outcome = await publish(services, catalog, proposal, {
    ...request.value,
    clock,
    author: principal?.account.email ?? "",
    actor: actorOf(exchange),
  });
  if (!outcome.ok) {
    return problemAnswer(outcome.problems, locale, requestId, {
      plan: planJson(outcome.plan, locale, request.value.answers),
    });
  }
  return jsonOf({ version: outcome.value.version });
}

async function versions(exchange: Exchange): Promise<Answer> {
  const { catalog, locale } = exchange;
  const list: VersionList = { data: await readVersions(exchange.executor, catalog, locale) };
  return jsonOf(list);
}

async function stopPublish({ services, catalog }: Exchange): Promise<Answer> {
  await cancelPreparation(services.database, catalog.workspaceId, catalog.schema);
  return jsonOf({ progress: await readProgress(services.database, catalog.workspaceId) });
}
