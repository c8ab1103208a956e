/** Mails and files of scripts: to whom, of what, with whose rights. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scriptFileMaximum } from "../../../engine/automation/script-files.ts";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { pngBytes, sentFileId, textBytes } from "../../support/files.ts";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";
import { type Person, person } from "../../support/people.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { documents } from "./mail-and-file-scripts.ts";

let mails: MailServer;
let server: TestServer;
let clerk: Person;

beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer({
    documents,
    settings: {
      TENON_MAIL_URL: mails.url,
      TENON_MAIL_FROM: "tenon@example.com",
      TENON_PUBLIC_URL: "https://tenon.example.com",
    },
  });
  clerk = await person(server, "clerk", "clerk");
});
afterAll(async () => {
  await server?.stop();
  await mails?.stop();
});

const answered = async (name: string, input: unknown, token = server.adminToken) => {
  const { body } = await server.request("POST", `/x/${name}`, input, { token });
  return isJsonObject(body) ? body : {};
};
const count = async (text: string) =>
  Number((await server.services.database.run({ text, values: [] })).rows[0]?.[0]);

describe("mail", () => {
  const mail = {
    subject: "{{7*7}} $[1+1] {record.note}\r\nBcc: x@evil.example",
    text: "<b>hi</b>\n\n{{x}}",
  };

  test("leaves after the commit, to members, its texts as they are", async () => {
    const sent = await answered("write_to", { to: `${clerk.id},${clerk.id}`, ...mail });
    expect(sent).toEqual({ held_back: [] });
    const received = await mails.mail(0);
    expect(received.to).toEqual(["clerk@example.com"]);
    expect(received.subject).toBe("{{7*7}} $[1+1] {record.note} Bcc: x@evil.example");
    expect(received.text.replaceAll("\r", "")).toContain("<b>hi</b>\n\n{{x}}");
    expect(received.html).toContain("&lt;b&gt;hi&lt;/b&gt;");
    expect(received.raw.split("\r\n\r\n")[0]).not.toMatch(/^Bcc/im);
  });

  test("of a script that fails is none", async () => {
    const rows = () => count("select count(*) from core.mail");
    const before = await rows();
    const failed = await answered("write_to", { to: clerk.id, ...mail, end: "fail" });
    expect(failed).toMatchObject({ code: "script_refused" });
    expect(await rows()).toBe(before);
  });

  test("goes to an address five times an hour", async () => {
    for (let times = 0; times < 4; times++)
      expect(await answered("write_to", { to: clerk.id, ...mail })).toEqual({ held_back: [] });
    expect(await answered("write_to", { to: clerk.id, ...mail })).toEqual({
      held_back: [clerk.id],
    });
  });

  test.each([
    [{ to: "clerk@example.com" }, "record_not_found"],
    [{ subject: "x".repeat(201) }, "too_long"],
    [{ text: "x".repeat(20_001) }, "too_long"],
    [{ to: Array(501).fill("01a00000-0000-7000-8000-000000000000").join() }, "too_many_items"],
  ])("is refused with %j", async (parts, code) => {
    expect(await answered("write_to", { to: clerk.id, ...mail, ...parts })).toEqual({ code });
  });
});

describe("files", () => {
  async function paper(values: (file: string) => object, bytes = textBytes("näme;1\n")) {
    const file = await sentFileId(server, { name: "a.csv", bytes });
    const made = await server.request("POST", "/records/paper", values(file));
    expect(made.status).toBe(201);
    return { id: isJsonObject(made.body) ? String(made.body.id) : "", file };
  }

  test("are read as text or in base64, by the field that holds them", async () => {
    const held = await paper((file) => ({ scan: { id: file } }));
    const facts = { name: "a.csv", type: "text/plain", size: 8 };
    const read = await answered("read", { ...held, field: "scan" });
    expect(read).toEqual({ ...facts, content: "näme;1\n" });
    const encoded = await answered("read", { ...held, field: "scan", as: "base64" });
    expect(encoded).toEqual({ ...facts, content: Buffer.from("näme;1\n").toString("base64") });
    const row = await paper((file) => ({ pages: [{ photo: { id: file } }] }), pngBytes);
    expect(await answered("read", { ...row, field: "pages.photo" })).toEqual({
      code: "file_not_text",
    });
    expect(await answered("read", { ...row, field: "pages.photo", as: "base64" })).toMatchObject({
      type: "image/png",
      content: Buffer.from(pngBytes).toString("base64"),
    });
  });

  test("are none of who may not read record or field, and of no other field", async () => {
    const held = await paper((file) => ({ contract: { id: file } }));
    const none = { code: "file_not_found" };
    expect(await answered("read", { ...held, field: "contract" }, clerk.token)).toEqual(none);
    for (const field of ["scan", "title", "pages", "pages.photo", "__proto__", "contract.id"])
      expect(await answered("read", { ...held, field })).toEqual(none);
    const other = await paper((file) => ({ scan: { id: file } }));
    expect(await answered("read", { ...held, file: other.file, field: "scan" })).toEqual(none);
  });

  test("that are too large are not read", async () => {
    const bytes = new Uint8Array(scriptFileMaximum + 1).fill(97);
    const held = await paper((file) => ({ scan: { id: file } }), bytes);
    expect(await answered("read", { ...held, field: "scan" })).toEqual({
      code: "file_too_large_for_script",
    });
  });

  test("are kept for who acts, and held by what he writes", async () => {
    const kept = await answered("keep", { name: "../b.txt", content: "hello" }, clerk.token);
    expect(kept).toMatchObject({ type: "text/plain", size: 5 });
    const held = { id: kept.paper, file: kept.id, field: "scan" };
    expect(await answered("read", held)).toMatchObject({ content: "hello" });
  });

  test("are held by the new record that a trigger puts them into", async () => {
    const made = await server.request("POST", "/records/letter", { title: "hello" });
    expect(made.body).toMatchObject({ scan: { name: "title.txt", type: "text/plain", size: 5 } });
    const { id } = isJsonObject(made.body) ? made.body : {};
    const uses = `select count(*) from "w_demo"."_file_use" where "record" = '${id}'`;
    expect(await count(uses)).toBe(1);
  });

  test("of a script that fails are none", async () => {
    const rows = () => count(`select count(*) from "w_demo"."_file"`);
    const before = await rows();
    await answered("keep", { name: "c.txt", content: "gone", end: "fail" });
    expect(await rows()).toBe(before);
  });

  test.each([
    [{ name: " ", content: "x" }, "required"],
    [{ name: "a", content: "x===", as: "base64" }, "content_not_encoded"],
    [{ name: "a", content: "x", as: "hex" }, "unknown_option"],
    [{ name: "a", content: "x".repeat(30_000), times: 27 }, "file_too_large_for_script"],
  ])("are not kept of %j", async (input, code) => {
    expect(await answered("keep", input)).toEqual({ code });
  });
});
