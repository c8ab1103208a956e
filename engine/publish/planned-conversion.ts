/** How the values of a type change are to be converted, as far as the answers say. Pure. */
import type { FieldModel } from "../../metadata/model/object-model.ts";
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

export function plannedConversion(
  { before, catalog, next, answers, clock }: Planning,
  change: TypeChange,
): PlannedConversion {
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
    (lookup === after ? next : catalog).objects.get(lookup.target ?? "");
  const objectOfId = (id: string | undefined) =>
    [...next.objects.values()].find((model) => model.id === id);
  return {
    question,
    answer,
    now: {
      ...shared,
      targets: (lookup) => {
        const target = targetOf(lookup);
        return target === undefined ? null : targetNow(next.schema, before, target);
      },
    },
    afterwards: {
      ...shared,
      targets: (lookup) => {
        const former = targetOf(lookup);
        const target = objectOfId(former?.id);
        if (target !== undefined) return targetIn(next, target);
        return former === undefined ? null : hiddenTarget(next.schema, former);
      },
    },
  };
}
