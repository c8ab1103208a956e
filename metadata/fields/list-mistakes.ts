import type { OptionMistake, PropertySchema } from "./field-type.ts";
import { countOption } from "./option-values.ts";

/** A list that must hold more entries than it may. */
export function listLengthMistakes(schema: PropertySchema): readonly OptionMistake[] {
  const minimum = countOption(schema, "minItems");
  const maximum = countOption(schema, "maxItems");
  if (minimum === null || maximum === null || minimum <= maximum) return [];
  return [
    {
      at: "/minItems",
      message: {
        en: `At least ${minimum} entries, but at most ${maximum}: lower the first or raise the second.`,
        "zh-CN": `最少 ${minimum} 项，却又最多 ${maximum} 项，请调整其中之一。`,
      },
    },
  ];
}
