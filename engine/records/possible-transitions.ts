/**
 * The steps that lead on from a record's state, and what each still waits for. Who may not read the
 * state is told of the steps that he may take and of nothing else.
 */
import { isLocked, transitionsFrom } from "../../metadata/model/lifecycle.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Result, success } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import type { PossibleTransitions } from "../../metadata/wire.ts";
import { recordNotFound } from "../query/read-records.ts";
import { conditionSentence, mayKnowState, transitionTitle } from "./lifecycle-words.ts";
import { lifecycleState } from "./lock-record.ts";
import { checkTransitions } from "./transition-checks.ts";
import { idsWithin, reachesAllOf } from "./within-reach.ts";
import type { Writer } from "./writer.ts";

export async function possibleTransitions(
  writer: Writer,
  model: ObjectModel,
  id: string,
  locale: Locale,
): Promise<Result<PossibleTransitions>> {
  const { lifecycle } = model;
  const found = await lifecycleState(writer, model, id);
  const within =
    reachesAllOf(writer.rights, model, "read") ||
    (await idsWithin(writer, model, [id], "read")).has(id);
  if (found === null || !within) return failure(recordNotFound());
  if (lifecycle === null) return success({ state: null, locked: false, data: [] });
  const transitions = transitionsFrom(lifecycle, found.state).filter(({ name }) =>
    writer.rights.mayStep(model, name),
  );
  const checks = await checkTransitions(writer, model, id, transitions);
  if (checks === null) return failure(recordNotFound());
  const known = mayKnowState(writer.rights, model);
  return success({
    state: known ? (found.state ?? lifecycle.initial) : null,
    locked: known && isLocked(lifecycle, found.state),
    data: checks.map(({ transition, holds, missing }) => ({
      name: transition.name,
      title: transitionTitle(writer.catalog, model, transition.name)[locale],
      to: transition.to,
      possible: holds,
      missing: missing
        .filter((field) => writer.rights.mayRead(model, field))
        .map(({ name }) => name),
      message: holds ? null : conditionSentence(writer, model, transition)[locale],
    })),
  });
}
