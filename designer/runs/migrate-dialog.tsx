import { createResource, createSignal, Show } from "solid-js";
import type { RunMigration } from "../../metadata/workflow-wire.ts";
import { SmallFormDialog } from "../../runtime/blocks/small-form-dialog.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
import { Select } from "../../runtime/ui/select.tsx";
import { Table } from "../../runtime/ui/table.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { runText } from "../language/runs/messages.ts";
import type { RunDialogProps } from "./run-actions.tsx";
import { type WorkflowSteps, workflowsIn } from "./runs-api.ts";
import { VersionSelect, versionBody } from "./version-select.tsx";

type Steps = RunMigration["steps"];

/** Moves a run to another version: first what would happen, then it does. */
export function MigrateDialog(props: RunDialogProps) {
  const { client } = props.store;
  const [version, setVersion] = createSignal("");
  /** Undefined until it was asked what would happen. */
  const [shown, setShown] = createSignal<Steps>();
  const [chosen, setChosen] = createSignal<Readonly<Record<string, string>>>({});
  const target = () => (version() === "" ? null : Number(version()));
  const [known] = createResource(
    () => ({ target: target() }),
    (asked) => workflowsIn(client, asked.target),
  );
  const offered = () => known.latest?.find(({ name }) => name === props.run.workflow)?.steps ?? [];
  const whereTo = ({ step, to }: Steps[number]) => chosen()[step] ?? to;
  const isReady = () => shown()?.every((step) => whereTo(step)) ?? false;
  const body = (dryRun: boolean) => ({
    ...versionBody(version()),
    steps: chosen(),
    dry_run: dryRun,
  });
  const tryOut = async () => {
    const path = `/runs/${props.run.id}/migrate`;
    const answer = await client.request<RunMigration>("POST", path, { body: body(true) });
    setShown(answer.ok ? answer.body.steps : undefined);
    return answer.ok ? null : answer.problem;
  };
  const migrate = async () => {
    const problem = await props.open.act("migrate", body(false));
    if (problem !== null) return problem;
    showToast(runText("migrated"));
    props.onClose();
    return null;
  };
  const sending = createSmallForm({
    inputs: ["version"],
    send: () => (shown() === undefined ? tryOut() : migrate()),
  });
  return (
    <SmallFormDialog
      wide
      form={sending}
      title={runText("migrate_title")}
      submit={runText(shown() === undefined ? "migrate_try" : "migrate_start")}
      disabled={shown() !== undefined && !isReady()}
      intro={<p class="muted">{runText("migrate_text")}</p>}
      onClose={props.onClose}
    >
      <VersionSelect
        client={client}
        label={runText("migrate_to")}
        value={version()}
        error={sending.at("version")}
        onChange={(next) => {
          setVersion(next);
          setShown(undefined);
          setChosen({});
        }}
      />
      <Show when={shown()}>
        {(steps) => (
          <Show
            when={steps().length > 0}
            fallback={<p class="muted">{runText("migrate_nothing")}</p>}
          >
            <Show when={steps().some(({ to }) => to === null)}>
              <p>{runText("migrate_unmapped")}</p>
            </Show>
            <Places
              run={props.run}
              steps={steps()}
              offered={offered()}
              whereTo={whereTo}
              onChoose={(step, to) => setChosen((before) => ({ ...before, [step]: to }))}
            />
          </Show>
        )}
      </Show>
    </SmallFormDialog>
  );
}

/** Where the run stands, and where each place goes on. */
function Places(props: {
  readonly run: RunDialogProps["run"];
  readonly steps: Steps;
  readonly offered: WorkflowSteps["steps"];
  readonly whereTo: (step: Steps[number]) => string | null;
  readonly onChoose: (step: string, to: string) => void;
}) {
  return (
    <Table
      label={runText("migrate_title")}
      rows={props.steps}
      columns={[
        { title: runText("step"), cell: ({ step }) => titleIn(props.run.now, step) },
        {
          title: runText("migrate_goes_on"),
          cell: (step) => (
            <Select
              small
              aria-label={runText("migrate_goes_on")}
              value={props.whereTo(step) ?? ""}
              placeholder={runText("migrate_choose")}
              options={props.offered.map(({ name, title }) => ({ value: name, label: title }))}
              onChange={(to) => props.onChoose(step.step, to)}
            />
          ),
        },
      ]}
    />
  );
}

const titleIn = (places: RunDialogProps["run"]["now"], step: string): string =>
  places.find((place) => place.step === step)?.title ?? step;
