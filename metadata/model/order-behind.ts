/** Which order records with the same value of a field have: its index and its sorted lists agree. */
import type { ObjectModel } from "./object-model.ts";

/**
 * Names of the fields that follow any field of `object` in its index and break ties in an order by
 * it. The id makes the order total; before it comes the time of their creation, so that the newest
 * fifty of one status are fifty neighbours in the index. Nothing that a later version may say of the
 * field counts here: its index would have to be built anew.
 */
export const orderBehind = (object: ObjectModel): readonly string[] =>
  object.parent === null ? ["created_at", "id"] : ["id"];
