import { createMemo, For, Show } from "solid-js";
import type { PlannedChange, RecordJson } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Icon, type IconName } from "../../runtime/ui/icon.tsx";
import { findDocument } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

const riskIcons: Readonly<Record<PlannedChange["risk"], IconName>> = {
  none: "circle-check",
  attention: "warning",
  data_loss: "circle-alert",
};

/** Every change as a sentence, grouped by object, with its risk as a colour and in words. */
export function PlanChanges(props: { readonly changes: readonly PlannedChange[] }) {
  const { session } = useDesigner();
  const groups = createMemo(() => Object.entries(Object.groupBy(props.changes, groupName)));
  const titleOf = (name: string) => {
    const present = findDocument(session.documents(), "object", name);
    if (present) return documentTitle(session.documents(), present, locale());
    const former = findDocument(session.published(), "object", name);
    return former ? documentTitle(session.published(), former, locale()) : name;
  };
  return (
    <Show
      when={props.changes.length > 0}
      fallback={<p class="pane-note">{text("nothing_to_publish")}</p>}
    >
      <For each={groups()}>
        {([name, changes]) => (
          <section class="plan-group">
            <h3>{name === "" ? text("other_changes") : titleOf(name)}</h3>
            <ul>
              <For each={changes}>{(change) => <ChangeRow change={change} />}</For>
            </ul>
          </section>
        )}
      </For>
    </Show>
  );
}

const groupName = (change: PlannedChange): string => change.object ?? "";

function ChangeRow(props: { readonly change: PlannedChange }) {
  const risk = () => props.change.risk;
  return (
    <li class={`plan-change plan-change-${risk()}`}>
      <Icon name={riskIcons[risk()]} />
      <div class="plan-change-body">
        <p>
          {props.change.sentence}
          <Show when={risk() !== "none"}>
            <span class={`risk risk-${risk()}`}>{text(`risk_${risk()}`)}</span>
          </Show>
        </p>
        <Show when={props.change.obstacles}>{(obstacles) => <Obstacles {...obstacles()} />}</Show>
        <Show when={props.change.statements.length > 0}>
          <details class="plan-statements">
            <summary>
              {text("database_statements", { count: props.change.statements.length })}
            </summary>
            <pre tabindex={0}>{props.change.statements.join(";\n")}</pre>
          </details>
        </Show>
      </div>
    </li>
  );
}

/** Rows that stand against a change: how many, and the first of them with what they hold. */
function Obstacles(props: { readonly count: number; readonly samples: readonly RecordJson[] }) {
  const columns = createMemo(() => {
    const names = new Set(props.samples.flatMap((sample) => Object.keys(sample)));
    names.delete("revision");
    if (names.size > 1) names.delete("id");
    return [...names];
  });
  return (
    <div class="plan-obstacles">
      <p>{text("rows_in_the_way", { count: props.count })}</p>
      <Show when={props.samples.length > 0}>
        <div class="plan-samples">
          <table>
            <thead>
              <tr>
                <For each={columns()}>{(name) => <th scope="col">{name}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={props.samples}>
                {(sample) => (
                  <tr>
                    <For each={columns()}>{(name) => <td>{written(sample[name])}</td>}</For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </div>
  );
}

function written(value: unknown): string {
  if (value === null || value === undefined) return text("empty");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
