/** What an administrator is told of the viewer is what the evaluator says; the viewer is told nothing. */
import { type Asker, each, refusal, sample } from "../asker.ts";
import { recordsOf } from "../plain-data.ts";

export async function explanation(asker: Asker): Promise<void> {
  const { server, data } = asker.world;
  const ask = (query: Readonly<Record<string, string>>) =>
    `/access/explain?${new URLSearchParams({ user: data.viewer, ...query })}`;
  asker.same("explain", refusal(await asker.get(ask({ object: "customer" }))), "403 not_permitted");
  const allowed = async (query: Readonly<Record<string, string>>): Promise<unknown> =>
    (await asker.call("GET", ask(query), undefined, { token: server.adminToken })).body.allowed;
  await each(asker.objects, async ({ name, fields, builtIn }) => {
    const records = recordsOf(data, name);
    for (const record of records) {
      const about = { object: name, record: record.id };
      const verbs = builtIn
        ? (["read"] as const)
        : ([
            "read",
            ...sample(["update", "delete"] as const, record.index % 3 === 0 ? 2 : 0),
          ] as const);
      for (const verb of verbs)
        asker.same(
          `explain ${verb} ${name} ${record.index}`,
          await allowed({ ...about, verb }),
          asker.sight.reaches(record, verb) &&
            !(verb !== "read" && isLockedState(record.now.status)),
        );
    }
    for (const { path } of fields)
      asker.same(
        `explain ${name}.${path}`,
        await allowed({ object: name, field: path }),
        asker.sight.uses(name, "read") && asker.sight.shows(name, path),
      );
  });
}

const isLockedState = (state: unknown): boolean => state === "closed" || state === "cancelled";
