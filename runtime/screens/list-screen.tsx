import { useLocation, useNavigate, useParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, Show } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { ListBlock } from "../blocks/list.tsx";
import { ProblemView } from "../blocks/problem-view.tsx";
import { inSentence } from "../language/in-sentence.ts";
import { text } from "../language/messages.ts";
import {
  binAddress,
  importAddress,
  listAddress,
  newRecordAddress,
  recordAddress,
} from "../state/addresses.ts";
import { mayAdd, mayDo } from "../state/allowed.ts";
import { useApplication } from "../state/application.ts";
import { conditionExpression } from "../state/filter-expression.ts";
import { type FilterCondition, type ListView, readView, writeView } from "../state/list-view.ts";
import { createOnlyRecord } from "../state/only-record.ts";
import { createRecordSelection, type RecordSelection } from "../state/record-selection.ts";
import { LinkButton } from "../ui/button.tsx";
import type { MenuEntry } from "../ui/menu.tsx";
import { narrow } from "../ui/narrow.ts";
import { ObjectScreen } from "./object-screen.tsx";
import { PageHead } from "./page-head.tsx";
import { setPageTitle } from "./page-title.ts";

/** As many as one request gives away. */
const transferMaximum = 1000;

/** `/{workspace}/records/{object}`: the address carries search, filters and sorting. */
export default function ListScreen() {
  const parameters = useParams<{ object: string }>();
  return (
    <ObjectScreen object={parameters.object}>
      {(model) => (
        <Show when={model().singleton} fallback={<Records model={model()} />}>
          <OnlyRecord model={model()} />
        </Show>
      )}
    </ObjectScreen>
  );
}

/** An object of one record has no list: its address leads to the record. */
function OnlyRecord(props: { readonly model: ObjectModel }) {
  const application = useApplication();
  const navigate = useNavigate();
  const only = createOnlyRecord(application, () => props.model.name);
  createEffect(() => {
    const id = only.id();
    if (id !== undefined) navigate(recordAddress(props.model.name, id), { replace: true });
  });
  return (
    <Show when={only.failure()}>
      {(problem) => <ProblemView problem={problem()} onRetry={only.reload} />}
    </Show>
  );
}

function Records(props: { readonly model: ObjectModel }) {
  const application = useApplication();
  const navigate = useNavigate();
  const location = useLocation();
  // A condition in force is one that can be asked: no chip tells of another.
  const view = createMemo(() => {
    const read = readView(new URLSearchParams(location.search));
    const isAsked = (condition: FilterCondition) =>
      conditionExpression(props.model, condition) !== undefined;
    return { ...read, filters: read.filters.filter(isAsked) };
  });
  const address = (next: ListView) => {
    const query = writeView(next).toString();
    return listAddress(props.model.name) + (query === "" ? "" : `?${query}`);
  };
  const change = (next: ListView, replace = false) =>
    navigate(address(next), { replace, scroll: false });
  createEffect(() => setPageTitle(props.model.title));
  const adds = () => mayAdd(application, props.model);
  const newLabel = () => text("new_object", { object: inSentence(props.model.title) });
  const newButton = () => (
    <LinkButton variant="primary" icon="plus" href={newRecordAddress(props.model.name)}>
      {newLabel()}
    </LinkButton>
  );
  const [selection, setSelection] = createSignal<RecordSelection>();
  const startSelecting = () => setSelection(createRecordSelection(transferMaximum));
  createEffect(() => {
    // Another object, or another part of this one: what was chosen may not be there.
    void [props.model.name, location.search];
    setSelection(undefined);
  });
  const menu = (): readonly MenuEntry[] => [
    ...(adds() && mayDo(application, props.model, "import")
      ? [
          {
            label: text("list_import"),
            icon: "publish",
            href: importAddress(props.model.name),
          } as const,
          "separator" as const,
        ]
      : []),
    ...(!narrow() && mayDo(application, props.model, "transfer")
      ? [{ label: text("list_transfer"), icon: "user", onSelect: startSelecting } as const]
      : []),
    ...(mayDo(application, props.model, "delete")
      ? [{ label: text("bin"), icon: "trash", href: binAddress(props.model.name) } as const]
      : []),
  ];
  return (
    <>
      <PageHead title={props.model.title}>
        <Show when={adds() && selection() === undefined}>{newButton()}</Show>
      </PageHead>
      <ListBlock
        model={props.model}
        view={view()}
        onView={change}
        viewAddress={address}
        address={(record) => recordAddress(props.model.name, record.id)}
        onOpen={({ id }) => {
          const choosing = selection();
          if (choosing === undefined) navigate(recordAddress(props.model.name, id));
          else choosing.toggle(id);
        }}
        selection={selection()}
        onEndSelection={() => setSelection(undefined)}
        menu={menu()}
        {...(adds() ? { whenEmpty: newButton() } : {})}
      />
    </>
  );
}
