import { createResource, For, type JSX, Show } from "solid-js";
import type { ScriptRunWhole } from "../../metadata/automation-wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import type { Client } from "../../runtime/client/client.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Notice, Skeleton } from "../../runtime/ui/message.tsx";
import { scriptText } from "../language/scripts/messages.ts";
import { counted, duration, occasionSentence, troubleOf } from "./run-words.ts";
import { Outcome } from "./runs-table.tsx";

/** All that is known of one run. */
export function RunDialog(props: {
  readonly client: Client;
  readonly id: string;
  readonly nameOf: (run: ScriptRunWhole) => string;
  readonly onClose: () => void;
}) {
  const [answer, { refetch }] = createResource(
    () => props.id,
    (id) => props.client.request<ScriptRunWhole>("GET", `/scripts/runs/${encodeURIComponent(id)}`),
  );
  const run = () => {
    const latest = answer.latest;
    return latest?.ok ? latest.body : undefined;
  };
  const failure = () => {
    const latest = answer.latest;
    return latest?.ok === false ? latest.problem : undefined;
  };
  const title = () => {
    const known = run();
    return known ? scriptText("run", { script: known.script }) : scriptText("runs");
  };
  return (
    <Dialog open wide title={title()} closeLabel={scriptText("close")} onClose={props.onClose}>
      <Show when={failure()}>
        {(problem) => (
          <Notice kind="danger" alert>
            {problemSentence(problem())}{" "}
            <Button small onClick={() => void refetch()}>
              {scriptText("retry")}
            </Button>
          </Notice>
        )}
      </Show>
      <Show when={run()} fallback={<Waiting failed={failure() !== undefined} />}>
        {(known) => <Run run={known()} name={props.nameOf(known())} />}
      </Show>
    </Dialog>
  );
}

function Waiting(props: { readonly failed: boolean }) {
  return (
    <Show when={!props.failed}>
      <div class="scripts-loading" role="status">
        <span class="visually-hidden">{scriptText("loading")}</span>
        <Skeleton width="60%" />
        <Skeleton width="80%" />
      </div>
    </Show>
  );
}

function Run(props: { readonly run: ScriptRunWhole; readonly name: string }) {
  const used = (name: string): number => {
    const value = props.run.usage[name];
    return typeof value === "number" ? value : 0;
  };
  return (
    <div class="run">
      <p class="run-outcome">
        <Outcome outcome={props.run.outcome} />
        <span class="scripts-message">{troubleOf(props.run)}</span>
      </p>
      <dl class="run-facts">
        <Fact title={scriptText("when")}>{dayAndTime(props.run.at)}</Fact>
        <Fact title={scriptText("who")}>{props.name}</Fact>
        <Fact title={scriptText("occasion")}>{occasionSentence(props.run.occasion)}</Fact>
        <Show when={props.run.place}>
          {(place) => (
            <Fact title={scriptText("place")}>
              <code>{place()}</code>
            </Fact>
          )}
        </Show>
        <Show when={props.run.chain.length > 0}>
          <Fact title={scriptText("chain")}>
            <code>{props.run.chain.join(" → ")}</code>
          </Fact>
        </Show>
        <Fact title={scriptText("computing")}>{duration(used("cpuMilliseconds"))}</Fact>
        <Fact title={scriptText("took")}>{duration(used("wallMilliseconds"))}</Fact>
        <Fact title={scriptText("database_calls")}>{counted(used("calls"))}</Fact>
        <Fact title={scriptText("rows")}>
          {`${counted(used("rows_read"))}, ${counted(used("rows_written"))}`}
        </Fact>
        <Fact title={scriptText("number")} wide>
          <code>{props.run.id}</code>
        </Fact>
      </dl>
      <Log lines={props.run.log} dropped={used("logLinesDropped")} />
      <h3>{scriptText("input")}</h3>
      <Show
        when={props.run.input !== null}
        fallback={<p class="muted">{scriptText("no_input")}</p>}
      >
        <pre class="run-text" tabindex={0} role="group" aria-label={scriptText("input")}>
          {JSON.stringify(props.run.input, null, 2)}
        </pre>
      </Show>
    </div>
  );
}

function Fact(props: {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: JSX.Element;
}) {
  return (
    <div class="run-fact" classList={{ "run-fact-wide": props.wide ?? false }}>
      <dt>{props.title}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Log(props: { readonly lines: ScriptRunWhole["log"]; readonly dropped: number }) {
  return (
    <>
      <h3>{scriptText("log")}</h3>
      <Show when={props.lines.length > 0} fallback={<p class="muted">{scriptText("no_log")}</p>}>
        <div class="run-text" tabindex={0} role="group" aria-label={scriptText("log")}>
          <For each={props.lines}>
            {(line) => (
              <div class={`run-line run-line-${line.level}`}>
                <span class="run-level">{line.level}</span>
                <span>{line.text}</span>
              </div>
            )}
          </For>
        </div>
      </Show>
      <Show when={props.dropped > 0}>
        <p class="muted">{scriptText("lines_dropped", { count: props.dropped })}</p>
      </Show>
    </>
  );
}
