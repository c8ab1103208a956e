import { createEffect, For, Show } from "solid-js";
import type { RunPlace, RunProblem, RunWhole } from "../../metadata/workflow-wire.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { runText } from "../language/runs/messages.ts";
import { problemWords, waitSentence } from "./run-words.ts";
import type { RunsStore } from "./runs-api.ts";

/** Where a run stands, and why it goes no further. */
export function RunPlaces(props: { readonly store: RunsStore; readonly run: RunWhole }) {
  return (
    <section class="plain-page-section" data-now aria-label={runText("now")}>
      <h2>{runText("now")}</h2>
      <Show
        when={props.run.now.length > 0}
        fallback={<p class="plain-page-none">{runText("now_over")}</p>}
      >
        <ul class="run-places">
          <For each={props.run.now}>
            {(place) => <Place store={props.store} run={props.run} place={place} />}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Place(props: {
  readonly store: RunsStore;
  readonly run: RunWhole;
  readonly place: RunPlace;
}) {
  const awaited = () => ({ object: props.run.object, record: props.place.record ?? null });
  createEffect(() => void props.store.records.load([awaited()]));
  const record = () =>
    props.store.records.recordTitle(awaited()) ?? props.place.record?.slice(-8) ?? "";
  const isFailed = () => props.place.status === "failed";
  return (
    <li class="run-place" classList={{ "run-place-failed": isFailed() }}>
      <Icon name={isFailed() ? "circle-alert" : "hourglass"} />
      <div class="run-place-text">
        <strong>{props.place.title ?? props.place.step}</strong>
        <p>{waitSentence(props.place, record())}</p>
        <Show when={props.place.attempt > 0}>
          <p class="muted">{runText("attempts", { count: props.place.attempt })}</p>
        </Show>
        <Problems problems={props.place.problems} />
      </div>
    </li>
  );
}

/** What went wrong, with the codes that programs see. */
export function Problems(props: { readonly problems: readonly RunProblem[] }) {
  return (
    <For each={props.problems}>
      {(problem) => (
        <p class="run-problem">
          {problemWords(problem)}{" "}
          <Show when={problem.message}>
            <code class="muted">
              {problem.code}
              {problem.path ? ` ${problem.path}` : ""}
            </code>
          </Show>
        </p>
      )}
    </For>
  );
}
