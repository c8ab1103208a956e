import type { Problem } from "../../metadata/problem.ts";

export interface TextPiece {
  readonly text: string;
  readonly wrong: boolean;
}

/** An expression cut at the places of its problems; a place of no width takes in its neighbour. */
export function underlined(text: string, problems: readonly Problem[]): readonly TextPiece[] {
  const wrong = new Set<number>();
  for (const { params } of problems) {
    const start = Math.min(Number(params.start ?? 0), Math.max(0, text.length - 1));
    const end = Math.max(start + 1, Number(params.end ?? text.length));
    for (let at = start; at < end; at++) wrong.add(at);
  }
  const pieces: TextPiece[] = [];
  for (let at = 0; at < text.length; at++) {
    const last = pieces.at(-1);
    const here = wrong.has(at);
    const letter = text.charAt(at);
    if (last?.wrong === here) {
      pieces[pieces.length - 1] = { text: last.text + letter, wrong: here };
    } else pieces.push({ text: letter, wrong: here });
  }
  return pieces;
}
