/** Calls that tests of people, departments, teams and positions share. */
import { expect } from "vitest";
import { findDrift } from "../../engine/publish/drift.ts";
import type { TestServer } from "../support/server.ts";

export type Stored = Readonly<Record<string, unknown>> & { readonly id: string };

export function organizationCalls(server: () => TestServer) {
  async function create(object: string, record: unknown, token?: string): Promise<Stored> {
    const options = token === undefined ? {} : { token };
    const answer = await server().request("POST", `/records/${object}`, record, options);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body as Stored;
  }

  async function list(object: string, query: Readonly<Record<string, string>>) {
    const path = `/records/${object}?${new URLSearchParams(query)}`;
    const answer = await server().request("GET", path);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return (answer.body as { readonly data: readonly Stored[] }).data;
  }

  const change = (object: string, id: string, changes: unknown) =>
    server().request("PATCH", `/records/${object}/${id}`, changes, {
      headers: { "if-match": "*" },
    });

  async function person(name: string): Promise<Stored> {
    const [found] = await list("user", { filter: `name == "${name}"` });
    if (found === undefined) throw new Error(`Nobody is called ${name}`);
    return found;
  }

  async function publish(answers = {}): Promise<void> {
    const body = { message: "test", answers };
    const answer = await server().request("POST", "/metadata/publish", body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  }

  async function plannedChanges(): Promise<readonly string[]> {
    const answer = await server().request("GET", "/metadata/plan");
    const { changes } = answer.body as { readonly changes: readonly { readonly id: string }[] };
    return changes.map(({ id }) => id);
  }

  async function documentNames(): Promise<readonly string[]> {
    const answer = await server().request("GET", "/metadata/documents");
    const { documents } = answer.body as { documents: readonly { kind: string; name: string }[] };
    return documents.map(({ kind, name }) => `${kind}/${name}`);
  }

  async function drift() {
    await server().services.catalogs.refresh("demo");
    const catalog = await server().services.catalogs.current("demo");
    if (catalog === null) throw new Error("No workspace");
    return findDrift(server().services.database, catalog);
  }

  return { create, list, change, person, publish, plannedChanges, documentNames, drift };
}
