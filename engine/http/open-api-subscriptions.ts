/** What somebody follows and wants to be reminded of, in the words of OpenAPI. */

import { paces } from "../../metadata/digest-pace.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { noteMaximum } from "../reminders/reminder-rows.ts";
import { answer, listOf, queryParameter as query, refused } from "./open-api-parts.ts";

const text: JsonSchema = { type: "string" };
const textOrNull: JsonSchema = { type: ["string", "null"] };
const uuid: JsonSchema = { ...text, format: "uuid" };
const uuidOrNull: JsonSchema = { ...textOrNull, format: "uuid" };

const pace: JsonSchema = { enum: paces };
const paceOrNull: JsonSchema = {
  enum: [...paces, null],
  description: "How soon a mail tells of it; null: as of all",
};

const properties: JsonSchema = {
  id: uuid,
  object: textOrNull,
  object_title: textOrNull,
  record: uuidOrNull,
  record_title: textOrNull,
  filter: textOrNull,
  title: textOrNull,
  view: textOrNull,
  active: { type: "boolean", description: "False: nothing is told any more" },
  created_at: { ...text, format: "date-time" },
  pace: paceOrNull,
};

const times: JsonSchema = {
  pace,
  time_zone: { ...text, description: "IANA name" },
  hour: { type: "integer", minimum: 0, maximum: 23 },
  weekday: { type: "integer", minimum: 1, maximum: 7, description: "Of weekly mails; 1: Monday" },
};
const choice: JsonSchema = {
  type: "object",
  required: [...Object.keys(times), "mails"],
  properties: {
    ...times,
    mails: { type: "boolean", description: "False: this installation sends no mail" },
  },
};
const chosen = answer("When mails come", choice);
const bodyOf = (properties: JsonSchema, required: readonly string[]): JsonSchema => ({
  content: { "application/json": { schema: { type: "object", required, properties } } },
});
const done: JsonSchema = { description: "Done" };
const id: JsonSchema = { name: "id", in: "path", required: true, schema: uuid };
const entry: JsonSchema = { type: "object", required: Object.keys(properties), properties };

const wanted: JsonSchema = {
  object: { ...text, description: "Name of the object" },
  record: { ...uuid, description: "One record; without it all that fit the filter" },
  filter: { ...text, description: "An expression" },
  title: { ...text, description: "What the caller calls the list" },
  view: { ...text, description: "How the screen shows the list: the query of its address" },
};

const wantedReminder: JsonSchema = {
  object: { ...text, description: "Name of the object" },
  record: uuid,
  at: { ...text, format: "date-time" },
  note: { ...text, maxLength: noteMaximum },
};
const reminderProperties: JsonSchema = {
  ...wantedReminder,
  id: uuid,
  object: textOrNull,
  record_title: textOrNull,
};
const reminder: JsonSchema = {
  type: "object",
  required: Object.keys(reminderProperties),
  properties: reminderProperties,
};

export const subscriptionPaths: JsonSchema = {
  "/subscriptions": {
    get: {
      operationId: "subscriptions",
      summary: "What the caller follows, newest first",
      parameters: [query("object", "Of one object"), query("record", "Of one record", uuid)],
      responses: { 200: answer("The list", listOf(entry)), default: refused },
    },
    post: {
      operationId: "follow",
      summary: "Follows a record, or the records that fit a filter",
      requestBody: bodyOf(wanted, ["object"]),
      responses: { 201: answer("It is followed", entry), default: refused },
    },
  },
  "/subscriptions/{id}": {
    patch: {
      operationId: "pace_subscription",
      summary: "How soon a mail tells of it",
      parameters: [id],
      requestBody: bodyOf({ pace: paceOrNull }, ["pace"]),
      responses: { 204: done, default: refused },
    },
    delete: {
      operationId: "unfollow",
      summary: "Follows it no more",
      parameters: [id],
      responses: { 204: done, default: refused },
    },
  },
  "/reminders": {
    get: {
      operationId: "reminders",
      summary: "What the caller wants to be reminded of, the next one first",
      parameters: [query("record", "Of one record", uuid)],
      responses: { 200: answer("The list", listOf(reminder)), default: refused },
    },
    post: {
      operationId: "remind",
      summary: "Tells the caller a note of his own about a record, at a time",
      requestBody: bodyOf(wantedReminder, Object.keys(wantedReminder)),
      responses: { 201: answer("It waits", reminder), default: refused },
    },
  },
  "/reminders/{id}": {
    delete: {
      operationId: "remove_reminder",
      summary: "Removes it",
      parameters: [id],
      responses: { 204: done, default: refused },
    },
  },
  "/account/digest": {
    get: {
      operationId: "digest",
      summary: "When mails tell the caller of what he follows",
      responses: { 200: chosen, default: refused },
    },
    put: {
      operationId: "choose_digest",
      summary: "Chooses when",
      requestBody: bodyOf(times, ["pace"]),
      responses: { 200: chosen, default: refused },
    },
  },
};
