import { For, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { IconButton } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import type { LocatedProblem } from "../document/problem-location.ts";
import { problemPlace } from "../document/problem-words.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "./designer-context.ts";

/** Everything that is wrong, each entry leading to the input where it is wrong. */
export function ProblemsPanel() {
  const designer = useDesigner();
  const { session } = designer;
  const place = (problem: LocatedProblem): string =>
    problemPlace(session.documents(), problem, locale()).join(" › ");
  return (
    <section class="problems-panel" aria-label={text("problems")}>
      <div class="pane-head">
        <h2>{text("problem_count", { count: session.problems().length })}</h2>
        <IconButton
          small
          icon="close"
          label={text("close")}
          onClick={() => designer.showProblems(false)}
        />
      </div>
      <Show
        when={session.problems().length > 0}
        fallback={<p class="pane-note">{text("no_problems")}</p>}
      >
        <ul>
          <For each={session.problems()}>
            {(problem) => (
              <li>
                <button type="button" class="problem-entry" onClick={() => designer.goTo(problem)}>
                  <Icon name="circle-alert" size={14} />
                  <span class="problem-entry-text">{problem.problem.message}</span>
                  <span class="problem-entry-place">{place(problem)}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
