import { For } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";

/** Why a publish was refused, in the words of the server. */
export function RefusalSentences(props: { readonly problem: ProblemJson }) {
  const sentences = () => {
    const { detail, title, errors } = props.problem;
    return [...new Set([detail || title, ...errors.map((entry) => entry.message)])];
  };
  return <For each={sentences()}>{(sentence) => <p>{sentence}</p>}</For>;
}
