/** The call of the audit log, in the words of OpenAPI. */
import { auditActions, auditWays } from "../../metadata/audit-actions.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { Rights } from "../access/rights.ts";
import { auditPageDefault, auditPageMaximum } from "../audit/read-audit.ts";
import { answer, pageOf, queryParameter as query, refused } from "./open-api-parts.ts";

const moment: JsonSchema = { type: "string", format: "date-time" };

const entrySchema: JsonSchema = {
  type: "object",
  required: ["number", "at", "actor", "via", "address", "action", "subject", "sentence", "hash"],
  properties: {
    number: { type: "integer", description: "Without a gap; the newest is the highest" },
    at: moment,
    actor: {
      type: ["object", "null"],
      required: ["id", "name", "email"],
      properties: {
        id: { type: "string", format: "uuid" },
        name: { type: "string" },
        email: { type: "string" },
      },
    },
    via: { enum: [...auditWays] },
    address: { type: "string", description: "Network address" },
    action: { type: "string" },
    subject: { type: "object", description: "What the act was about, by action" },
    sentence: { type: "string", description: "What the entry says, in the caller's language" },
    hash: { type: "string", description: "SHA-256 over the entry and the hash before it" },
  },
};

/** Only who may read the log sees that there is one. */
export function auditPaths(rights: Rights): JsonSchema {
  if (!rights.administers("audit_log")) return {};
  return {
    "/audit": {
      get: {
        operationId: "audit_log",
        summary: "Audit log",
        parameters: [
          query("action", "Entries of one act", { enum: Object.keys(auditActions) }),
          query("actor", "Entries of one account", { type: "string", format: "uuid" }),
          query("from", "From this moment on", moment),
          query("to", "Before this moment", moment),
          query("limit", "Entries of a page", {
            type: "integer",
            minimum: 1,
            maximum: auditPageMaximum,
            default: auditPageDefault,
          }),
          query("after", "The `next` of the page before", { type: "string" }),
        ],
        responses: {
          200: answer("Newest first", pageOf(entrySchema)),
          default: refused,
        },
      },
    },
  };
}
