import type { FieldPart } from "../../metadata/fields/field-type.ts";
import { personNameParts } from "../../metadata/fields/person-name.ts";
import { locale } from "../language/locale.ts";
import type { ControlProps, FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";
import { ParsedInput } from "./parsed-input.tsx";
import { PartInputs, partOf } from "./part-inputs.tsx";

/** The order in which one writes a name, by language. */
const orders = {
  en: ["given", "family", "middle", "prefix"],
  "zh-CN": ["family", "given", "prefix", "middle"],
} as const;

function PersonNameControl(props: ControlProps) {
  const parts = (): readonly FieldPart[] =>
    orders[locale()].flatMap((name) => personNameParts.filter((part) => part.name === name));
  const offered = () =>
    parts().filter(
      ({ name }) => name !== "middle" || locale() === "en" || partOf(props.value, name) !== "",
    );
  return props.compact ? (
    <ParsedInput {...props} />
  ) : (
    <PartInputs {...props} parts={offered()} layout="name" />
  );
}

export const personNameView: FieldView = {
  Cell: TextCell,
  Control: PersonNameControl,
  align: "start",
  width: 150,
};
