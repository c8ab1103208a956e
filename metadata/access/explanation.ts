/**
 * Why somebody may or may not do something with a record or a field of it: the chain of what his
 * roles say, step by step, in the order in which rights are asked for. Pure; whether a condition
 * holds for the record is asked of `facts`.
 */
import type { ExplanationCode, ExplanationStep } from "./explanation-words.ts";
import { combineRoles, type ObjectPermission, type Reach } from "./permissions.ts";
import {
  everyName,
  fieldLevels,
  type ObjectGrant,
  type RecordScope,
  type RecordVerb,
  type Role,
  recordVerbs,
} from "./role.ts";
import type { SharingRule } from "./sharing-rule.ts";

/** What can be asked about: a verb, or giving a record to another owner. */
export const explainedVerbs = [...recordVerbs, "transfer"] as const;
export type ExplainedVerb = (typeof explainedVerbs)[number];

/** The verb that decides which records: only who may change a record gives it away. */
export const reachingVerb = (verb: ExplainedVerb): RecordVerb =>
  verb === "transfer" ? "update" : verb;

/** Whether a locked state of the record stands against it. */
export const stopsAtLock = (verb: ExplainedVerb): boolean => verb === "update" || verb === "delete";

export interface AccessQuestion {
  /** Name of the object; for what lies in child rows the object that they belong to. */
  readonly object: string;
  readonly verb: ExplainedVerb;
  /** `margin`, `lines.price`; null asks of the record as a whole. */
  readonly field: string | null;
  /** One of the objects that say how people are organised: everybody knows them. */
  readonly organisation: boolean;
  /** The field was added to such an object: roles say who reads it. */
  readonly added: boolean;
}

export interface AccessFacts {
  readonly member: "active" | "invited" | "disabled" | "none";
  /** Names of the roles he has, those that they include left out. */
  readonly roles: readonly string[];
  readonly known: ReadonlyMap<string, Role>;
  readonly sharing: readonly SharingRule[];
  /** Fields a computed field is made from that he may not read; empty when it is no such field. */
  readonly hiddenInputs: readonly string[];
  /** Whether the record is in a scope; null when no record is asked for, or it is not there. */
  readonly holds: ((scope: RecordScope) => boolean) | null;
  /** Name of the state that locks the record; null when it is not locked. */
  readonly locked: string | null;
}

export interface AccessExplanation {
  readonly allowed: boolean;
  readonly steps: readonly ExplanationStep[];
}

/** Ends with the first step that denies, for nothing after it matters. */
export function explainAccess(question: AccessQuestion, facts: AccessFacts): AccessExplanation {
  const steps: ExplanationStep[] = [];
  const known = question.organisation && question.verb === "read";
  const chapters = known
    ? [memberSteps, roleSteps, organisationSteps, ...(question.added ? [fieldSteps] : [])]
    : [
        memberSteps,
        roleSteps,
        organisationSteps,
        objectSteps,
        actionSteps,
        fieldSteps,
        recordSteps,
      ];
  for (const chapter of chapters) {
    steps.push(...chapter(question, facts));
    if (steps.some(({ outcome }) => outcome === "denies")) return { allowed: false, steps };
  }
  return { allowed: true, steps };
}

type Chapter = (question: AccessQuestion, facts: AccessFacts) => readonly ExplanationStep[];

const memberSteps: Chapter = (_question, { member, roles }) => {
  if (member === "none") return [{ code: "not_a_member", outcome: "denies", params: {} }];
  if (member === "invited") return [{ code: "member_invited", outcome: "denies", params: {} }];
  if (member === "disabled") return [{ code: "member_disabled", outcome: "denies", params: {} }];
  return roles.length === 0 ? [{ code: "no_role", outcome: "denies", params: {} }] : [];
};

interface HeldRole {
  readonly role: Role;
  /** The role of his that leads to this one; null for one of his own. */
  readonly through: string | null;
}

