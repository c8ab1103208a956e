/** Which order records with the same value of a field have: its index and its sorted lists agree. */
import type { FieldModel, ObjectModel } from "./object-model.ts";

/**
 * Names of the fields that follow `field` in its index and break ties in an order by it. The id
 * makes the order total; behind a value that records share comes the time of their creation, so
 * that the newest fifty of one status are fifty neighbours in the index.
 */
export const orderBehind = (object: ObjectModel, field: FieldModel): readonly string[] =>
  object.parent === null && !field.unique ? ["created_at", "id"] : ["id"];
