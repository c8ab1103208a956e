/** What was answered to a plan before its dialog was left. */
import type { DraftModels } from "./draft-models.ts";

/** What the person has answered so far, by question. */
export type Answers = Readonly<Record<string, unknown>>;

/** Answers with the draft they were given to. */
export interface LeftAnswers {
  readonly answers: Answers;
  readonly models: DraftModels;
}
