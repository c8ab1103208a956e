/**
 * Objects that every workspace has without being asked. Their records are kept by the engine:
 * people are written when an account is given access, so callers only read them.
 */
import type { JsonSchema } from "../json-object.ts";
import type { Locale, Text } from "../text.ts";
import type { ObjectModel } from "./object-model.ts";
import { resolveObject } from "./resolve-object.ts";

const texts: Readonly<Record<"user" | "name" | "email", Text>> = {
  user: { en: "User", "zh-CN": "人员" },
  name: { en: "Name", "zh-CN": "姓名" },
  email: { en: "E-mail", "zh-CN": "邮箱" },
};

/** The people of a workspace, as an object document in one language. Nothing secret is in it. */
export const userDocument = (locale: Locale): JsonSchema => ({
  $schema: "tenon:object",
  id: "tenonusers",
  name: "user",
  title: texts.user[locale],
  type: "object",
  required: ["name", "email"],
  properties: {
    name: { id: "tenonusern", type: "string", title: texts.name[locale] },
    email: {
      id: "tenonusere",
      type: "string",
      format: "email",
      unique: true,
      title: texts.email[locale],
    },
  },
  record_title: "name",
});

const models = new Map<Locale, ObjectModel>();

/** The model of people; the same value whenever it is asked for. */
export function userModel(locale: Locale = "en"): ObjectModel {
  let model = models.get(locale);
  if (model === undefined) {
    model = resolveObject(userDocument(locale), locale);
    models.set(locale, model);
  }
  return model;
}
