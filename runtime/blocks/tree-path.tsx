import { A } from "@solidjs/router";
import { For } from "solid-js";
import { type ObjectModel, treeParentOf } from "../../metadata/model/object-model.ts";
import type { RecordJson, RecordPage } from "../../metadata/wire.ts";
import { lookupId } from "../fields/lookup.tsx";
import { text } from "../language/messages.ts";
import { recordAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { textLiteral } from "../state/filter-expression.ts";
import { observeQuery } from "../state/observe-query.ts";
import { recordsKey } from "../state/record-list.ts";
import { recordTitleOf } from "../state/record-titles.ts";
import { Icon } from "../ui/icon.tsx";

/** The records above this one in its tree, from the top, as links. */
export function TreePath(props: { readonly model: ObjectModel; readonly record: RecordJson }) {
  const application = useApplication();
  const above = observeQuery<readonly RecordJson[]>(application.queries, () => {
    const { model, record } = props;
    const parent = treeParentOf(model);
    const first = parent ? lookupId(record[parent.name]) : null;
    return {
      queryKey: [...recordsKey(model.name), "above", first],
      enabled: first !== null,
      queryFn: async ({ signal }) => {
        const page = await application.client.load<RecordPage>(
          `/records/${model.name}`,
          {
            filter: `is_within(${textLiteral(first ?? "")}, id)`,
            fields: `${model.recordTitle},${parent?.name}`,
            limit: 200,
          },
          signal,
        );
        return fromTheTop(page.data, parent?.name ?? "", first);
      },
    };
  });
  return (
    <For each={above().data ?? []}>
      {(record) => (
        <>
          <Icon name="chevron-right" size={12} />
          <A class="page-crumb" href={recordAddress(props.model.name, record.id)}>
            {recordTitleOf(props.model, record) || text("record_untitled")}
          </A>
        </>
      )}
    </For>
  );
}

/** The chain that ends at `last`; records whose parent is out of sight begin it. */
function fromTheTop(
  records: readonly RecordJson[],
  parent: string,
  last: string | null,
): readonly RecordJson[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const path: RecordJson[] = [];
  for (let id = last; id !== null; ) {
    const record = byId.get(id);
    if (record === undefined || path.includes(record)) break;
    path.unshift(record);
    id = lookupId(record[parent]);
  }
  return path;
}
