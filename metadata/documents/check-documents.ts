/** Finds every mistake in a set of documents at once. */
import type { JsonSchema } from "../fields/field-type.ts";
import { isJsonObject } from "../json-object.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { type Problem, problem } from "../problem.ts";
import { isStorableText } from "../validate/prepare-record.ts";
import { allDocuments, extendsBuiltIn } from "./built-in-objects.ts";
import {
  checkRole,
  checkRoleReferences,
  checkSharingReferences,
  checkSharingRule,
} from "./checks/check-access.ts";
import { checkApp, checkAppReferences } from "./checks/check-app.ts";
import { checkAssignmentRoles } from "./checks/check-assignment.ts";
import { checkCalendar } from "./checks/check-calendar.ts";
import {
  type CheckedFormula,
  checkExpressions,
  checkFormulaRings,
  type SoundObject,
  soundObject,
} from "./checks/check-expressions.ts";
import { checkExtension } from "./checks/check-extension.ts";
import { checkIds } from "./checks/check-ids.ts";
import { checkLookAlikes, checkName } from "./checks/check-names.ts";
import { checkObject } from "./checks/check-object.ts";
import { checkOptionSet } from "./checks/check-option-set.ts";
import { checkRequiredRings, checkTargets } from "./checks/check-relations.ts";
import {
  checkForm,
  checkFormReferences,
  checkView,
  checkViewReferences,
} from "./checks/check-screen.ts";
import { checkScript } from "./checks/check-script.ts";
import { checkScriptReferences } from "./checks/check-script-references.ts";
import { checkTranslation } from "./checks/check-translation.ts";
import { checkWorkflow } from "./checks/check-workflow.ts";
import { checkWorkflowReferences } from "./checks/check-workflow-references.ts";
import type { Report } from "./checks/report.ts";
import type { DocumentKind, MetadataDocument } from "./document.ts";
import { fileOfPlace } from "./document-file.ts";
import { documentsWithOptions } from "./option-sets.ts";
import { hasOnlySource } from "./script-source.ts";

/**
 * All mistakes of all documents of a workspace, each with its file and JSON Pointer, in the order
 * of the documents. No problem means: every object resolves, every name leads somewhere, every
 * formula compiles.
 */
