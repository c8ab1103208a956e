/**
 * Which fields an answer holds: a tree of names. Lookups and child rows may have selections of
 * their own (`customer.name`, `lines.product.name`).
 */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem, type Result } from "../../metadata/problem.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";

export interface SelectedField {
  readonly field: FieldModel;
  /** Set when paths lead through the field: the fields of the record or row behind it. */
  readonly through: Selection | null;
  /** What is asked for of the targets of a dynamic lookup, by arm. */
  readonly arms?: readonly { readonly arm: FieldModel; readonly through: Selection }[];
}

export interface Selection {
  readonly model: ObjectModel;
  readonly fields: readonly SelectedField[];
  /** Secrets come as their columns hold them, as `{"sealed": …}`: for the engine itself. */
  readonly sealed?: true;
}

export const depthMaximum = 3;

/** All readable fields: what a single record answers with. */
export function wholeRecord(model: ObjectModel, rights: Rights): Selection {
  return select(model, rights, () => true);
}

/** The readable fields stored in the object's own table: what a list answers with. */
export function ownColumns(model: ObjectModel, rights: Rights): Selection {
  return select(model, rights, (field) => field.type.storage === "column");
}

function select(
  model: ObjectModel,
  rights: Rights,
  wanted: (field: FieldModel) => boolean,
): Selection {
  return {
    model,
    ...(rights.readsSealed ? { sealed: true } : {}),
    fields: [...model.systemFields, ...model.fields]
      .filter((field) => wanted(field) && rights.mayRead(model, field))
      .map((field) => ({
        field,
        through: field.children === null ? null : select(field.children, rights, () => true),
      })),
  };
}

interface Tree {
  readonly branches: Map<string, Tree>;
  /** A path ends here. */
  isNamed: boolean;
}

/**
 * Parses `fields=name,customer.name,lines`. `*` stands for the fields of a list. The id and the
 * revision are always part of the answer.
 */
export function parseSelection(
  text: string,
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
): Result<Selection> {
  const root: Tree = { branches: new Map(), isNamed: false };
  const problems: Problem[] = [];
  for (const path of text.split(",").map((part) => part.trim())) {
    if (path === "*") {
      for (const { field } of ownColumns(model, rights).fields)
        branch(root, field.name).isNamed = true;
      continue;
    }
    const names = path.split(".");
    if (names.length > depthMaximum + 1) {
      problems.push(
        problem("invalid_parameter", "", {
          name: "fields",
          expected: {
            en: `paths of at most ${depthMaximum} steps`,
            "zh-CN": `不超过 ${depthMaximum} 级的路径`,
          },
        }),
      );
      continue;
    }
    names.reduce(branch, root).isNamed = true;
  }
  const selection = resolve(root, model, catalog, rights, "", problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: selection };
}

function branch(tree: Tree, name: string): Tree {
  let next = tree.branches.get(name);
  if (next === undefined) {
    next = { branches: new Map(), isNamed: false };
    tree.branches.set(name, next);
  }
  return next;
}

function resolve(
  tree: Tree,
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
  path: string,
  problems: Problem[],
): Selection {
  const always = [...model.systemFields].filter(
    (field) =>
      (field.name === "id" || (field.name === "revision" && path === "")) &&
      !tree.branches.has(field.name),
  );
  const fields: SelectedField[] = always.map((field) => ({ field, through: null }));
  for (const [name, below] of tree.branches) {
    const field = model.byName.get(name);
    if (field === undefined || field.armOf !== null || !rights.mayRead(model, field)) {
      problems.push(unknownField(`${path}${name}`, model, rights));
      continue;
    }
    const further = `${path}${name}.`;
    fields.push(
      field.arms.length > 0
        ? {
            field,
            through: null,
            arms: throughArms(field, below, catalog, rights, further, problems),
          }
        : { field, through: through(field, below, catalog, rights, further, problems) },
    );
  }
  return { model, fields };
}

function through(
  field: FieldModel,
  below: Tree,
  catalog: Catalog,
  rights: Rights,
  path: string,
  problems: Problem[],
): Selection | null {
  if (field.children !== null) {
    if (below.branches.size === 0) return wholeRecord(field.children, rights);
    // `lines,lines.product.name`: whole rows, of which one field is told in more detail.
    if (below.isNamed)
      for (const { field: each } of wholeRecord(field.children, rights).fields)
        branch(below, each.name);
    return resolve(below, field.children, catalog, rights, path, problems);
  }
  if (below.branches.size === 0) return null;
  const target =
    field.target === null || field.type.storage !== "column"
      ? undefined
      : catalog.objects.get(field.target);
  if (target === undefined || !rights.mayUse(target, "read")) {
    problems.push(unknownField(`${path}${[...below.branches.keys()][0]}`, null, rights));
    return null;
  }
  return resolve(below, target, catalog, rights, path, problems);
}

/** `related.customer.name,related.lead.title`: the next name is that of a target. */
function throughArms(
  field: FieldModel,
  below: Tree,
  catalog: Catalog,
  rights: Rights,
  path: string,
  problems: Problem[],
): NonNullable<SelectedField["arms"]> {
  return [...below.branches].flatMap(([name, behind]) => {
    const arm = field.arms.find(({ target }) => target === name);
    const target = arm === undefined ? undefined : catalog.objects.get(name);
    if (arm === undefined || target === undefined || !rights.mayUse(target, "read")) {
      const known = field.arms.flatMap((one) => one.target ?? []);
      problems.push(problem("unknown_selection", "", { name: `${path}${name}`, known }));
      return [];
    }
    const selection = resolve(behind, target, catalog, rights, `${path}${name}.`, problems);
    return [{ arm, through: selection }];
  });
}

function unknownField(name: string, model: ObjectModel | null, rights: Rights): Problem {
  const known =
    model === null
      ? []
      : model.fields
          .filter((field) => rights.mayRead(model, field))
          .map((field) => field.name)
          .slice(0, 20);
  return problem("unknown_selection", "", { name, known });
}
