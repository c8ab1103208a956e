/** Live changes as server-sent events; what is sent, and to whom, is decided in `changes/`. */
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { problem } from "../../../metadata/problem.ts";
import type { Text } from "../../../metadata/text.ts";
import type { ChangesEnd } from "../../../metadata/wire.ts";
import type { Principal } from "../../access/credentials.ts";
import type { Rights } from "../../access/rights.ts";
import type { NamedRecord } from "../../changes/subscription.ts";
import { clockAt } from "../../clock.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { Answer } from "../answer.ts";
import { disconnect, rightsOfCaller } from "../caller.ts";
import type { Exchange } from "../exchange.ts";
import type { Route } from "../route.ts";
import { mustSetUpFactor } from "../second-factor-rule.ts";
import { refuse } from "./records.ts";

export const changeRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/changes",
    guard: "signed_in",
    sameSite: true,
    query: ["objects", "records"],
    handle: changes,
  },
];

/** Records that a receiver may name. */
export const namedMaximum = 100;

const expectedRecords: Text = {
  en: `at most ${namedMaximum} of object/id, of the objects that are followed`,
  "zh-CN": `最多 ${namedMaximum} 个 object/id，且属于所关注的对象`,
};

const headers = {
  "content-type": "text/event-stream",
  "x-accel-buffering": "no",
  // A stream that has ended leaves nothing that a stopping server would wait for.
  connection: "close",
};

async function changes(exchange: Exchange): Promise<Answer> {
  const { services, context, catalog, principal, query } = exchange;
  if (principal === null) throw new Error("The guard has let in nobody");
  const objects = followedObjects(exchange);
  if (objects instanceof Answer) return objects;
  const records = namedRecords(query.get("records"), objects);
  if (records === null)
    return refuse(
      exchange,
      problem("invalid_parameter", "", { name: "records", expected: expectedRecords }),
    );
  // Whoever asks for the headers alone would never read the stream.
  if (context.req.method === "HEAD") return new Answer(null, { headers });
  const { id: account } = principal.account;
  const rights = await rightsOfCaller(services.database, catalog, principal, true);
  const opened = await services.changes.open({
    // Who looks on as another takes room of his own.
    receiver: {
      workspaceId: catalog.workspaceId,
      account: (principal.onlooker ?? principal).account.id,
    },
    reader: () => ({
      executor: services.database,
      catalog,
      rights,
      clock: clockAt(new Date(), services.config.timeZone, account),
    }),
    objects,
    records,
    lastEventId: context.req.header("last-event-id") ?? null,
    endReason: () => endReason(exchange, principal, rights),
    disconnect: () => disconnect(context),
  });
  return opened.ok ? new Answer(opened.value, { headers }) : refuse(exchange, ...opened.problems);
}

/** Those of the address, or all that the caller may read. */
function followedObjects(exchange: Exchange): readonly ObjectModel[] | Answer {
  const { catalog, rights, query } = exchange;
  const readable = [...catalog.objects.values()].filter((model) => rights.mayUse(model, "read"));
  const asked = query.get("objects");
  if (asked === null) return readable;
  const names = new Set(asked.split(","));
  const missing = [...names].find((name) => !readable.some((model) => model.name === name));
  return missing === undefined
    ? readable.filter(({ name }) => names.has(name))
    : refuse(exchange, problem("unknown_object", "", { name: missing }));
}

/** `object/id,object/id`; null when it is anything else. */
function namedRecords(
  text: string | null,
  objects: readonly ObjectModel[],
): readonly NamedRecord[] | null {
  if (text === null) return [];
  const parts = text.split(",");
  const records = parts.flatMap((part) => {
    const [name, id = "", ...rest] = part.split("/");
    const object = objects.find((model) => model.name === name);
    return object && rest.length === 0 && uuidPattern.test(id) ? [{ object, id }] : [];
  });
  return records.length === parts.length && parts.length <= namedMaximum ? records : null;
}

/** Everything that a new request would be asked, and whether its answer would be the same. */
async function endReason(
  { services, catalog }: Exchange,
  principal: Principal,
  rights: Rights,
): Promise<ChangesEnd["code"] | null> {
  const current = await services.credentials.identifyAgain(catalog.workspaceId, principal);
  if (current === null) return "not_signed_in";
  const published = services.catalogs.loaded(catalog.workspace);
  if (published?.workspaceId !== catalog.workspaceId || published.version !== catalog.version)
    return "published";
  if (!areSamePeople(current, principal)) return "rights_changed";
  const now = await rightsOfCaller(services.database, catalog, current, true);
  if (!areEqual(now, rights)) return "rights_changed";
  return mustSetUpFactor(services.config, current, now) ? "second_factor_needed" : null;
}

/** Who looks on as another stops being judged as him when he looks away, or may no longer look. */
const areSamePeople = (left: Principal, right: Principal): boolean =>
  left.account.id === right.account.id &&
  left.onlooker?.roles.toSorted().join() === right.onlooker?.roles.toSorted().join();

/** Within one version of the catalog: equal roles, and equal people whose records they mean. */
const areEqual = (left: Rights, right: Rights): boolean =>
  left.key === right.key && slotsText(left) === slotsText(right);

const slotsText = ({ slots }: Rights): string =>
  JSON.stringify(
    Object.entries(slots).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.toSorted() : value,
    ]),
  );
