import { For } from "solid-js";
import type { Scope } from "../../metadata/expressions/types.ts";
import type { Problem } from "../../metadata/problem.ts";
import type { ControlLink } from "../../runtime/ui/field.tsx";

export interface ExpressionEditorProps {
  readonly link: ControlLink;
  readonly value: string;
  readonly scope: Scope;
  readonly problems: readonly Problem[];
  readonly onInput: (text: string) => void;
  readonly onBlur: () => void;
}

interface Piece {
  readonly text: string;
  readonly wrong: boolean;
}

/** A text area over its own text, in which the places of mistakes are underlined. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  let backdrop!: HTMLDivElement;
  const pieces = () => underlined(props.value, props.problems);
  return (
    <div class="expression-editor">
      <div ref={backdrop} class="expression-backdrop" aria-hidden="true">
        <For each={pieces()}>
          {(piece) => <span classList={{ "expression-wrong": piece.wrong }}>{piece.text}</span>}
        </For>
      </div>
      <textarea
        {...props.link}
        aria-invalid={props.problems.length > 0 ? "true" : props.link["aria-invalid"]}
        class="input expression-text"
        rows={2}
        spellcheck={false}
        autocomplete="off"
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onScroll={(event) => {
          backdrop.scrollTop = event.currentTarget.scrollTop;
        }}
        onBlur={() => props.onBlur()}
      />
    </div>
  );
}

/** The text cut at the places of problems; a place of no width takes in its neighbour. */
export function underlined(text: string, problems: readonly Problem[]): readonly Piece[] {
  const wrong = new Set<number>();
  for (const { params } of problems) {
    const start = Math.min(Number(params.start ?? 0), Math.max(0, text.length - 1));
    const end = Math.max(start + 1, Number(params.end ?? text.length));
    for (let at = start; at < end; at++) wrong.add(at);
  }
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const last = pieces.at(-1);
    const here = wrong.has(at);
    if (last && last.wrong === here)
      pieces[pieces.length - 1] = { text: last.text + text[at], wrong: here };
    else pieces.push({ text: text[at] ?? "", wrong: here });
  }
  return pieces;
}
