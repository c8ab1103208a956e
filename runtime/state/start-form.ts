/** A form that starts a workflow: loaded, filled in, sent once. */
import { inputModel } from "../../metadata/automation/input-model.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { FormSent, StartFormWhole } from "../../metadata/workflow-wire.ts";
import type { Application } from "./application.ts";
import { setClockZone } from "./clock.ts";
import { createInputForm, type InputForm } from "./input-form.ts";
import { inputValidator } from "./record-validators.ts";

export interface StartForm {
  readonly form: InputForm;
  readonly send: () => Promise<{ readonly sent: FormSent } | { readonly problem: ProblemJson }>;
}

/** @param path of the form in the API */
export function createStartForm(
  application: Application,
  { name, input, time_zone: timeZone }: StartFormWhole,
  path: string,
): StartForm {
  const { client } = application;
  setClockZone(timeZone);
  const model = inputModel(name, "input", input);
  if (model === null) throw new Error("A form without fields");
  const form = createInputForm(application, model, {
    prefix: "/values",
    validator: () => inputValidator(client, model, `${path}/validator.js`),
  });
  let unanswered: { readonly text: string; readonly submission: string } | undefined;
  return {
    form,
    send: async () => {
      const values = form.body();
      const text = JSON.stringify(values);
      // The same once more is the same sending, until an answer has come.
      const submission = unanswered?.text === text ? unanswered.submission : crypto.randomUUID();
      unanswered = { text, submission };
      const answer = await client.request<FormSent>("POST", path, { body: { submission, values } });
      if (!answer.ok) return { problem: answer.problem };
      unanswered = undefined;
      return { sent: answer.body };
    },
  };
}
