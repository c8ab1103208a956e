import { type ObjectRight, objectActions, recordVerbs } from "../../../metadata/access/role.ts";
import { type ActionPlace, actionPlaces } from "../../../metadata/automation-wire.ts";
import { compileExpression } from "../../../metadata/expressions/index.ts";
import { booleanType } from "../../../metadata/expressions/types.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { ViewModel } from "../../../metadata/model/screen-models.ts";
import { problem } from "../../../metadata/problem.ts";
import type { PublishedMetadata, PublishedVersion } from "../../../metadata/wire.ts";
import type { Rights } from "../../access/rights.ts";
import { visibleDocument } from "../../access/visible-objects.ts";
import { automationIn } from "../../catalog/automation.ts";
import { localised } from "../../catalog/localised.ts";
import { readableScope } from "../../query/readable-scope.ts";
import { asksPeople } from "../../workflows/abandoned-approvals.ts";
import { publishedWorkflows } from "../../workflows/pinned-workflow.ts";
import { mayStart, offeredWorkflows } from "../../workflows/start-by-hand.ts";
import { startForms } from "../../workflows/start-forms.ts";
import type { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { mayBegin } from "../may-begin.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

export const metadataRoutes: readonly Route[] = [
  { method: "GET", path: "/metadata", guard: "signed_in", query: ["objects"], handle: published },
  {
    method: "GET",
    path: "/metadata/version",
    guard: "signed_in",
    query: [],
    handle: async ({ catalog }) => jsonOf({ version: catalog.version } satisfies PublishedVersion),
  },
];

/** Whether a view asks for nothing that the caller may not read; one without its filter is another. */
function isAskable({ catalog, rights }: Exchange, { object, filter }: ViewModel): boolean {
  const model = catalog.objects.get(object);
  if (model === undefined) return false;
  return (
    filter === "" ||
    compileExpression(filter, readableScope(model, catalog, rights), booleanType).ok
  );
}

/**
 * Views and forms of the objects, without fields that the caller may not read; a view whose filter
 * names one is not his.
 */
function shownScreens(exchange: Exchange, names: ReadonlySet<string>) {
  const { catalog, rights, locale } = exchange;
  const { views, forms } = localised(catalog, locale);
  const readable = (object: string) => (name: string) => {
    const model = catalog.objects.get(object);
    const field = model?.byName.get(name.replace(/^-/, ""));
    return model !== undefined && field !== undefined && rights.mayRead(model, field);
  };
  return {
    views: views
      .filter((view) => names.has(view.object) && isAskable(exchange, view))
      .map((view) => ({
        ...view,
        columns: view.columns.filter(readable(view.object)),
        sort: view.sort.filter(readable(view.object)),
      })),
    forms: forms
      .filter(({ object }) => names.has(object))
      .map((form) => ({
        ...form,
        sections: form.sections.map(({ title, fields }) => ({
          title,
          fields: fields.filter(readable(form.object)),
        })),
      })),
  };
}

const mayWith = (rights: Rights, model: ObjectModel | undefined): readonly ObjectRight[] =>
  model === undefined
    ? []
    : [
        ...recordVerbs.filter((verb) => rights.mayUse(model, verb)),
        ...objectActions.filter((action) => rights.may(model, action)),
      ];

/** Where actions are offered that the caller may start, of an object. */
function placesOfActions(exchange: Exchange): (object: string) => readonly ActionPlace[] {
  const { actions } = automationIn(exchange.catalog);
  const roles = exchange.principal?.roles ?? [];
  return (object) => {
    const startable = [...(actions.get(object)?.values() ?? [])].filter(({ start }) =>
      mayBegin(exchange, start.roles),
    );
    const places = new Set(startable.map(({ start }) => start.on));
    if (offeredWorkflows(exchange, roles, object).length > 0) places.add("record");
    return actionPlaces.filter((place) => places.has(place));
  };
}

/** The steps at which workflows ask people, by the objects about whose records they do. */
function askingSteps({ catalog }: Exchange): ReadonlyMap<string, readonly string[]> {
  const steps = new Map<string, string[]>();
  for (const { workflow } of publishedWorkflows(catalog).values()) {
    const { object, events, transition } = workflow.trigger;
    if (object === null || !asksPeople(workflow)) continue;
    const known = steps.get(object) ?? [];
    steps.set(object, known);
    if (!workflow.active || !events.includes("transition")) continue;
    const all = catalog.objects.get(object)?.lifecycle?.transitions ?? [];
    known.push(...(transition === null ? all.map(({ name }) => name) : [transition]));
  }
  return steps;
}

async function published(exchange: Exchange): Promise<Answer> {
  const { catalog, rights, locale, query } = exchange;
  const view = localised(catalog, locale);
  const visible = new Set(
    [...catalog.objects.values()]
      .filter((model) => rights.mayUse(model, "read"))
      .map(({ name }) => name),
  );
  const asked = query.get("objects");
  const names = asked === null ? [...visible] : asked.split(",").filter((name) => name !== "");
  const missing = names.find((name) => !visible.has(name));
  if (missing !== undefined)
    return refuse(exchange, problem("unknown_object", "", { name: missing }));
  const actionsOn = placesOfActions(exchange);
  const asking = askingSteps(exchange);
  const answer: PublishedMetadata = {
    version: catalog.version,
    locale,
    apps: view.apps.map((app) => ({
      ...app,
      navigation: app.navigation.map((group) => ({
        ...group,
        items: group.items.filter(({ object }) => visible.has(object)),
      })),
    })),
    start_forms: [...startForms(catalog, locale).values()].some(({ pinned }) =>
      mayStart(exchange, exchange.principal?.roles ?? [], pinned),
    ),
    index: view.index
      .filter(({ name }) => visible.has(name))
      .map((entry) => ({
        ...entry,
        may: mayWith(rights, catalog.objects.get(entry.name)),
        actions: actionsOn(entry.name),
        approvals: asking.get(entry.name) ?? null,
      })),
    ...shownScreens(exchange, new Set(names)),
    objects: names
      .map((name) => view.object(name))
      .filter((content) => content !== undefined)
      .map((content) => visibleDocument(catalog, rights, content)),
  };
  return jsonOf(answer);
}
