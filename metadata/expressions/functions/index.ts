/** All functions of the expression language, in the order of the reference page. */

import { absFunction } from "./abs.ts";
import { addDaysFunction } from "./add-days.ts";
import { addMonthsFunction } from "./add-months.ts";
import { allFunction } from "./all.ts";
import { anyFunction } from "./any.ts";
import { avgFunction } from "./avg.ts";
import { ceilFunction } from "./ceil.ts";
import { coalesceFunction } from "./coalesce.ts";
import { concatFunction } from "./concat.ts";
import { containsFunction } from "./contains.ts";
import { countFunction } from "./count.ts";
import { countDistinctFunction } from "./count-distinct.ts";
import { currentUserFunction } from "./current-user.ts";
import { dateFunction } from "./date.ts";
import { dayFunction } from "./day.ts";
import { dayOfMonthFunction } from "./day-of-month.ts";
import { daysBetweenFunction } from "./days-between.ts";
import { endOfMonthFunction } from "./end-of-month.ts";
import { endsWithFunction } from "./ends-with.ts";
import type { ExpressionFunction } from "./expression-function.ts";
import { floorFunction } from "./floor.ts";
import { hasFunction } from "./has.ts";
import { hourFunction } from "./hour.ts";
import { isEmptyFunction } from "./is-empty.ts";
import { isWithinFunction } from "./is-within.ts";
import { leftFunction } from "./left.ts";
import { lengthFunction } from "./length.ts";
import { lowerFunction } from "./lower.ts";
import { maxFunction } from "./max.ts";
import { midFunction } from "./mid.ts";
import { minFunction } from "./min.ts";
import { modFunction } from "./mod.ts";
import { monthFunction } from "./month.ts";
import { monthOfYearFunction } from "./month-of-year.ts";
import { monthsBetweenFunction } from "./months-between.ts";
import { nowFunction } from "./now.ts";
import { numberFunction } from "./number.ts";
import { powerFunction } from "./power.ts";
import { quarterFunction } from "./quarter.ts";
import { replaceFunction } from "./replace.ts";
import { rightFunction } from "./right.ts";
import { roundFunction } from "./round.ts";
import { signFunction } from "./sign.ts";
import { startOfMonthFunction } from "./start-of-month.ts";
import { startsWithFunction } from "./starts-with.ts";
import { sumFunction } from "./sum.ts";
import { textFunction } from "./text.ts";
import { todayFunction } from "./today.ts";
import { trimFunction } from "./trim.ts";
import { upperFunction } from "./upper.ts";
import { weekdayFunction } from "./weekday.ts";
import { yearFunction } from "./year.ts";

export const expressionFunctions: readonly ExpressionFunction[] = [
  roundFunction,
  floorFunction,
  ceilFunction,
  absFunction,
  signFunction,
  modFunction,
  powerFunction,
  minFunction,
  maxFunction,
  sumFunction,
  avgFunction,
  countFunction,
  countDistinctFunction,
  anyFunction,
  allFunction,
  coalesceFunction,
  lengthFunction,
  upperFunction,
  lowerFunction,
  trimFunction,
  containsFunction,
  startsWithFunction,
  endsWithFunction,
  concatFunction,
  leftFunction,
  rightFunction,
  midFunction,
  replaceFunction,
  textFunction,
  numberFunction,
  todayFunction,
  nowFunction,
  dateFunction,
  yearFunction,
  monthFunction,
  quarterFunction,
  dayFunction,
  monthOfYearFunction,
  dayOfMonthFunction,
  weekdayFunction,
  hourFunction,
  startOfMonthFunction,
  endOfMonthFunction,
  daysBetweenFunction,
  monthsBetweenFunction,
  addDaysFunction,
  addMonthsFunction,
  hasFunction,
  isEmptyFunction,
  isWithinFunction,
  currentUserFunction,
];

const byName = new Map(expressionFunctions.map((entry) => [entry.name, entry]));

export function findFunction(name: string): ExpressionFunction | undefined {
  return byName.get(name);
}