export function checkDocuments(documents: readonly MetadataDocument[]): readonly Problem[] {
  const steps = checkSteps(documents);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of about one document, for who has other things to do in between. */
export function* checkSteps(
  documents: readonly MetadataDocument[],
): Generator<undefined, readonly Problem[]> {
  const set = new DocumentSet(documents);
  yield* set.checkAlone();
  set.checkNames();
  yield* set.checkTogether();
  return set.problems();
}

/** Documents that were checked by themselves keep their result: publishing changes few of many. */
const ownProblems = new WeakMap<JsonSchema, readonly Problem[]>();

class DocumentSet {
  readonly #documents: readonly MetadataDocument[];
  /** As they are written, where they extend built-in objects. */
  readonly #extensions: readonly MetadataDocument[];
  readonly #found = new Map<MetadataDocument, Problem[]>();
  readonly #soleApp: boolean;

  constructor(documents: readonly MetadataDocument[]) {
    this.#documents = documentsWithOptions(allDocuments(documents));
    this.#extensions = documents.filter(extendsBuiltIn);
    this.#soleApp = documents.filter(({ kind }) => kind === "app").length <= 1;
    for (const document of this.#documents) this.#found.set(document, []);
  }

  problems(): readonly Problem[] {
    return [...this.#found.values()].flat();
  }

  #report(document: MetadataDocument): Report {
    const found = this.#found.get(document) ?? [];
    return (code, path, params) =>
      found.push(problem(code, path, params, fileOfPlace(document, path, this.#soleApp)));
  }

  #contents(kind: DocumentKind): ReadonlyMap<string, JsonSchema> {
    const chosen = this.#documents.filter((document) => document.kind === kind);
    return new Map(chosen.map(({ name, content }) => [name, content]));
  }

  *checkAlone(): Generator<undefined, void> {
    for (const document of this.#documents) {
      this.#checkAlone(document);
      yield;
    }
    for (const { name, content } of this.#extensions) {
      const whole = this.#documents.find((one) => one.kind === "object" && one.name === name);
      if (whole) checkExtension(name, content, this.#report(whole));
    }
  }

  #checkAlone(document: MetadataDocument): void {
    const report = this.#report(document);
    if (!isJsonObject(document.content)) {
      report("document_not_object", "");
      return;
    }
    let own = ownProblems.get(document.content);
    if (!own) {
      own = checkContent(document);
      ownProblems.set(document.content, own);
    }
    for (const item of own) report(item.code, item.path, item.params);
  }

  /** Names inside documents agree with their files, and no two documents share one. */
  checkNames(): void {
    const seen = new Set<string>();
    for (const document of this.#documents) {
      const { kind, name, content } = document;
      const report = this.#report(document);
      const key = `${kind}/${name}`;
      if (seen.has(key)) report("document_repeated", "/name", { name });
      seen.add(key);
      if (kind === "translation" || !isJsonObject(content)) continue;
      // A module that is a file of TypeScript alone has its name from that.
      if (kind === "script" && hasOnlySource(content)) {
        checkName(name, "script", "/source", report);
        continue;
      }
      if (content.name === undefined) report("document_name_missing", "/name", { name });
      else if (typeof content.name === "string" && content.name !== name) {
        report("document_name_differs", "/name", { name: content.name, file: name });
      }
    }
    const objects = this.#documents.filter((document) => document.kind === "object");
    const names = objects.map((document) => document.name);
    checkLookAlikes(names, (name, other) => {
      const document = objects.find((candidate) => candidate.name === name);
      if (document) this.#report(document)("names_alike", "/name", { name, other });
    });
    checkIds(objects, (document) => this.#report(document));
  }

  *checkTogether(): Generator<undefined, void> {
    const objects = this.#contents("object");
    const apps = this.#contents("app");
    const objectNames = new Set(objects.keys());
    for (const document of this.#documents) {
      const { kind, name, content } = document;
      if (!isJsonObject(content)) continue;
      const report = this.#report(document);
      if (kind === "app") checkAppReferences(content, objectNames, [...apps.keys()], report);
      else if (kind === "object") checkTargets(content, objectNames, report);
      else if (kind === "translation") {
        const screens = { views: this.#contents("view"), forms: this.#contents("form") };
        const options = this.#contents("options");
        const roles = this.#contents("role");
        const sharing = this.#contents("sharing_rule");
        const scripts = this.#contents("script");
        const workflows = this.#contents("workflow");
        const known = { objects, apps, options, roles, sharing, scripts, workflows, ...screens };
        checkTranslation(name, content, known, report);
      }
    }
    this.#checkRings(objects);
    yield* this.#checkExpressions();
  }

  #checkRings(objects: ReadonlyMap<string, JsonSchema>): void {
    checkRequiredRings(objects, (object, field, ring) => {
      const document = this.#documents.find(
        ({ kind, name }) => kind === "object" && name === object,
      );
      if (document) {
        this.#report(document)("required_ring", `/properties/${field}`, { field, ring });
      }
    });
  }

  /** Views, forms, roles, sharing rules and scripts: what speaks of objects that are sound. */
  #checkUsers(models: ReadonlyMap<string, ObjectModel>, unsound: ReadonlySet<string>): void {
    const names = new Set(this.#contents("object").keys());
    const roles = this.#contents("role");
    const workflows = this.#contents("workflow");
    const calendars = this.#contents("calendar");
    const scripts = this.#contents("script");
    const granted = { names: new Set([...names, ...models.keys()]), models, unsound, roles };
    for (const document of this.#documents) {
      const { kind, content } = document;
      if (!isJsonObject(content)) continue;
      const report = this.#report(document);
      if (kind === "object") checkAssignmentRoles(content, roles, report);
      if (kind === "view") checkViewReferences(content, { names, models, unsound }, report);
      if (kind === "form") checkFormReferences(content, { names, models, unsound }, report);
      if (kind === "role") checkRoleReferences(content, granted, report);
      if (kind === "sharing_rule") checkSharingReferences(content, granted, report);
      if (kind === "script") checkScriptReferences(content, { ...granted, calendars }, report);
      if (kind === "workflow")
        checkWorkflowReferences(content, { ...granted, workflows, calendars, scripts }, report);
    }
  }

  *#checkExpressions(): Generator<undefined, void> {
    const sound = new Map<MetadataDocument, SoundObject>();
    for (const document of this.#documents) {
      if (document.kind !== "object" || !isJsonObject(document.content)) continue;
      const object = soundObject(document.content, this.#found.get(document) ?? []);
      if (object) sound.set(document, object);
      yield;
    }
    const models = new Map<string, ObjectModel>();
    for (const { model } of sound.values()) models.set(model.name, model);
    const unsound = new Set([...sound.values()].flatMap((object) => [...object.unsound]));
    const formulas: CheckedFormula[] = [];
    const documentOf = new Map<ObjectModel, MetadataDocument>();
    for (const [document, { model }] of sound) {
      for (const formula of checkExpressions(model, models, unsound, this.#report(document))) {
        formulas.push(formula);
        documentOf.set(formula.owner, document);
      }
      yield;
    }
    this.#checkUsers(models, unsound);
    checkFormulaRings(formulas, ({ owner, path }, ring) => {
      const document = documentOf.get(owner);
      if (document) this.#report(document)("formula_ring", path, { ring });
    });
  }
}

/** What is wrong with one document whatever the others say. */
function checkContent({ kind, name, content }: MetadataDocument): readonly Problem[] {
  const found: Problem[] = [];
  const report: Report = (code, path, params) => found.push(problem(code, path, params));
  checkStorable(content, "", report);
  if (kind === "object") checkObject(content, report);
  if (kind === "app") checkApp(content, report);
  if (kind === "options") checkOptionSet(content, report);
  if (kind === "view") checkView(content, report);
  if (kind === "form") checkForm(content, report);
  if (kind === "role") checkRole(content, report);
  if (kind === "sharing_rule") checkSharingRule(content, report);
  if (kind === "calendar") checkCalendar(content, report);
  if (kind === "script") checkScript(name, content, report);
  if (kind === "workflow") checkWorkflow(content, report);
  return found;
}

function checkStorable(value: unknown, path: string, report: Report): void {
  if (typeof value === "string") {
    if (!isStorableText(value)) report("text_not_storable", path);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      checkStorable(member, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, report);
    }
  }
}
