/** Objects as a caller sees them: their documents and the models that his validators come from. */
import { type Sight, visibleObject } from "../../metadata/access/visible-object.ts";
import type { JsonSchema } from "../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { withRowModels } from "../../metadata/model/row-models.ts";
import { type Catalog, modelledDocuments, modelOf, surroundingsOf } from "../catalog/catalog.ts";
import { formulaInputs } from "./formula-inputs.ts";
import { type Rights, writesBlindly } from "./rights.ts";

const sightsKey = Symbol("what is seen of objects");

/** What is seen of an object; null when that is all of it. */
export function sightOf(catalog: Catalog, rights: Rights, model: ObjectModel): Sight | null {
  const sights = catalog.derived(sightsKey, () => new Map<string, Sight | null>());
  const key = `${rights.key}\u0001${model.name}`;
  let sight = sights.get(key);
  if (sight === undefined) {
    sight = makeSight(catalog, rights, model);
    sights.set(key, sight);
  }
  return sight;
}

/** An object document, in whatever language, without what the caller may not see. */
export function visibleDocument(catalog: Catalog, rights: Rights, content: JsonSchema): JsonSchema {
  const model = catalog.objects.get(String(content.name));
  const sight = model === undefined ? null : sightOf(catalog, rights, model);
  return sight === null ? content : visibleObject(content, sight);
}

const wholeKey = Symbol("whole documents of objects");

/** Object documents by name, built-in ones with what was added to them. */
function wholeDocuments({ documents }: Catalog) {
  const modelled = modelledDocuments(documents);
  const objects = modelled.filter(({ kind }) => kind === "object");
  return {
    documents: new Map(objects.map((document) => [document.name, document])),
    surroundings: surroundingsOf(modelled),
  };
}

const modelsKey = Symbol("objects as they are seen");

/** The model made of what the caller sees; the same value for all with the same rights. */
export function visibleModel(catalog: Catalog, rights: Rights, model: ObjectModel): ObjectModel {
  const sight = sightOf(catalog, rights, model);
  const { documents, surroundings } = catalog.derived(wholeKey, wholeDocuments);
  const document = documents.get(model.name);
  if (sight === null || document === undefined) return model;
  const models = catalog.derived(modelsKey, () => new Map<string, ObjectModel>());
  const key = `${rights.key}\u0001${model.name}`;
  let seen = models.get(key);
  if (seen === undefined) {
    const content = visibleObject(document.content, sight);
    seen = modelOf({ ...document, content }, surroundings);
    models.set(key, seen);
  }
  return seen;
}

function makeSight(catalog: Catalog, rights: Rights, model: ObjectModel): Sight | null {
  const fields = new Map<string, { readonly rows: ObjectModel; readonly field: FieldModel }>();
  for (const rows of withRowModels(model)) {
    const prefix = rows.name.split("$").slice(1);
    for (const field of rows.fields) fields.set([...prefix, field.name].join("."), { rows, field });
  }
  const ask = (path: string, question: (rows: ObjectModel, field: FieldModel) => boolean) => {
    const found = fields.get(path);
    return found !== undefined && question(found.rows, found.field);
  };
  const sight: Sight = {
    isSeen: (path) =>
      ask(path, (rows, field) => rights.mayRead(rows, field) || writesBlindly(rights, rows, field)),
    isWritable: (path) => ask(path, rights.mayWrite),
    showsOrigin: (path) =>
      ask(path, (rows, field) =>
        formulaInputs(catalog, rows, field).every(
          (input) => rights.mayUse(input.model, "read") && rights.mayRead(input.model, input.field),
        ),
      ),
    hiddenNames: hiddenNames(catalog, rights, model),
  };
  const isWhole = [...fields.keys()].every(
    (path) => sight.isSeen(path) && sight.isWritable(path) && sight.showsOrigin(path),
  );
  return isWhole && sight.hiddenNames.size === 0 ? null : sight;
}

/** Names of the object's own hidden fields, and of those behind its lookups. */
function hiddenNames(catalog: Catalog, rights: Rights, model: ObjectModel): ReadonlySet<string> {
  const behind = withRowModels(model)
    .flatMap(({ fields }) => fields.flatMap((field) => [field, ...field.arms]))
    .flatMap(({ target }) => catalog.objects.get(target ?? "") ?? []);
  const seen = new Set<string>();
  const hidden = new Set<string>();
  for (const rows of new Set([model, ...behind].flatMap(withRowModels))) {
    for (const field of rows.fields) {
      const isSeen = rights.mayUse(rows, "read") && rights.mayRead(rows, field);
      (isSeen || writesBlindly(rights, rows, field) ? seen : hidden).add(field.name);
    }
  }
  // A name that is also that of a field which is seen tells nothing.
  return new Set([...hidden].filter((name) => !seen.has(name)));
}
