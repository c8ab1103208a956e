/** The audit log as its readers see it. */
import { expect } from "vitest";
import { commandLineActor } from "../../engine/audit/record-act.ts";
import type { AuditEntry, AuditPage } from "../../metadata/audit-wire.ts";
import type { TestServer } from "./server.ts";

export async function auditPage(server: TestServer, query = ""): Promise<AuditPage> {
  const answer = await server.request("GET", `/audit?${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as AuditPage;
}

/** Every entry, newest first, over as many pages as it takes. */
export async function wholeAudit(server: TestServer): Promise<readonly AuditEntry[]> {
  const found: AuditEntry[] = [];
  let after: string | null = null;
  do {
    const page: AuditPage = await auditPage(server, `limit=7${after ? `&after=${after}` : ""}`);
    found.push(...page.data);
    after = page.next;
  } while (after !== null);
  return found;
}

export async function workspaceIdOf(server: TestServer): Promise<string> {
  const catalog = await server.services.catalogs.current(server.workspace);
  if (catalog === null) throw new Error("The workspace vanished");
  return catalog.workspaceId;
}

export const actorIn = async (server: TestServer) => commandLineActor(await workspaceIdOf(server));
