/** The engine's own validators, as modules of this origin: the same verdict, before sending. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordMode } from "../../metadata/validate/record-schema.ts";
import {
  loadRecordValidator,
  type RecordValidator,
} from "../../metadata/validate/record-validator.ts";
import type { ValidatorModule } from "../../metadata/validate/validator-runtime.ts";
import type { Client } from "../client/client.ts";

const loaded = new WeakMap<ObjectModel, Map<RecordMode, Promise<RecordValidator | null>>>();

/** `null` when it cannot be had; then the server alone decides. */
export function recordValidator(
  client: Client,
  model: ObjectModel,
  mode: RecordMode,
  version: number,
): Promise<RecordValidator | null> {
  let modes = loaded.get(model);
  if (modes === undefined) {
    modes = new Map();
    loaded.set(model, modes);
  }
  let validator = modes.get(mode);
  if (validator === undefined) {
    validator = load(client, model, mode, version).catch(() => null);
    modes.set(mode, validator);
  }
  return validator;
}

/** The validator of what an action or a form asks for; `null` when it cannot be had. */
export const inputValidator = (
  client: Client,
  model: ObjectModel,
  path: string,
): Promise<RecordValidator | null> =>
  loadFrom(`${client.base}${path}`, model, "create").catch(() => null);

const load = (client: Client, model: ObjectModel, mode: RecordMode, version: number) =>
  loadFrom(
    `${client.base}/metadata/objects/${model.name}/validator.js?mode=${mode}&v=${version}`,
    model,
    mode,
  );

async function loadFrom(address: string, model: ObjectModel, mode: RecordMode) {
  const module: unknown = await import(/* @vite-ignore */ address);
  return isValidatorModule(module) ? loadRecordValidator(model, mode, module) : null;
}

function isValidatorModule(module: unknown): module is ValidatorModule {
  return (
    typeof module === "object" &&
    module !== null &&
    "create" in module &&
    typeof module.create === "function"
  );
}
