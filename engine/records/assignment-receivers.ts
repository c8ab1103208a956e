/** Teams, departments and people that rules of assignment name and that are not in the workspace. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { assignmentIn, type ReceiverKind } from "../../metadata/model/assignment.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { quoted, tableOf } from "../db/names.ts";

/**
 * Asked of a workspace that has published before: a new one has no teams yet.
 * @param next documents as they will be
 */
export async function assignmentProblems(
  executor: Executor,
  catalog: Catalog,
  next: readonly MetadataDocument[],
): Promise<readonly Problem[]> {
  if (catalog.version === 0) return [];
  const named = next.flatMap(({ kind, name, content }) =>
    kind !== "object"
      ? []
      : assignmentIn(content).flatMap((rule, index) =>
          rule.receivers.map((receiver, place) => ({
            kind: rule.kind,
            receiver,
            path: pointer(
              "/assign",
              index,
              "to",
              ...(rule.kind === "users" ? ["users", place] : [rule.kind]),
            ),
            file: `objects/${name}.json`,
          })),
        ),
  );
  const problems: Problem[] = [];
  for (const kind of ["team", "department", "users"] as const) {
    const wanted = named.filter((each) => each.kind === kind);
    if (wanted.length === 0) continue;
    const known = await namesOf(
      executor,
      catalog,
      kind,
      wanted.map(({ receiver }) => receiver),
    );
    for (const { receiver, path, file } of wanted)
      if (!known.has(receiver.toLowerCase()))
        problems.push(problem("assign_receiver_unknown", path, { name: receiver }, file));
  }
  return problems;
}

async function namesOf(
  executor: Executor,
  catalog: Catalog,
  kind: Extract<ReceiverKind, "team" | "department" | "users">,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const model = catalog.objects.get(kind);
  const { rows } =
    kind === "users"
      ? await executor.run({
          text: "select a.email from core.membership m join core.account a on a.id = m.account where m.workspace = $1 and lower(a.email) = any($2)",
          values: [catalog.workspaceId, names.map((name) => name.toLowerCase())],
        })
      : model === undefined
        ? { rows: [] }
        : await executor.run({
            text: `select "name" from ${quoted(catalog.schema)}.${quoted(tableOf(model))} where "name" = any($1)`,
            values: [names],
          });
  return new Set(rows.map(([name]) => String(name).toLowerCase()));
}
