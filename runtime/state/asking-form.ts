/** A record form that asks for some fields before something is done. */
import type { ProblemJson } from "../../metadata/wire.ts";
import type { RecordForm } from "./record-form.ts";

export interface AskingForm extends Omit<RecordForm, "refuse"> {
  /** Takes over what the server found wrong; false when nothing of it concerns these fields. */
  readonly refuse: (problem: ProblemJson) => boolean;
}
