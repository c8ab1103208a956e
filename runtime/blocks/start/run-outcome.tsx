import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import type { RunPlace, RunWhole } from "../../../metadata/workflow-wire.ts";
import { startText } from "../../language/start/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { useApplication } from "../../state/application.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";

/** How soon a run that moves is looked at again. */
const pauseMilliseconds = 1500;

/** What has become of a form that was sent, and what is awaited. */
export function RunOutcome(props: { readonly run: string }) {
  const { client } = useApplication();
  const [run, setRun] = createSignal<RunWhole>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    const answer = await client.request<RunWhole>("GET", `/runs/${props.run}`);
    if (stopped) return;
    if (answer.ok) setRun(answer.body);
    if (!answer.ok || answer.body.status === "running")
      timer = setTimeout(() => void look(), pauseMilliseconds);
  };
  onMount(() => void look());
  onCleanup(() => {
    stopped = true;
    clearTimeout(timer);
  });
  return (
    <section aria-label={startText("what_happens")} aria-live="polite">
      <h2>{startText("what_happens")}</h2>
      <ol>
        <For each={run()?.steps.filter(({ event, step }) => event === "done" && step !== null)}>
          {({ title }) => <Line icon="circle-check" text={title ?? ""} />}
        </For>
        <For each={run()?.now.filter(({ waits_for }) => waits_for !== "inner")}>
          {(place) => <Line icon={iconOf(place)} text={sentenceOf(place)} />}
        </For>
        <Show when={endOf(run())}>{(words) => <Line icon="info" text={words()} />}</Show>
      </ol>
    </section>
  );
}

const Line = (props: { readonly icon: IconName; readonly text: string }) => (
  <li>
    <Icon name={props.icon} />
    <span>{props.text}</span>
  </li>
);

const iconOf = ({ status }: RunPlace): IconName =>
  status === "failed" ? "circle-alert" : "hourglass";

function sentenceOf(place: RunPlace): string {
  const step = place.title ?? place.step;
  if (place.status === "failed") return startText("failed", { step });
  const until = place.until === null ? "" : dayAndTime(place.until);
  if (place.waits_for === "person") {
    const names = (place.people ?? []).flatMap(({ name }) => name ?? []).join(", ");
    if (names === "") return startText("waits_somebody", { step });
    return startText(until === "" ? "waits_people" : "waits_people_until", { step, names, until });
  }
  return until === "" ? startText("waits", { step }) : startText("waits_until", { step, until });
}

/** What is said of a run as a whole; undefined while its places say it. */
function endOf(run: RunWhole | undefined): string | undefined {
  switch (run?.status) {
    case "done":
      return startText("over");
    case "cancelled":
      return startText("cancelled");
    case "undone":
      return startText("undone");
    case "waiting":
    case "failed":
      return undefined;
    default:
      return startText("running");
  }
}
