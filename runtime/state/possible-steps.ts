/** The steps of a lifecycle that lead on from a record's state, and taking one. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { PossibleTransitions, ProblemJson, RecordJson } from "../../metadata/wire.ts";
import { type Answer, problemOf, type Refusal } from "../client/client.ts";
import { locale } from "../language/locale.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";
import { recordChanged } from "./record-changed.ts";
import { recordKey } from "./record-query.ts";

export type PossibleStep = PossibleTransitions["data"][number];

export interface PossibleSteps {
  /** `undefined` while they are on their way. */
  readonly steps: () => readonly PossibleStep[] | undefined;
  readonly failure: () => ProblemJson | undefined;
  readonly reload: () => void;
}

/** What is possible follows the record's revision, and the time that has passed since it was asked. */
export function createPossibleSteps(
  application: Application,
  model: () => ObjectModel,
  record: () => RecordJson,
): PossibleSteps {
  const result = observeQuery<PossibleTransitions>(application.queries, () => {
    const [{ name }, { id, revision }] = [model(), record()];
    const version = application.catalog.catalog()?.version;
    return {
      queryKey: [...recordKey(name, id), "steps", revision, version, locale()],
      queryFn: ({ signal }) =>
        application.client.load<PossibleTransitions>(
          `/records/${name}/${id}/transitions`,
          {},
          signal,
        ),
      staleTime: 0,
    };
  });
  return {
    steps: () => result().data?.data,
    failure: () => {
      const { error, data } = result();
      return error === null || data !== undefined ? undefined : problemOf(error);
    },
    reload: () => void result().refetch(),
  };
}

/** Takes a step from the revision that is shown; `body` are fields that change along with it. */
export async function takeStep(
  application: Application,
  object: string,
  record: RecordJson,
  step: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Answer<RecordJson> | Refusal> {
  const path = `/records/${object}/${record.id}/transitions/${step}`;
  const answer = await application.client.request<RecordJson>("POST", path, {
    body,
    ifMatch: `"${record.revision}"`,
  });
  // Who is refused may be looking at something out of date.
  const outdated = !answer.ok && [404, 409, 412].includes(answer.problem.status);
  if (answer.ok || outdated) await recordChanged(application, object, record.id);
  return answer;
}
