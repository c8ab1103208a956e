/** Operators and conditions in words. */
import type { FilterOperator } from "../../metadata/fields/field-type.ts";
import { choiceTitle } from "../../metadata/fields/values/choices.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { formatted } from "../fields/formatted.tsx";
import { lookupTitle } from "../fields/lookup.tsx";
import { fieldChoices } from "../fields/select.tsx";
import type { MessageKey } from "../language/en.ts";
import { locale } from "../language/locale.ts";
import { text } from "../language/messages.ts";
import type { Application } from "../state/application.ts";
import { comparedField } from "../state/filter-expression.ts";
import type { FilterCondition } from "../state/list-view.ts";

const timeWords: Partial<Readonly<Record<FilterOperator, MessageKey>>> = {
  less: "operator_date_less",
  less_or_equal: "operator_date_less_or_equal",
  greater: "operator_date_greater",
  greater_or_equal: "operator_date_greater_or_equal",
};

export function operatorWord(field: FieldModel, operator: FilterOperator): string {
  const word = field.type.group === "time" ? timeWords[operator] : undefined;
  return text(word ?? `operator_${operator}`);
}

export function operatorNeedsValue(operator: FilterOperator): boolean {
  return operator !== "is_empty" && operator !== "is_not_empty";
}

/** Filters work on the wire's text; this is the value in the form that cells and controls take. */
export function filterValue(field: FieldModel, written: string): unknown {
  switch (field.type.wire) {
    case "number": {
      const number = Number(written);
      return Number.isNaN(number) ? written : number;
    }
    case "boolean":
      return written === "true";
    default:
      return written;
  }
}

/** `Order date from 1 Jul 1996`, with the title of a record and the word of an option. */
export function conditionSentence(
  application: Application,
  field: FieldModel,
  condition: FilterCondition,
): string {
  const values = condition.values.map((value) => valueText(application, field, value));
  const separator = locale() === "zh-CN" ? "、" : ", ";
  return [field.title, operatorWord(field, condition.operator), values.join(separator)]
    .filter((part) => part !== "")
    .join(" ");
}

function valueText(application: Application, field: FieldModel, value: string): string {
  if (field.target !== null) return lookupTitle(application, field, value) ?? "…";
  const choices = fieldChoices(field.schema);
  if (choices.length > 0) return choiceTitle(value, choices);
  if (field.type.wire === "boolean") return text(value === "true" ? "yes" : "no");
  const compared = comparedField(field);
  return formatted(compared, filterValue(compared, value));
}
