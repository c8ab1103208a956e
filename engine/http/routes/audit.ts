/** The audit log of a workspace, for those who may read it. */
import {
  auditActions,
  auditSentence,
  auditWays,
  isAuditAction,
} from "../../../metadata/audit-actions.ts";
import type { AuditEntry, AuditPage } from "../../../metadata/audit-wire.ts";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { type Problem, problem } from "../../../metadata/problem.ts";
import type { Locale, Text } from "../../../metadata/text.ts";
import {
  type AuditQuery,
  type AuditRow,
  auditPageDefault,
  auditPageMaximum,
  readAudit,
} from "../../audit/read-audit.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { modelIn } from "../../records/lifecycle-words.ts";
import type { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

export const auditRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/audit",
    guard: "auditor",
    query: ["action", "actor", "from", "to", "after", "limit"],
    handle: list,
  },
];

async function list(exchange: Exchange): Promise<Answer> {
  const { services, catalog, locale, query } = exchange;
  const problems: Problem[] = [];
  const asked = readQuery(query, problems);
  if (problems.length > 0) return refuse(exchange, ...problems);
  const rows = await readAudit(services.database, catalog.workspaceId, asked);
  const shown = rows.slice(0, asked.limit);
  return jsonOf({
    data: shown.map((row) => entry(catalog, row, locale)),
    next: rows.length > asked.limit ? String(shown.at(-1)?.number) : null,
  } satisfies AuditPage);
}

/** RFC 3339 with an offset. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

const aMoment: Text = {
  en: "a moment such as 2026-01-31T08:00:00Z",
  "zh-CN": "时间，例如 2026-01-31T08:00:00Z",
};
const anAccount: Text = { en: "the id of an account", "zh-CN": "账号的 ID" };

function readQuery(query: URLSearchParams, problems: Problem[]): AuditQuery {
  /** The meaning of a parameter; null where it is not given, or wrong. */
  const given = <Value>(
    name: string,
    expected: Text,
    read: (text: string) => Value | null,
  ): Value | null => {
    const text = query.get(name);
    const value = text === null ? null : read(text);
    if (text !== null && value === null)
      problems.push(problem("invalid_parameter", "", { name, expected }));
    return value;
  };
  const date = (text: string): Date | null =>
    moment.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text) : null;
  const after = query.get("after");
  if (after !== null && !/^[1-9]\d{0,14}$/.test(after)) problems.push(problem("invalid_cursor"));
  const limit = given("limit", oneOf(`1–${auditPageMaximum}`), (text) => {
    const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    return number >= 1 && number <= auditPageMaximum ? number : null;
  });
  return {
    action: given("action", oneOf(...Object.keys(auditActions)), (name) =>
      isAuditAction(name) ? name : null,
    ),
    actor: given("actor", anAccount, (id) => (uuidPattern.test(id) ? id : null)),
    from: given("from", aMoment, date),
    to: given("to", aMoment, date),
    after: after === null ? null : Number(after),
    limit: limit ?? auditPageDefault,
  };
}

function entry(catalog: Catalog, row: AuditRow, locale: Locale): AuditEntry {
  const parsed: unknown = JSON.parse(row.subject);
  const subject = isJsonObject(parsed) ? parsed : {};
  return {
    number: row.number,
    at: row.at.toISOString(),
    actor: row.actor,
    via: auditWays.find((way) => way === row.via) ?? "server",
    address: row.address,
    action: row.action,
    subject,
    sentence: auditSentence(
      row.action,
      { ...subject, ...titles(catalog, subject, locale) },
      locale,
    ),
    hash: row.hash,
  };
}

/** What the object and the field of an entry are called by now; what is gone keeps its name. */
function titles(
  catalog: Catalog,
  { object, field }: Readonly<Record<string, unknown>>,
  locale: Locale,
): Readonly<Record<string, string>> {
  const model = typeof object === "string" ? modelIn(catalog, object, locale) : undefined;
  if (model === undefined) return {};
  const shown = typeof field === "string" ? model.byName.get(field) : undefined;
  return { object: model.title, ...(shown === undefined ? {} : { field: shown.title }) };
}
