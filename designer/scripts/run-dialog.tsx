import { For, Show } from "solid-js";
import type { ScriptRunWhole } from "../../metadata/automation-wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { createAnswer } from "../../runtime/state/create-answer.ts";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { pageText } from "../language/pages/messages.ts";
import { scriptText } from "../language/scripts/messages.ts";
import { CodeText, PlainFact } from "../pages/plain-facts.tsx";
import { LoadFailure, Loading } from "../pages/plain-page.tsx";
import { counted, duration, occasionSentence, troubleOf } from "./run-words.ts";
import { Outcome } from "./runs-table.tsx";

/** All that is known of one run. */
export function RunDialog(props: {
  readonly client: Client;
  readonly id: string;
  readonly nameOf: (run: ScriptRunWhole) => string;
  readonly onClose: () => void;
}) {
  const {
    body: run,
    problem: failure,
    again,
  } = createAnswer(
    () => props.id,
    (id) => props.client.request<ScriptRunWhole>("GET", `/scripts/runs/${encodeURIComponent(id)}`),
  );
  const title = () => {
    const known = run();
    return known ? scriptText("run", { script: known.script }) : scriptText("runs");
  };
  return (
    <Dialog open wide title={title()} closeLabel={pageText("close")} onClose={props.onClose}>
      <LoadFailure problem={failure()} onRetry={() => void again()} />
      <Show when={run()} fallback={<Loading failed={failure() !== undefined} />}>
        {(known) => <Run run={known()} name={props.nameOf(known())} />}
      </Show>
    </Dialog>
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
        <span class="run-message">{troubleOf(props.run)}</span>
      </p>
      <dl class="plain-facts">
        <PlainFact title={scriptText("when")}>{dayAndTime(props.run.at)}</PlainFact>
        <PlainFact title={scriptText("who")}>{props.name}</PlainFact>
        <PlainFact title={scriptText("occasion")}>{occasionSentence(props.run.occasion)}</PlainFact>
        <Show when={props.run.place}>
          {(place) => (
            <PlainFact title={scriptText("place")}>
              <code>{place()}</code>
            </PlainFact>
          )}
        </Show>
        <Show when={props.run.chain.length > 0}>
          <PlainFact title={scriptText("chain")}>
            <code>{props.run.chain.join(" → ")}</code>
          </PlainFact>
        </Show>
        <PlainFact title={scriptText("computing")}>{duration(used("cpuMilliseconds"))}</PlainFact>
        <PlainFact title={scriptText("took")}>{duration(used("wallMilliseconds"))}</PlainFact>
        <PlainFact title={scriptText("database_calls")}>{counted(used("calls"))}</PlainFact>
        <PlainFact title={scriptText("rows")}>
          {`${counted(used("rows_read"))}, ${counted(used("rows_written"))}`}
        </PlainFact>
        <PlainFact title={scriptText("number")} wide>
          <code>{props.run.id}</code>
        </PlainFact>
      </dl>
      <Log lines={props.run.log} dropped={used("logLinesDropped")} />
      <h3>{scriptText("input")}</h3>
      <Show
        when={props.run.input !== null}
        fallback={<p class="muted">{scriptText("no_input")}</p>}
      >
        <CodeText label={scriptText("input")} value={props.run.input} />
      </Show>
    </div>
  );
}

function Log(props: { readonly lines: ScriptRunWhole["log"]; readonly dropped: number }) {
  return (
    <>
      <h3>{scriptText("log")}</h3>
      <Show when={props.lines.length > 0} fallback={<p class="muted">{scriptText("no_log")}</p>}>
        <div class="code-text" tabindex={0} role="group" aria-label={scriptText("log")}>
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
