/** One record with everything it has, for the record page and the form. */
import type { ProblemJson, RecordJson } from "../../metadata/wire.ts";
import { expectBody, problemOf } from "../client/client.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";

export interface LoadedRecord {
  readonly record: () => RecordJson | undefined;
  readonly failure: () => ProblemJson | undefined;
  /** False while what is shown may be out of date. */
  readonly fresh: () => boolean;
  readonly reload: () => void;
}

export function recordKey(object: string, id: string): readonly unknown[] {
  return ["record", object, id];
}

export function createRecordQuery(
  application: Application,
  object: () => string,
  id: () => string,
): LoadedRecord {
  const result = observeQuery<RecordJson>(application.queries, () => {
    const [name, wanted] = [object(), id()];
    return {
      queryKey: [...recordKey(name, wanted), application.catalog.catalog()?.version],
      queryFn: async ({ signal }) =>
        expectBody(
          await application.client.request<RecordJson>("GET", `/records/${name}/${wanted}`, {
            signal,
          }),
        ),
      placeholderData: (previous, before) =>
        before?.queryKey[2] === wanted ? previous : undefined,
    };
  });
  return {
    record: () => result().data,
    failure: () => {
      const { error, data } = result();
      return error === null || data !== undefined ? undefined : problemOf(error);
    },
    fresh: () => !result().isFetching && !result().isPlaceholderData,
    reload: () => void result().refetch(),
  };
}
