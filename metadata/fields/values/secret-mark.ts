/** What stands for a secret wherever it may not be seen. */
import { isJsonObject } from "../../json-object.ts";

/** On the wire: there is one. Sent back, it leaves the secret as it is. */
export const secretMark = { set: true } as const;

/** For people and in files. */
export const hiddenText = "••••••";

export const isSecretMark = (value: unknown): boolean =>
  isJsonObject(value) && value.set === true && Object.keys(value).length === 1;
