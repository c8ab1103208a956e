import { createEffect, onCleanup, onMount, Show } from "solid-js";
import type { RunWhole } from "../../metadata/workflow-wire.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { LinkButton } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { runText } from "../language/runs/messages.ts";
import { durationBetween } from "../pages/durations.ts";
import { CodeText, PlainFact } from "../pages/plain-facts.tsx";
import { LoadFailure, Loading, PlainPage } from "../pages/plain-page.tsx";
import { RecordLink } from "../pages/record-link.tsx";
import { createOpenRun } from "./open-run.ts";
import { RunActions } from "./run-actions.tsx";
import { RunPlaces } from "./run-places.tsx";
import { RunSteps } from "./run-steps.tsx";
import { begunBy } from "./run-words.ts";
import type { RunsStore } from "./runs-api.ts";
import { Status, starterOf } from "./runs-table.tsx";

/** All that is known of one run, and what can be done with it. */
export function RunView(props: {
  readonly store: RunsStore;
  readonly id: string;
  readonly onRun: (id: string | null) => void;
}) {
  const { store } = props;
  const open = createOpenRun(store.client, props.id);
  onMount(() => void open.reload());
  onCleanup(open.stop);
  createEffect(() => {
    const run = open.run();
    if (run !== undefined) void store.records.load([run]);
  });
  const isMissing = () => open.failure()?.status === 404;
  return (
    <PlainPage
      workspace={store.client.workspace}
      title={open.run()?.title ?? runText("run")}
      class="run-page"
      above={
        <button type="button" class="cell-link plain-page-back" onClick={() => props.onRun(null)}>
          <Icon name="arrow-left" size={14} />
          {runText("all_runs")}
        </button>
      }
      actions={
        <Show when={open.run()}>
          {(run) => <RunActions store={store} open={open} run={run()} />}
        </Show>
      }
    >
      <Show
        when={!isMissing()}
        fallback={
          <EmptyState icon="search" title={runText("not_found")} text={runText("not_found_text")} />
        }
      >
        <LoadFailure problem={open.failure()} onRetry={() => void open.reload()} />
        <Show when={open.run()} fallback={<Loading failed={open.failure() !== undefined} />}>
          {(run) => (
            <>
              <Show when={run().now.length > 0}>
                <RunPlaces store={store} run={run()} />
              </Show>
              <RunFacts store={store} run={run()} onRun={props.onRun} />
              <RunSteps store={store} run={run()} />
            </>
          )}
        </Show>
      </Show>
    </PlainPage>
  );
}

function RunFacts(props: {
  readonly store: RunsStore;
  readonly run: RunWhole;
  readonly onRun: (id: string) => void;
}) {
  const { workspace } = props.store.client;
  const about = () => (props.run.record === null ? undefined : props.run);
  const variables = () => Object.keys(props.run.variables ?? {}).length > 0;
  return (
    <section class="plain-page-section" aria-label={runText("run")}>
      <dl class="plain-facts">
        <PlainFact title={runText("status")}>
          <Status status={props.run.status} />
        </PlainFact>
        <Show when={about()}>
          {(record) => (
            <PlainFact title={runText("record")}>
              <RecordLink workspace={workspace} about={record()} names={props.store.records} />
            </PlainFact>
          )}
        </Show>
        <PlainFact title={runText("event")}>{begunBy(props.run)}</PlainFact>
        <PlainFact title={runText("started_by")}>{starterOf(props.run)}</PlainFact>
        <PlainFact title={runText("started")}>{dayAndTime(props.run.started_at)}</PlainFact>
        <PlainFact title={runText(props.run.ended_at === null ? "last_change" : "ended")}>
          {dayAndTime(props.run.ended_at ?? props.run.changed_at)}
        </PlainFact>
        <PlainFact title={runText("took")}>
          {durationBetween(props.run.started_at, props.run.ended_at)}
        </PlainFact>
        <PlainFact title={runText("version")}>{props.run.version}</PlainFact>
        <Show when={props.run.parent}>
          {(parent) => (
            <PlainFact title={runText("parent")}>
              <button type="button" class="cell-link" onClick={() => props.onRun(parent())}>
                {runText("parent_run")}
              </button>
            </PlainFact>
          )}
        </Show>
        <PlainFact title={runText("number")}>
          <code>{props.run.id}</code>
        </PlainFact>
        <Show when={props.run.undoing}>
          {(because) => (
            <PlainFact title={runText("undo")} wide>
              {runText(`undoing_${because()}`)}
            </PlainFact>
          )}
        </Show>
        <Show when={props.run.chain.length > 0}>
          <PlainFact title={runText("chain")} wide>
            <code>{props.run.chain.join(" → ")}</code>
          </PlainFact>
        </Show>
      </dl>
      <Show when={variables()}>
        <details>
          <summary>{runText("variables")}</summary>
          <CodeText label={runText("variables")} value={props.run.variables} />
        </details>
      </Show>
      <div>
        <LinkButton
          small
          href={`/${workspace}/designer/deliveries?run=${encodeURIComponent(props.run.id)}`}
        >
          {runText("wait_deliveries")}
        </LinkButton>
      </div>
    </section>
  );
}
