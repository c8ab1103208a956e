/** Where the one record of an object is that has exactly one. */
import type { ProblemJson, RecordPage } from "../../metadata/wire.ts";
import { problemOf } from "../client/client.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";
import { recordsKey } from "./record-list.ts";

export interface OnlyRecord {
  readonly id: () => string | undefined;
  readonly failure: () => ProblemJson | undefined;
  readonly reload: () => void;
}

export function createOnlyRecord(application: Application, object: () => string): OnlyRecord {
  const page = observeQuery<RecordPage>(application.queries, () => ({
    queryKey: [...recordsKey(object()), "only"],
    queryFn: ({ signal }) =>
      application.client.load<RecordPage>(
        `/records/${object()}`,
        { fields: "id", limit: 1 },
        signal,
      ),
  }));
  return {
    id: () => page().data?.data[0]?.id,
    failure: () => {
      const { error } = page();
      return error === null ? undefined : problemOf(error);
    },
    reload: () => void page().refetch(),
  };
}
