import { type JSX, Match, Switch } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { ProblemView } from "../blocks/problem-view.tsx";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { EmptyState, Skeleton } from "../ui/message.tsx";

/** Waits for an object's model, and says so when there is none. */
export function ObjectScreen(props: {
  readonly object: string;
  /** As it is found, unless the screen waits for more than the object. */
  readonly model?: ObjectModel | null | undefined;
  readonly children: (model: () => ObjectModel) => JSX.Element;
}) {
  const application = useApplication();
  const model = () => ("model" in props ? props.model : application.catalog.model(props.object));
  return (
    <Switch
      fallback={
        <div class="page-head" aria-busy="true">
          <Skeleton width="160px" />
        </div>
      }
    >
      <Match when={model() === null}>
        <EmptyState icon="search" title={text("not_found_title")} text={text("not_found_text")} />
      </Match>
      <Match when={model()}>{(found) => props.children(found)}</Match>
      <Match when={application.catalog.failure()}>
        {(problem) => (
          <ProblemView problem={problem()} onRetry={() => application.catalog.reload()} />
        )}
      </Match>
    </Switch>
  );
}
