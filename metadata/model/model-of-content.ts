/** Documents that stay the same keep their model, and with it what was compiled from it. */
import { oncePerDocument } from "../once-per-document.ts";
import type { ObjectModel } from "./object-model.ts";
import { resolveObject } from "./resolve-object.ts";

/** `resolveObject`, once for each content: checks and all catalogs that hold it share the model. */
export const modelOfContent = oncePerDocument((content): ObjectModel => resolveObject(content));
