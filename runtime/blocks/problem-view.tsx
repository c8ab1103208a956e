import { Show } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import { text } from "../language/messages.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState, Refusal } from "../ui/message.tsx";

/** The sentence of a problem: the server's, or ours when there was no answer or nobody knows why. */
export function problemSentence(problem: ProblemJson): string {
  if (problem.status === 0) return text("problem_offline");
  const detail = problem.errors[0]?.message || problem.detail || problem.title;
  if (problem.status >= 500 && unsaid.has(problem.code)) return text("problem_unavailable");
  return detail || text("problem_internal");
}

/** Of failures that say nothing to people; others name what is busy, full or paused. */
const unsaid: ReadonlySet<string> = new Set(["internal", "unavailable"]);

/** Why the server refused something, above what was sent; nothing while it has not. */
export function ProblemNotice(props: { readonly problem: ProblemJson | undefined }) {
  return <Refusal sentence={props.problem && problemSentence(props.problem)} />;
}

/** A screen's place taken by the reason why it cannot be shown, with the way on. */
export function ProblemView(props: {
  readonly problem: ProblemJson;
  readonly onRetry: () => void;
}) {
  const kind = () => {
    const { status } = props.problem;
    if (status === 403) return "not_permitted";
    return status === 404 ? "not_found" : "failed";
  };
  return (
    <Show
      when={kind() === "failed"}
      fallback={
        <EmptyState
          icon={kind() === "not_permitted" ? "lock" : "search"}
          title={text(kind() === "not_permitted" ? "not_permitted_title" : "not_found_title")}
          text={text(kind() === "not_permitted" ? "not_permitted_text" : "not_found_text")}
        />
      }
    >
      <EmptyState
        icon="warning"
        title={text("load_failed_title")}
        text={problemSentence(props.problem)}
      >
        <Button icon="refresh" onClick={() => props.onRetry()}>
          {text("retry")}
        </Button>
        <Show when={props.problem.request_id}>
          {(id) => <small class="muted">{text("problem_request_id", { id: id() })}</small>}
        </Show>
      </EmptyState>
    </Show>
  );
}
