import { For, Show } from "solid-js";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { TaskDetails } from "../../../metadata/task-wire.ts";
import type { RecordJson } from "../../../metadata/wire.ts";
import { taskText } from "../../language/tasks/messages.ts";
import { recordAddress } from "../../state/addresses.ts";
import { useApplication } from "../../state/application.ts";
import { rowList } from "../../state/row-list.ts";
import { Facts } from "../facts.tsx";
import { formSections } from "../form-sections.ts";
import { RowsTable } from "../rows-table.tsx";

/** The record of a task, as the step shows it. */
export function TaskRecord(props: { readonly task: TaskDetails }) {
  const application = useApplication();
  const model = () => {
    const { object, values } = props.task;
    return object === null || values === null ? null : application.catalog.model(object);
  };
  return (
    <Show
      when={model()}
      fallback={
        <Show when={model() === null}>
          <p class="muted">{taskText("no_values")}</p>
        </Show>
      }
    >
      {(found) => <Shown task={props.task} model={found()} />}
    </Show>
  );
}

function Shown(props: { readonly task: TaskDetails; readonly model: ObjectModel }) {
  const application = useApplication();
  const record = (): RecordJson => ({
    ...(props.task.values ?? {}),
    id: props.task.record ?? "",
    revision: props.task.revision ?? 0,
  });
  /** What the step hides is not empty: it is not there. */
  const isThere = ({ name }: { readonly name: string }) => Object.hasOwn(record(), name);
  const sections = () => formSections(props.model, application.catalog.form(props.model.name));
  const panels = () =>
    sections().panels.map(({ title, fields }) => ({ title, fields: fields.filter(isThere) }));
  const editable = () =>
    props.task.fields.edit.map((name) => props.model.byName.get(name)?.title ?? name).join(", ");
  return (
    <>
      <p class="task-line muted">
        <Show when={props.task.shown === "snapshot"}>
          <span>{taskText("shown_snapshot")}</span>
        </Show>
        <Show when={props.task.changed_since}>
          <span>{taskText("changed_since")}</span>
        </Show>
        <Show when={props.task.revision !== null}>
          <a href={recordAddress(props.model.name, record().id)}>{taskText("open_record")}</a>
        </Show>
        <Show when={props.task.actions.includes("approve") && editable()}>
          {(fields) => <span>{taskText("editable", { fields: fields() })}</span>}
        </Show>
      </p>
      <Facts
        model={props.model}
        record={record()}
        panels={panels()}
        former={props.task.shown === "snapshot"}
      />
      <For each={sections().lines.filter(isThere)}>
        {(field) => (
          <RowsTable
            field={field}
            rows={rowList(record()[field.name])}
            place={{ object: props.model.name, id: record().id }}
          />
        )}
      </For>
    </>
  );
}
