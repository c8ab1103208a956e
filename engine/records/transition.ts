/**
 * One step of a record's lifecycle: the state, what the caller changes along with it and the
 * numbers it gives are written in one transaction, or nothing is.
 */
import { closest, didYouMean } from "../../metadata/expressions/expression-problem.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import {
  isLocked,
  type Lifecycle,
  type Transition,
  transitionsFrom,
} from "../../metadata/model/lifecycle.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Problem, pointer, problem, type Result } from "../../metadata/problem.ts";
import type { Text } from "../../metadata/text.ts";
import { validateRecord } from "../../metadata/validate/validate-record.ts";
import type { RecordText } from "../query/read-records.ts";
import { type Step, storeStep } from "./change.ts";
import {
  conditionSentence,
  mayKnowState,
  possibleTitles,
  stateTitle,
  transitionTitle,
  unsaidCondition,
} from "./lifecycle-words.ts";
import type { LockedRecord } from "./lock-record.ts";
import { refuseLocked } from "./locked-state.ts";
import { assignNumbers, givenOn } from "./numbering.ts";
import { refuseResting } from "./resting-records.ts";
import { checkTransitions } from "./transition-checks.ts";
import { unwritableFields } from "./unwritable.ts";
import { Refused, type Writer } from "./writer.ts";
import { withSecretsSettled } from "./written-states.ts";

/**
 * @param value fields that change in the same step
 * @param base the revision the caller saw; null when the caller does not care
 */
export async function takeTransition(
  writer: Writer,
  model: ObjectModel,
  id: string,
  name: string,
  value: unknown,
  base: number | null,
): Promise<Result<RecordText>> {
  const { lifecycle } = model;
  const transition = lifecycle?.transitions.find((candidate) => candidate.name === name);
  if (lifecycle === null || transition === undefined) {
    return failure(unknownTransition(lifecycle, name));
  }
  if (!writer.rights.mayStep(model, name)) return failure(problem("not_permitted"));
  // What a step asks for belongs to it; whatever else changes along with it is an edit.
  const edits = Object.keys(objectOrEmpty(value)).some(
    (field) => !transition.required.includes(field),
  );
  if (edits && !writer.rights.mayUse(model, "update")) return failure(problem("not_permitted"));
  const refused = unwritableFields(writer.rights, model, value);
  if (refused.length > 0) return failure(...refused);
  const checked = withSecretsSettled(model, "change", validateRecord(model, "change", value));
  if (!checked.ok) return checked;
  const step = stepOf(lifecycle, transition);
  return storeStep(
    writer,
    model,
    id,
    checked.value,
    base,
    edits ? { ...step, verb: "update" } : step,
  );
}

function unknownTransition(lifecycle: Lifecycle | null, name: string): Problem {
  const names = lifecycle?.transitions.map((transition) => transition.name) ?? [];
  return closest(name, names) === null
    ? problem("unknown_transition", "", { name })
    : problem("unknown_transition", "", { name, hint: didYouMean(name, names) });
}

function stepOf(lifecycle: Lifecycle, transition: Transition): Step {
  return {
    kind: `transition:${transition.name}`,
    event: { kind: "transition", name: transition.name },
    // Who may take a step need not be allowed to edit; it may well lead out of his sight.
    verb: "read",
    begin: async (writer, model, { state, numbers, record }, changes) => {
      if (!transitionsFrom(lifecycle, state).includes(transition)) {
        throw new Refused([notPossible(writer, model, transition, state)]);
      }
      // A step out of a locked state brings what it requires and nothing else.
      const brings = Object.keys(changes).every((field) => transition.required.includes(field));
      if (!brings && isLocked(lifecycle, state)) refuseLocked(writer, model, state);
      await refuseResting(writer, model, [String(record.id)], brings ? "step" : "edit");
      return {
        ...changes,
        ...(await numbersGiven(writer, model, numbers, transition)),
        [lifecycle.field]: transition.to,
      };
    },
    finish: async (writer, model, id) => {
      const [check] = (await checkTransitions(writer, model, id, [transition])) ?? [];
      if (check === undefined) throw new Error("The locked record is gone");
      if (check.missing.length > 0) {
        const seen = check.missing.filter((field) => writer.rights.mayRead(model, field));
        // What is missing and hidden is not named.
        if (seen.length === 0)
          throw new Refused([notYet(writer, model, transition, unsaidCondition)]);
        throw new Refused(seen.map((field) => problem("required", pointer("", field.name))));
      }
      if (!check.holds) {
        const condition = conditionSentence(writer, model, transition);
        throw new Refused([notYet(writer, model, transition, condition)]);
      }
    },
  };
}

/** Numbers that this step gives to a record that has none yet. */
async function numbersGiven(
  writer: Writer,
  model: ObjectModel,
  numbers: LockedRecord["numbers"],
  transition: Transition,
): Promise<Readonly<Record<string, unknown>>> {
  const given: Record<string, unknown> = {};
  const isOpen = givenOn(transition.name);
  await assignNumbers(
    writer,
    model,
    [given],
    (field) => isOpen(field) && (numbers.get(field.name) ?? null) === null,
  );
  return given;
}

function notPossible(
  asker: Writer,
  model: ObjectModel,
  transition: Transition,
  state: string | null,
): Problem {
  const { catalog, rights } = asker;
  if (!mayKnowState(rights, model)) return problem("not_permitted");
  return problem("transition_not_possible", pointer("", model.lifecycle?.field ?? ""), {
    transition: transitionTitle(catalog, model, transition.name),
    state: stateTitle(catalog, model, state),
    possible: possibleTitles(asker, model, state),
  });
}

const notYet = (
  { catalog }: Writer,
  model: ObjectModel,
  transition: Transition,
  condition: Text,
): Problem =>
  problem("transition_condition", "", {
    transition: transitionTitle(catalog, model, transition.name),
    condition,
  });