function heldRoles({ roles, known }: AccessFacts): readonly HeldRole[] {
  const found = new Map<string, HeldRole>();
  const add = (name: string, through: string | null): void => {
    const role = known.get(name);
    if (role === undefined || found.has(name)) return;
    found.set(name, { role, through });
    for (const included of role.includes) add(included, name);
  };
  for (const name of roles) add(name, null);
  return [...found.values()];
}

const roleSteps: Chapter = (_question, facts) =>
  heldRoles(facts).map(({ role, through }) =>
    through === null
      ? { code: "has_role", outcome: "neutral", params: { role: role.name } }
      : { code: "has_included_role", outcome: "neutral", params: { role: role.name, through } },
  );

/** How people are organised is known to all of them, and changed by who looks after them. */
const organisationSteps: Chapter = ({ organisation, verb }, facts) => {
  if (!organisation) return [];
  if (verb === "read") return [{ code: "organisation_known", outcome: "allows", params: {} }];
  return heldRoles(facts).some(({ role }) => role.administration.has("users"))
    ? [{ code: "administers_users", outcome: "allows", params: {} }]
    : [{ code: "administers_no_users", outcome: "denies", params: {} }];
};

/** Who may not read a record does nothing else with it. */
const verbsOf = (verb: ExplainedVerb): readonly RecordVerb[] =>
  verb === "read" ? ["read"] : ["read", reachingVerb(verb)];

const objectSteps: Chapter = ({ object, verb }, facts) =>
  verbsOf(verb).flatMap((each) => {
    const granting = heldRoles(facts).flatMap(({ role }): readonly ExplanationStep[] => {
      const [grant, named] = entryOf(role.grants, object);
      if (grant === undefined || grant.scopes[each].length === 0) return [];
      const code = named ? "role_grants" : "role_grants_every_object";
      return [{ code, outcome: "allows", params: { role: role.name, verb: each } }];
    });
    const never = heldRoles(facts).flatMap(({ role }): readonly ExplanationStep[] =>
      entryOf(role.restrictions, object)[0]?.scopes[each] === null
        ? [{ code: "role_forbids", outcome: "denies", params: { role: role.name, verb: each } }]
        : [],
    );
    return granting.length === 0
      ? [{ code: "no_role_grants", outcome: "denies", params: { verb: each } } as const]
      : [...granting, ...never];
  });

/** Giving a record away is granted by itself. */
const actionSteps: Chapter = ({ object, verb, organisation }, facts) => {
  if (verb !== "transfer") return [];
  if (organisation) return [{ code: "organisation_unowned", outcome: "denies", params: {} }];
  const granting = heldRoles(facts).flatMap(({ role }): readonly ExplanationStep[] => {
    const [grant, named] = entryOf(role.grants, object);
    if (!grant?.actions.has(verb)) return [];
    const code = named ? "role_grants" : "role_grants_every_object";
    return [{ code, outcome: "allows", params: { role: role.name, verb } }];
  });
  const never = heldRoles(facts).flatMap(({ role }): readonly ExplanationStep[] =>
    entryOf(role.restrictions, object)[0]?.denied.has(verb)
      ? [{ code: "role_forbids", outcome: "denies", params: { role: role.name, verb } }]
      : [],
  );
  return granting.length === 0
    ? [{ code: "no_role_grants", outcome: "denies", params: { verb } }]
    : [...granting, ...never];
};

function entryOf<Entry>(
  entries: ReadonlyMap<string, Entry>,
  name: string,
): readonly [Entry | undefined, boolean] {
  const entry = entries.get(name);
  return entry === undefined ? [entries.get(everyName), false] : [entry, true];
}

const permissionOf = ({ object }: AccessQuestion, facts: AccessFacts): ObjectPermission =>
  combineRoles(
    heldRoles(facts).map(({ role }) => role),
    facts.sharing,
  ).object(object);

