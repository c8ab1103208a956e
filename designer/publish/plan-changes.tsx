import { createMemo, For, Show } from "solid-js";
import type { PlannedChange, PublishPlan, RecordJson } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { planRowsAddress, recordAddress } from "../../runtime/state/addresses.ts";
import { useApplication } from "../../runtime/state/application.ts";
import { Icon, type IconName } from "../../runtime/ui/icon.tsx";
import { findDocument } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { type Answers, isHelped, problemsOfAnswer, questionsOf } from "./plan-answers.ts";
import { PlanQuestionInput } from "./plan-question-input.tsx";

const riskIcons: Readonly<Record<PlannedChange["risk"], IconName>> = {
  none: "circle-check",
  attention: "warning",
  data_loss: "circle-alert",
};

export interface PlanChangesProps {
  readonly plan: PublishPlan;
  readonly answers: Answers;
  /** The plan of the draft: its rows can be loaded as a file. */
  readonly ofDraft: boolean;
  readonly onAnswer: (id: string, value: unknown) => void;
}

/** Every change as a sentence, grouped by object, with its risk as a colour and in words. */
export function PlanChanges(props: PlanChangesProps) {
  const { session } = useDesigner();
  const names = createMemo(() => [...new Set(props.plan.changes.map(groupName))]);
  const titleOf = (name: string) => {
    const present = findDocument(session.documents(), "object", name);
    if (present) return documentTitle(session.documents(), present, locale());
    const former = findDocument(session.published(), "object", name);
    return former ? documentTitle(session.published(), former, locale()) : name;
  };
  return (
    <Show
      when={props.plan.changes.length > 0}
      fallback={
        <Show when={props.plan.problems.length === 0}>
          <p class="pane-note">{text(props.ofDraft ? "nothing_to_publish" : "nothing_differs")}</p>
        </Show>
      }
    >
      <For each={names()}>
        {(name) => (
          <section class="plan-group">
            <h3>{name === "" ? text("other_changes") : titleOf(name)}</h3>
            <ul>
              <For each={props.plan.changes.filter((change) => groupName(change) === name)}>
                {(change) => <ChangeRow {...props} change={change} />}
              </For>
            </ul>
          </section>
        )}
      </For>
    </Show>
  );
}

/** Rows stand with the object they belong to. */
const groupName = (change: PlannedChange): string => change.object?.split("$")[0] ?? "";

function ChangeRow(props: PlanChangesProps & { readonly change: PlannedChange }) {
  const risk = () => props.change.risk;
  const questions = () => questionsOf(props.plan, props.change);
  /** Whatever is answered: these are the values in question. */
  const isConversion = () => questions().some(({ choices }) => choices.length > 0);
  const helped = () => isHelped(props.plan, props.change, props.answers);
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
        <Show when={(isConversion() || !helped()) && props.change.obstacles}>
          {(obstacles) => (
            <Obstacles
              object={props.change.object ?? ""}
              change={props.change.id}
              count={obstacles().count}
              blocking={obstacles().blocking && !helped()}
              isAsked={questions().length > 0}
              isReturn={props.change.kind === "options_restored"}
              samples={obstacles().samples}
              ofDraft={props.ofDraft}
            />
          )}
        </Show>
        <For each={questions()}>
          {(question) => (
            <PlanQuestionInput
              question={question}
              answers={props.answers}
              problems={problemsOfAnswer(props.plan, question)}
              onAnswer={props.onAnswer}
            />
          )}
        </For>
        <Show when={props.change.cost.lock !== "none" || props.change.cost.beside_seconds > 0}>
          <p class="muted">{props.change.cost.sentence}</p>
        </Show>
        <Show when={props.change.statements.length > 0}>
          <details class="plan-statements">
            <summary>
              {text("database_statements", { count: props.change.statements.length })}
            </summary>
            {/* Focusable, so that the keyboard can scroll it. */}
            <pre tabindex={0}>{props.change.statements.join(";\n")}</pre>
          </details>
        </Show>
      </div>
    </li>
  );
}

/** Records shown; the count says how many there are. */
const samplesShown = 8;

/** Records that a change is about, or that stand against it: how many, and the first of them by name. */
function Obstacles(props: {
  readonly object: string;
  readonly change: string;
  readonly count: number;
  readonly blocking: boolean;
  /** A question below says what becomes of them. */
  readonly isAsked: boolean;
  /** They get the values back that they had. */
  readonly isReturn: boolean;
  readonly samples: readonly RecordJson[];
  readonly ofDraft: boolean;
}) {
  const application = useApplication();
  /** Rows have no page of their own. */
  const isRecord = () => !props.object.includes("$");
  const meaning = () => {
    if (props.blocking) return "rows_in_the_way";
    if (props.isReturn) return "rows_given_back";
    return props.isAsked ? "rows_answered" : "rows_to_know_of";
  };
  const shown = () => (isRecord() ? props.samples.slice(0, samplesShown) : []);
  return (
    <div class="plan-obstacles" classList={{ "plan-obstacles-blocking": props.blocking }}>
      <p>{text(meaning(), { count: props.count })}</p>
      <Show when={shown().length > 0}>
        <ul class="plan-samples">
          <For each={shown()}>
            {({ id, title }) => (
              <li>
                <a href={recordAddress(props.object, id)} target="_blank" rel="noopener">
                  {(typeof title === "string" ? title : "") ||
                    application.titles.title(props.object, id) ||
                    text("record_without_name")}
                </a>
              </li>
            )}
          </For>
          <Show when={props.count > shown().length}>
            <li class="muted">{text("and_more", { count: props.count - shown().length })}</li>
          </Show>
        </ul>
      </Show>
      <Show when={props.ofDraft}>
        <a href={planRowsAddress(props.change)} download="rows.csv">
          {text("all_as_csv")}
        </a>
      </Show>
    </div>
  );
}
