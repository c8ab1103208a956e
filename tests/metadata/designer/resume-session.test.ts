import { expect, test } from "vitest";
import { changeObjectOption } from "../../../designer/commands/change-object-option.ts";
import { record, startHistory, undo } from "../../../designer/document/history.ts";
import { loadDocuments } from "../../../designer/document/loaded-documents.ts";
import { resumeSession, type SessionStart } from "../../../designer/document/resume-session.ts";
import { savedDocuments, unsavedChanges } from "../../../designer/document/unsaved-changes.ts";
import type { JsonSchema } from "../../../metadata/fields/field-type.ts";
import { contentOf, customerKey, orderKey, sampleDesign } from "./sample-design.ts";

/** The server's answer; `drafts` lie over the published documents, by address. */
function answer(drafts: Readonly<Record<string, JsonSchema | null>> = {}) {
  const documents = [...sampleDesign.documents.values()].map(({ kind, name, content }) => ({
    kind,
    name,
    published: structuredClone(content),
    ...(`${kind}/${name}` in drafts ? { draft: drafts[`${kind}/${name}`] ?? null } : {}),
    etag: `${kind}/${name}` in drafts ? "2" : "1",
  }));
  return loadDocuments({ version: 1, documents });
}

const label = { en: "Change", "zh-CN": "修改" };
const retitled = (title: string) =>
  changeObjectOption.run(sampleDesign, { document: customerKey, keyword: "title", value: title });

/** A session that was left with one change of the customer's title, saved or not. */
function left(saved: boolean): SessionStart {
  const history = record(startHistory(sampleDesign), retitled("Mine"), label);
  const documents = (saved ? history.present : sampleDesign).documents;
  return {
    history,
    saved: savedDocuments(documents.values()),
    etags: new Map([["object/customer", "1"]]),
  };
}

const title = (session: SessionStart, key = customerKey) =>
  contentOf(session.history.present, key).title;

test("without anything kept, a session begins at the server's draft with an object selected", () => {
  const drafted = { ...contentOf(sampleDesign, customerKey), title: "Drafted" };
  const session = resumeSession(answer({ "object/customer": drafted }), null);
  expect(title(session)).toBe("Drafted");
  expect(session.history.present.selection.document).toBe(customerKey);
  expect(unsavedChanges(session.saved, session.history.present.documents)).toEqual([]);
});

test("undo survives a reload", () => {
  const mine = contentOf(retitled("Mine"), customerKey);
  const session = resumeSession(answer({ "object/customer": mine }), left(true));
  expect(title(session)).toBe("Mine");
  expect(contentOf(undo(session.history).present, customerKey).title).toBe("Customer");
  expect(unsavedChanges(session.saved, session.history.present.documents)).toEqual([]);
});

test("what was not saved before a crash is still there and will be saved", () => {
  const session = resumeSession(answer(), left(false));
  expect(title(session)).toBe("Mine");
  const calls = unsavedChanges(session.saved, session.history.present.documents);
  expect(calls.map(({ document }) => document.name)).toEqual(["customer"]);
});

test("what others have changed meanwhile comes in beside it", () => {
  const order = { ...contentOf(sampleDesign, orderKey), title: "Theirs" };
  const session = resumeSession(answer({ "object/sales_order": order }), left(false));
  expect(title(session)).toBe("Mine");
  expect(title(session, orderKey)).toBe("Theirs");
  expect(contentOf(undo(session.history).present, orderKey).title).toBe("Theirs");
});

test("a rename whose second half was lost shows once, and the old name is removed next", () => {
  const renamed = { ...contentOf(sampleDesign, customerKey), name: "client" };
  const loaded = loadDocuments({
    version: 1,
    documents: [
      {
        kind: "object",
        name: "customer",
        published: contentOf(sampleDesign, customerKey),
        etag: "1",
      },
      { kind: "object", name: "client", published: null, draft: renamed, etag: "2" },
    ],
  });
  expect([...loaded.drafted.values()].map(({ name }) => name)).toEqual(["client"]);
  expect(
    unsavedChanges(loaded.saved, loaded.drafted).map(
      ({ method, document }) => `${method} ${document.name}`,
    ),
  ).toEqual(["DELETE customer"]);
});
