/** Why somebody may or may not do something with a record: what is asked of the database for it. */
import {
  type AccessExplanation,
  type AccessQuestion,
  type ExplainedVerb,
  explainAccess,
  reachingVerb,
  stopsAtLock,
} from "../../metadata/access/explanation.ts";
import { combineRoles, type Reach, rolesWithIncluded } from "../../metadata/access/permissions.ts";
import type { RecordScope } from "../../metadata/access/role.ts";
import { isBuiltInField } from "../../metadata/documents/built-in-objects.ts";
import { isLocked } from "../../metadata/model/lifecycle.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { formulaInputs } from "../access/formula-inputs.ts";
import { readMember } from "../access/members.ts";
import type { Rights } from "../access/rights.ts";
import { rightsOfRoles, roleNames, rolesOf, sharingRulesOf } from "../access/roles.ts";
import type { ClockValues } from "../query/read-plans.ts";
import { type Reader, recordNotFound } from "../query/read-records.ts";
import { scopesThatHold } from "../query/scope-verdicts.ts";
import { rightsOfPerson } from "../query/standing.ts";
import { lifecycleState } from "./lock-record.ts";
import { idsWithin } from "./within-reach.ts";

export interface ExplainRequest {
  readonly person: string;
  readonly model: ObjectModel;
  readonly verb: ExplainedVerb;
  /** The field and the object or rows it lies in; null asks of the record as a whole. */
  readonly field: {
    readonly holder: ObjectModel;
    readonly field: FieldModel;
    readonly path: string;
  } | null;
  readonly record: string | null;
}

/**
 * The explanation for another person, asked for by `reader`. What is explained is what is enforced:
 * the two are compared here.
 */
export async function explainFor(
  reader: Reader,
  request: ExplainRequest,
): Promise<Result<AccessExplanation>> {
  const { catalog, executor } = reader;
  const { model, verb, field, record } = request;
  const member = await readMember(executor, catalog.workspaceId, request.person);
  if (member === null) return failure(problem("user_not_found"));
  const rights = rightsOfRoles(catalog, member.roles);
  const person: Reader = {
    ...reader,
    rights: await rightsOfPerson(executor, catalog, rights, member.id),
    clock: clockOf(reader.clock, member.id),
  };
  const roles = roleNames(catalog, member.roles);
  const { byName } = rolesOf(catalog);
  const sharing = sharingRulesOf(catalog);
  const permission = combineRoles(rolesWithIncluded(roles, byName), sharing).object(model.name);
  const scopes = scopesIn(permission.reach("read"), permission.reach(reachingVerb(verb)));
  const held = record === null ? null : await scopesThatHold(person, model, record, scopes);
  if (record !== null && held === null) return failure(recordNotFound());
  const locked = record === null ? null : await lockedState(reader, model, record);
  const heldTexts = held && new Set([...held].map(textOf));
  const question: AccessQuestion = {
    object: model.name,
    verb,
    field: field?.path ?? null,
    organisation: model.builtIn,
    added: model.builtIn && field !== null && !isBuiltInField(model.name, firstName(field.path)),
  };
  const explanation = explainAccess(question, {
    member: member.state,
    roles,
    known: byName,
    sharing,
    hiddenInputs: verb === "read" && field !== null ? hiddenInputs(person, field) : [],
    holds: heldTexts && ((scope) => heldTexts.has(textOf(scope))),
    locked,
  });
  const enforced =
    member.state === "active" &&
    (locked === null || !stopsAtLock(verb)) &&
    isAllowed(person.rights, request) &&
    (record === null || (await idsWithin(person, model, [record], reachingVerb(verb))).has(record));
  if (enforced !== explanation.allowed)
    throw new Error(`Explained ${explanation.allowed}, enforced ${enforced}`);
  return success(explanation);
}

const firstName = (path: string): string => path.split(".")[0] ?? "";

const clockOf = ({ now, today, timeZone }: ClockValues, user: string): ClockValues => ({
  now,
  today,
  timeZone,
  user,
});

const scopesIn = (...reaches: readonly (Reach | null)[]): readonly RecordScope[] =>
  reaches.flatMap((reach) => (reach === null ? [] : [...reach.any, ...reach.every.flat()]));

/** The pure part joins roles anew, so that its scopes are other values of the same content. */
const textOf = (scope: RecordScope): string => JSON.stringify(scope);

function isAllowed(rights: Rights, { model, verb, field }: ExplainRequest): boolean {
  if (!rights.mayUse(model, reachingVerb(verb))) return false;
  if (verb === "transfer") return rights.may(model, verb);
  if (field === null) return true;
  return verb === "read" || verb === "delete"
    ? rights.mayRead(field.holder, field.field)
    : rights.mayWrite(field.holder, field.field);
}

const hiddenInputs = (
  { catalog, rights }: Reader,
  { holder, field }: NonNullable<ExplainRequest["field"]>,
): readonly string[] =>
  rights.mayRead(holder, field)
    ? []
    : formulaInputs(catalog, holder, field)
        .filter(
          (input) =>
            !rights.mayUse(input.model, "read") ||
            !rights.mayRead(input.model, input.field) ||
            (input.related && rights.reach(input.model, "read") !== null),
        )
        .map((input) => `${input.model.name}.${input.field.name}`);

async function lockedState(reader: Reader, model: ObjectModel, id: string): Promise<string | null> {
  const { lifecycle } = model;
  if (lifecycle === null || lifecycle.locked.length === 0) return null;
  const state = (await lifecycleState(reader, model, id))?.state ?? lifecycle.initial;
  return isLocked(lifecycle, state) ? state : null;
}
