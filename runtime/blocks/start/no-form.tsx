import { Match, Switch } from "solid-js";
import type { ProblemJson } from "../../../metadata/wire.ts";
import { text } from "../../language/messages.ts";
import { startMessages, startText } from "../../language/start/messages.ts";
import { EmptyState, Skeleton } from "../../ui/message.tsx";
import { ProblemView } from "../problem-view.tsx";

await startMessages.ready();

/** In place of a form: that it is on its way, that there is none of this name, or what went wrong. */
export function NoForm(props: {
  readonly problem: ProblemJson | undefined;
  readonly onRetry: () => void;
}) {
  return (
    <Switch>
      <Match when={props.problem === undefined}>
        <div role="status">
          <span class="visually-hidden">{text("loading")}</span>
          <Skeleton width="60%" />
        </div>
      </Match>
      <Match when={props.problem?.status === 404}>
        <EmptyState icon="search" title={startText("missing")} text={startText("missing_text")} />
      </Match>
      <Match when={props.problem}>
        {(problem) => <ProblemView problem={problem()} onRetry={props.onRetry} />}
      </Match>
    </Switch>
  );
}
