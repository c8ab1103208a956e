/**
 * The published catalog in the browser: an immutable value, swapped whole when a version is
 * published or the language changes, so that open screens re-render and keep what was typed.
 * Object documents are fetched when a screen first needs them; those that expressions of a form read
 * through lookups by `whole-model.ts`.
 */

import { batch, createEffect, createMemo, createRoot, createSignal, on } from "solid-js";
import type { ObjectRight } from "../../metadata/access/role.ts";
import type { ActionPlace } from "../../metadata/automation-wire.ts";
import type { IndexedObject } from "../../metadata/indexed-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import type { FormModel, ViewModel } from "../../metadata/model/screen-models.ts";
import type { ProblemJson, PublishedMetadata } from "../../metadata/wire.ts";
import type { Answer, Client, Refusal } from "../client/client.ts";
import { type Locale, locale } from "../language/locale.ts";

export interface Catalog {
  readonly version: number;
  readonly locale: Locale;
  readonly apps: PublishedMetadata["apps"];
  /** Whether there are forms to fill in. */
  readonly startForms: boolean;
  readonly index: PublishedMetadata["index"];
  readonly models: ReadonlyMap<string, ObjectModel>;
  readonly views: readonly ViewModel[];
  readonly forms: readonly FormModel[];
}

export interface CatalogStore {
  /** `undefined` until the first answer. */
  readonly catalog: () => Catalog | undefined;
  /** Why the catalog, or what a screen has asked for since, could not be loaded. */
  readonly failure: () => ProblemJson | undefined;
  /** The object, fetched on first use; `undefined` while it is on its way, `null` when unknown. */
  readonly model: (name: string) => ObjectModel | null | undefined;
  /** The field that is the title of an object's records: `id` where there is none. */
  readonly recordTitle: (name: string) => string;
  /** What may be done with records of an object. */
  readonly rights: (object: string) => readonly ObjectRight[];
  /** Where scripts and workflows offer the caller actions on records of an object. */
  readonly actions: (object: string) => readonly ActionPlace[];
  /** The steps at which people are asked about records of an object; null: nobody ever is. */
  readonly approvals: (object: string) => readonly string[] | null;
  /** The model for code that can wait. */
  readonly whenModel: (name: string) => Promise<ObjectModel | null>;
  /** The views of an object, in order. */
  readonly views: (object: string) => readonly ViewModel[];
  /** The form of an object; `undefined` when its layout is automatic. */
  readonly form: (object: string) => FormModel | undefined;
  /** Loads again, after a failure or another sign-in. */
  readonly reload: () => void;
}

