/** How the values of a type change are to be converted, as far as the answers say. Pure. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Conversion } from "./conversion.ts";
import type { Planning } from "./planning.ts";
import { answerTo, convertQuestion, type Question, roundDigits } from "./questions.ts";
import { hiddenTarget, targetIn, targetNow } from "./target-records.ts";
import type { TypeChange } from "./type-changes.ts";

export interface PlannedConversion {
  readonly question: Question;
  /** Null: what becomes of values that do not convert is open. */
  readonly answer: unknown;
  /** While it is being planned: nothing is renamed yet, nothing made. */
  readonly now: Conversion;
  /** When it is carried out. */
  readonly afterwards: Conversion;
}

export function plannedConversion(planning: Planning, change: TypeChange): PlannedConversion {
  const { before, next, answers, clock } = planning;
  const { object, after } = change;
  const question = convertQuestion(object, after);
  const answer = answerTo(question, answers);
  const shared = {
    object,
    before: change.before,
    after,
    round: answer === roundDigits.value,
    timeZone: String(clock.time_zone ?? "UTC"),
  };
  const targetOf = (lookup: FieldModel) =>
    lookup === after
      ? next.objects.get(lookup.target ?? "")
      : formerTarget(planning, change.targetBefore);
  return {
    question,
    answer,
    now: {
      ...shared,
      targets: (lookup) => {
        const former = targetOf(lookup);
        // Records are called by what will be their title.
        const target = (former && objectOfId(next, former.id)) ?? former;
        return target === undefined ? null : targetNow(next.schema, before, target);
      },
    },
    afterwards: {
      ...shared,
      targets: (lookup) => {
        const former = targetOf(lookup);
        const target = former && objectOfId(next, former.id);
        if (target !== undefined) return targetIn(next, target);
        return former === undefined ? null : hiddenTarget(next.schema, former);
      },
    },
  };
}

const objectOfId = ({ objects }: Catalog, id: string): ObjectModel | undefined =>
  [...objects.values()].find((model) => model.id === id);

/** The object that a lookup pointed to; one that is removed by now, too. */
const formerTarget = (
  { catalog, removed }: Planning,
  id: string | null,
): ObjectModel | undefined =>
  id === null ? undefined : (objectOfId(catalog, id) ?? removed.object(id)?.object);
