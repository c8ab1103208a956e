import { For, Show } from "solid-js";
import type { RunStep, RunWhole } from "../../metadata/workflow-wire.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { runText } from "../language/runs/messages.ts";
import { durationBetween } from "../pages/durations.ts";
import { CodeText } from "../pages/plain-facts.tsx";
import { Problems } from "./run-places.tsx";
import { eventLooks, happened, knownEvent } from "./run-words.ts";
import type { RunsStore } from "./runs-api.ts";

/** What happened in a run, in its order. */
export function RunSteps(props: { readonly store: RunsStore; readonly run: RunWhole }) {
  const isHidden = () => props.run.variables === undefined;
  return (
    <section class="plain-page-section" data-steps aria-label={runText("steps")}>
      <h2>{runText("steps")}</h2>
      <Show when={isHidden()}>
        <p class="muted">{runText("hidden")}</p>
      </Show>
      <Show
        when={props.run.steps.length > 0}
        fallback={<p class="plain-page-none">{runText("no_steps")}</p>}
      >
        <ol class="run-steps">
          <For each={props.run.steps}>
            {(step, index) => (
              <Step
                step={step}
                since={props.run.steps[index() - 1]?.at ?? props.run.started_at}
                actor={step.actor === null ? "" : (props.store.people.nameOf(step.actor) ?? "")}
              />
            )}
          </For>
        </ol>
      </Show>
    </section>
  );
}

function Step(props: {
  readonly step: RunStep;
  /** When what came before it happened. */
  readonly since: string;
  readonly actor: string;
}) {
  const look = () => {
    const known = knownEvent(props.step.event);
    return known === undefined ? ({ look: "quiet", icon: "info" } as const) : eventLooks[known];
  };
  const has = (value: unknown) => value !== undefined && value !== null;
  return (
    <li class={`run-step outcome-${look().look}`}>
      <Icon name={look().icon} />
      <div class="run-step-head">
        <strong>{props.step.title ?? happened(props.step.event)}</strong>
        <Show when={props.step.title}>
          <span>{happened(props.step.event)}</span>
        </Show>
        <Show when={props.step.undoes}>
          {(undone) => <span>{runText("undoes", { step: undone().title })}</span>}
        </Show>
        <Show when={props.actor}>
          <span class="muted">{runText("by", { name: props.actor })}</span>
        </Show>
        <span class="run-step-time muted">
          <time datetime={props.step.at}>{dayAndTime(props.step.at)}</time>
          {" · "}
          {runText("after", { duration: durationBetween(props.since, props.step.at) })}
        </span>
      </div>
      <div class="run-step-body">
        <Problems problems={props.step.problems} />
        <Show when={has(props.step.input) || has(props.step.output)}>
          <details>
            <summary>{runText("details")}</summary>
            <div class="run-step-values">
              <Show when={has(props.step.input)}>
                <Value title={runText("given")} value={props.step.input} />
              </Show>
              <Show when={has(props.step.output)}>
                <Value title={runText("answered")} value={props.step.output} />
              </Show>
            </div>
          </details>
        </Show>
      </div>
    </li>
  );
}

function Value(props: { readonly title: string; readonly value: unknown }) {
  return (
    <div>
      <h3>{props.title}</h3>
      <CodeText label={props.title} value={props.value} />
    </div>
  );
}
