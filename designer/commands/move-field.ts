import type { Design } from "../document/design-documents.ts";
import { withContent } from "../document/design-documents.ts";
import { findField, moveField as moveWithin, siblingFields } from "../document/object-fields.ts";
import { type FieldTarget, selectedField, targetField } from "../document/selected-field.ts";
import { command } from "./command.ts";

export interface MoveFieldInput extends FieldTarget {
  /** Position among its siblings, counted without the field itself. */
  readonly index: number;
}

function siblingCount(design: Design, input: FieldTarget): number {
  const target = targetField(design, input);
  if (!target) return 0;
  const parent = findField(target.document.content, target.field.parent) ?? null;
  return siblingFields(target.document.content, parent).length;
}

function neighbour(design: Design, step: -1 | 1): MoveFieldInput | null {
  const selected = selectedField(design);
  if (!selected) return null;
  const target = { document: selected.document.key, field: selected.field.id };
  const index = selected.field.index + step;
  return index < 0 || index >= siblingCount(design, target) ? null : { ...target, index };
}

function run(design: Design, input: MoveFieldInput): Design {
  const index = Math.max(0, Math.min(input.index, siblingCount(design, input) - 1));
  const documents = withContent(design.documents, input.document, (content) =>
    moveWithin(content, input.field, index),
  );
  return documents === design.documents ? design : { ...design, documents };
}

/** To any position: what a drag does. */
export const moveField = command<MoveFieldInput>({
  id: "move_field",
  label: { en: "Move field", "zh-CN": "移动字段" },
  run,
});

export const moveFieldUp = command<MoveFieldInput>({
  id: "move_field_up",
  label: { en: "Move field up", "zh-CN": "上移字段" },
  key: "Alt+ArrowUp",
  when: (design) => neighbour(design, -1),
  run,
});

export const moveFieldDown = command<MoveFieldInput>({
  id: "move_field_down",
  label: { en: "Move field down", "zh-CN": "下移字段" },
  key: "Alt+ArrowDown",
  when: (design) => neighbour(design, 1),
  run,
});
