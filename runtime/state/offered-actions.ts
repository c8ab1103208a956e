/** The actions that scripts and workflows offer on a record or a list, and starting one. */
import type {
  ActionAnswer,
  OfferedAction,
  OfferedActions,
} from "../../metadata/automation-wire.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { ProblemJson, RecordJson } from "../../metadata/wire.ts";
import { type Answer, problemOf, type Refusal } from "../client/client.ts";
import { locale } from "../language/locale.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";
import { recordsKey } from "./record-list.ts";
import { recordKey } from "./record-query.ts";

export interface ActionOffers {
  /** None while they are on their way. */
  readonly actions: () => readonly OfferedAction[];
  readonly failure: () => ProblemJson | undefined;
  readonly reload: () => void;
}

/** What a record allows follows its revision; those of before stay in sight until then. */
export const createRecordOffers = (
  application: Application,
  model: () => ObjectModel,
  record: () => RecordJson,
): ActionOffers =>
  createOffers(application, () => {
    const [{ name }, { id, revision }] = [model(), record()];
    return { key: [...recordKey(name, id), "actions"], revision, path: `/records/${name}/${id}` };
  });

export function createListOffers(application: Application, model: () => ObjectModel): ActionOffers {
  const offers = createOffers(application, () => {
    const { name } = model();
    return { key: ["actions", name], revision: 0, path: `/records/${name}` };
  });
  return { ...offers, actions: () => offers.actions().filter(({ on }) => on === "list") };
}

function createOffers(
  application: Application,
  place: () => {
    readonly key: readonly unknown[];
    readonly revision: number;
    readonly path: string;
  },
): ActionOffers {
  const result = observeQuery<OfferedActions>(application.queries, () => {
    const { key, revision, path } = place();
    const before = JSON.stringify(key);
    return {
      queryKey: [...key, revision, application.catalog.catalog()?.version, locale()],
      queryFn: ({ signal }) =>
        application.client.load<OfferedActions>(`${path}/actions`, {}, signal),
      staleTime: 0,
      placeholderData: (previous, query) =>
        JSON.stringify(query?.queryKey.slice(0, key.length)) === before ? previous : undefined,
    };
  });
  return {
    actions: () => result().data?.data ?? [],
    failure: () => {
      const { error, data } = result();
      return error === null || data !== undefined ? undefined : problemOf(error);
    },
    reload: () => void result().refetch(),
  };
}

export interface ActionTarget {
  readonly object: string;
  /** One for an action of a record. */
  readonly ids: readonly string[];
}

export type StartAction = (
  action: OfferedAction,
  input: Readonly<Record<string, unknown>>,
) => Promise<Answer<ActionAnswer> | Refusal>;

/** Starts actions; when no answer came, the same again takes effect once. */
export function createActionStart(
  application: Application,
  target: () => ActionTarget,
): StartAction {
  let unanswered: { readonly text: string; readonly key: string } | undefined;
  return async (action, input) => {
    const { object } = target();
    const { path, body } = callOf(action, target(), input);
    const text = path + JSON.stringify(body);
    const key = unanswered?.text === text ? unanswered.key : crypto.randomUUID();
    const answer = await application.client.request<ActionAnswer>("POST", path, {
      body,
      idempotencyKey: key,
    });
    unanswered = !answer.ok && answer.problem.status === 0 ? { text, key } : undefined;
    // Who is refused may be looking at something out of date.
    const outdated = !answer.ok && [404, 409, 412].includes(answer.problem.status);
    if (answer.ok || outdated) await everythingRead(application, object);
    // A workflow answers its run; it goes on by itself, and what it writes is heard of.
    return answer.ok && action.kind === "workflow"
      ? { ...answer, body: { message: null, open: null } }
      : answer;
  };
}

function callOf(
  { kind, on, name }: OfferedAction,
  { object, ids }: ActionTarget,
  input: Readonly<Record<string, unknown>>,
): { readonly path: string; readonly body: unknown } {
  const [record] = ids;
  if (kind === "workflow")
    return { path: `/workflows/${name}/runs`, body: { record, variables: input } };
  return on === "list"
    ? { path: `/records/${object}/actions/${name}`, body: { ids, input } }
    : { path: `/records/${object}/${record}/actions/${name}`, body: input };
}

/** A script may have written anything: whatever records are on the screen are read again. */
async function everythingRead(application: Application, object: string): Promise<void> {
  application.titles.forget(object);
  application.related.forget(object);
  const ofRecords = [recordsKey(object)[0], recordKey(object, "")[0]];
  await application.queries.invalidateQueries({
    predicate: ({ queryKey }) => ofRecords.includes(queryKey[0]),
  });
}
