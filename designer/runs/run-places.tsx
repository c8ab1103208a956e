import { createEffect, For, Show } from "solid-js";
import type {
  DeliveryEntry,
  DeliveryPage,
  RunPlace,
  RunProblem,
  RunWhole,
} from "../../metadata/workflow-wire.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { createAnswer } from "../../runtime/state/create-answer.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { runText } from "../language/runs/messages.ts";
import { problemWords, waitSentence } from "./run-words.ts";
import type { RunsStore } from "./runs-api.ts";

/** Where a run stands, and why it goes no further. */
export function RunPlaces(props: { readonly store: RunsStore; readonly run: RunWhole }) {
  return (
    <section class="plain-page-section" data-now aria-label={runText("now")}>
      <h2>{runText("now")}</h2>
      <ul class="run-places">
        <For each={props.run.now}>
          {(place) => <Place store={props.store} run={props.run} place={place} />}
        </For>
      </ul>
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
        <Show when={props.place.undoes}>
          {(undone) => <p>{runText("undoes", { step: undone().title })}</p>}
        </Show>
        <p>{waitSentence(props.place, record())}</p>
        <Show when={props.place.attempt > 0}>
          <p class="muted">{runText("attempts", { count: props.place.attempt })}</p>
        </Show>
        <Problems problems={props.place.problems} />
        <Show when={props.place.waits_for === "delivery"}>
          <AwaitedDeliveries store={props.store} run={props.run} />
        </Show>
      </div>
    </li>
  );
}

/** How what a run has sent stands: when it is tried again, and what was answered last. */
function AwaitedDeliveries(props: { readonly store: RunsStore; readonly run: RunWhole }) {
  const { body } = createAnswer(
    () => props.run,
    ({ id }) =>
      props.store.client.request<DeliveryPage>("GET", "/deliveries", { query: { run: id } }),
  );
  const open = () => body()?.data.filter(({ finished_at }) => finished_at === null) ?? [];
  return <For each={open()}>{(delivery) => <p class="muted">{deliverySentence(delivery)}</p>}</For>;
}

function deliverySentence({ status, target, attempt, next_at, response_code }: DeliveryEntry) {
  const next = next_at === null ? "" : dayAndTime(next_at);
  if (status === "paused") return runText("sent_paused", { target });
  if (attempt === 0) return runText("sent_first", { target });
  const answered = response_code === null ? "sent_no_answer" : "sent_again";
  return runText(answered, { target, count: attempt, code: String(response_code), next });
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