/** `version` is the newest version seen anywhere; a higher one makes the store follow. */
export function createCatalogStore(client: Client, version: () => number): CatalogStore {
  const [catalog, setCatalog] = createSignal<Catalog>();
  const [failure, setFailure] = createSignal<ProblemJson>();
  const [unknown, setUnknown] = createSignal<ReadonlySet<string>>(new Set());
  const wanted = new Set<string>();
  let generation = 0;
  let scheduled = false;

  /** Everything anew, then the swap. What was answered for an older generation is dropped. */
  const reload = async () => {
    generation += 1;
    const mine = generation;
    const names = [...wanted];
    const answer = await fetchDocuments(client, names);
    if (mine !== generation) return;
    if (!answer.ok) {
      setFailure(answer.problem);
      return;
    }
    batch(() => {
      setFailure(undefined);
      setUnknown(missing(names, answer.body));
      setCatalog(toCatalog(answer.body));
    });
    fetchWanted();
  };

  /** Adds the objects that screens have asked for since. */
  const fetchWanted = () => {
    const current = catalog();
    if (scheduled || current === undefined) return;
    const names = [...wanted].filter((name) => !current.models.has(name) && !unknown().has(name));
    if (names.length === 0) return;
    scheduled = true;
    const mine = generation;
    queueMicrotask(async () => {
      setFailure(undefined);
      const all = [...wanted].filter((name) => !current.models.has(name) && !unknown().has(name));
      const answer = await fetchDocuments(client, all);
      scheduled = false;
      if (mine !== generation) return fetchWanted();
      if (!answer.ok) return setFailure(answer.problem);
      if (answer.body.version !== current.version) return reload();
      // Between the two, an object that has just come would look as if it had to be fetched.
      batch(() => {
        setUnknown(new Set([...unknown(), ...missing(all, answer.body)]));
        setCatalog(toCatalog(answer.body, catalog()));
      });
      fetchWanted();
    });
  };

  createEffect(
    on([version, locale], ([newest, language]) => {
      const current = catalog();
      if (current === undefined) return;
      if (newest > current.version || language !== current.locale) void reload();
    }),
  );

  const model = (name: string) => {
    const found = catalog()?.models.get(name);
    if (found !== undefined) return found;
    if (unknown().has(name)) return null;
    wanted.add(name);
    fetchWanted();
    return undefined;
  };

  const entries = createMemo(() => byName(catalog()?.index ?? []));
  return {
    catalog,
    failure,
    model,
    ...readersOf((name) => entries().get(name)),
    whenModel: (name) => untilDefined(() => model(name)),
    views: (object) => catalog()?.views.filter((view) => view.object === object) ?? [],
    form: (object) => catalog()?.forms.find((form) => form.object === object),
    reload: () => void reload(),
  };
}

/** What is known of an object before its document is loaded. */
const readersOf = (
  entry: (name: string) => IndexedObject | undefined,
): Pick<CatalogStore, "recordTitle" | "rights" | "actions" | "approvals"> => ({
  recordTitle: (name) => entry(name)?.record_title ?? "id",
  rights: (object) => entry(object)?.may ?? [],
  actions: (object) => entry(object)?.actions ?? [],
  approvals: (object) => entry(object)?.approvals ?? null,
});

const byName = (index: Catalog["index"]): ReadonlyMap<string, Catalog["index"][number]> =>
  new Map(index.map((entry) => [entry.name, entry]));

function missing(names: readonly string[], body: PublishedMetadata): ReadonlySet<string> {
  const present = new Set(body.index.map((entry) => entry.name));
  return new Set(names.filter((name) => !present.has(name)));
}

/** Documents of the objects that exist; the others become unknown. */
async function fetchDocuments(
  client: Client,
  names: readonly string[],
): Promise<Answer<PublishedMetadata> | Refusal> {
  const answer = await client.request<PublishedMetadata>("GET", "/metadata", {
    query: { locale: locale(), objects: names.join(",") },
  });
  const refused = answer.ok ? undefined : answer.problem.errors[0];
  if (refused?.code !== "unknown_object") return answer;
  const rest = names.filter((name) => name !== refused.params.name);
  return rest.length < names.length ? fetchDocuments(client, rest) : answer;
}

/** `known`: what was answered before of the same version. */
function toCatalog(body: PublishedMetadata, known?: Catalog): Catalog {
  const models = new Map(known?.models);
  const answered = new Set(body.objects.map(({ name }) => name));
  const kept = ({ object }: ViewModel | FormModel): boolean => !answered.has(object);
  for (const document of body.objects) {
    const model = resolveObject(document, body.locale);
    models.set(model.name, model);
  }
  return {
    version: body.version,
    locale: body.locale,
    apps: body.apps,
    startForms: body.start_forms,
    index: body.index,
    models,
    views: [...(known?.views.filter(kept) ?? []), ...body.views],
    forms: [...(known?.forms.filter(kept) ?? []), ...body.forms],
  };
}

/** Resolves with the first value that is there. */
function untilDefined<Value>(read: () => Value | undefined): Promise<Value> {
  return new Promise((resolve) =>
    createRoot((dispose) =>
      createEffect(() => {
        const value = read();
        if (value === undefined) return;
        resolve(value);
        queueMicrotask(dispose);
      }),
    ),
  );
}