const fieldSteps: Chapter = (question, facts) => {
  const { field, verb, object } = question;
  if (field === null) return [];
  const said = heldRoles(facts).flatMap(({ role }): readonly ExplanationStep[] => {
    const level = ownLevel(entryOf(role.grants, object)[0], field);
    const limit = levelFor(entryOf(role.restrictions, object)[0]?.fields, field);
    return [
      ...(level === null
        ? []
        : [
            { code: "role_field", outcome: "neutral", params: { role: role.name, level } } as const,
          ]),
      ...(limit === null
        ? []
        : [
            {
              code: "role_limits_field",
              outcome: "neutral",
              params: { role: role.name, level: limit },
            } as const,
          ]),
    ];
  });
  const { level, named } = permissionOf(question, facts).level(field);
  const needed = verb === "read" || verb === "delete" ? "read" : "write";
  const enough = fieldLevels.indexOf(level) >= fieldLevels.indexOf(needed);
  if (!enough) return [...said, { code: "field_denied", outcome: "denies", params: { level } }];
  const [input] = facts.hiddenInputs;
  if (input !== undefined && !named)
    return [...said, { code: "computed_from_hidden", outcome: "denies", params: { input } }];
  return [...said, { code: "field_allowed", outcome: "allows", params: { level } }];
};

const ownLevel = (grant: ObjectGrant | undefined, field: string): string | null =>
  grant === undefined ? null : (levelFor(grant.fields, field) ?? "none");

function levelFor(fields: ReadonlyMap<string, string> | undefined, path: string): string | null {
  if (fields === undefined) return null;
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length--) {
    const level = fields.get(parts.slice(0, length).join("."));
    if (level !== undefined) return level;
  }
  return fields.get(everyName) ?? null;
}

const recordSteps: Chapter = (question, facts) => {
  const { holds, locked } = facts;
  if (holds === null) return [];
  const permission = permissionOf(question, facts);
  const within = verbsOf(question.verb).flatMap((verb) =>
    reachSteps(verb, permission.reach(verb), holds),
  );
  const stands =
    locked !== null && stopsAtLock(question.verb)
      ? [{ code: "record_locked", outcome: "denies", params: { state: locked } } as const]
      : [];
  return [...within, ...stands];
};

/** Each scope with whether the record is in it, and what that comes to. */
function reachSteps(
  verb: RecordVerb,
  reach: Reach | null,
  holds: (scope: RecordScope) => boolean,
): readonly ExplanationStep[] {
  if (reach === null) return [{ code: "no_role_grants", outcome: "denies", params: { verb } }];
  const step = (scope: RecordScope): ExplanationStep => scopeStep(scope, verb, holds(scope));
  const granted = reach.any.map(step);
  const limits = reach.every.flatMap((scopes) => {
    const found = scopes.map(
      (scope): ExplanationStep => ({ ...step(scope), code: limitCode(holds(scope)) }),
    );
    return scopes.some(holds) ? found : [...found, beyond("limited", verb)];
  });
  const reached = reach.any.some(holds);
  return reached ? [...granted, ...limits] : [...granted, beyond("out_of_reach", verb)];
}

const beyond = (code: "limited" | "out_of_reach", verb: RecordVerb): ExplanationStep => ({
  code,
  outcome: "denies",
  params: { verb },
});

const limitCode = (isHeld: boolean): ExplanationCode => (isHeld ? "limit_holds" : "limit_fails");

function scopeStep(scope: RecordScope, verb: RecordVerb, isHeld: boolean): ExplanationStep {
  const outcome = isHeld ? "allows" : "neutral";
  if (scope.kind === "shared")
    return { code: isHeld ? "shared" : "not_shared", outcome, params: { verb } };
  const { from } = scope;
  if (scope.kind === "when")
    return {
      code: isHeld ? "condition_holds" : "condition_fails",
      outcome,
      params: { role: from, condition: scope.expression, verb },
    };
  const params = { role: from, scope: scope.reports ? `${scope.kind}_reports` : scope.kind, verb };
  return { code: isHeld ? "scope_holds" : "scope_fails", outcome, params };
}
