/** The validator of what an action or a form asks for, as a module for the browser. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { standaloneValidator } from "../../metadata/validate/standalone-validator.ts";
import { Answer } from "./answer.ts";

const modules = new WeakMap<ObjectModel, string>();

export function inputValidator(model: ObjectModel): Answer {
  const text = modules.get(model) ?? standaloneValidator(model, "create");
  modules.set(model, text);
  return new Answer(text, { headers: { "content-type": "text/javascript; charset=utf-8" } });
}
