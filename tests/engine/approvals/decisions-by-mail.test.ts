/** Decisions by the links of mails. The tests stand in the files that are read here; one server is enough for them. */
import { afterAll, beforeAll, test } from "vitest";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { staff } from "./approval-world.ts";
import * as deadLinks from "./dead-links.ts";
import * as decidingByLink from "./deciding-by-link.ts";
import { objects } from "./expense.ts";
import { mailSettings } from "./mail-world.ts";
import * as mailsAnHour from "./mails-an-hour.ts";
import * as toldByMail from "./told-by-mail.ts";

const parts = [toldByMail, deadLinks, decidingByLink, mailsAnHour];

let mails: MailServer;
let server: TestServer;

beforeAll(async () => {
  mails = await startMailServer();
  const documents = [...objects, ...parts.flatMap((part) => part.documents)];
  server = await startTestServer({ documents, settings: mailSettings(mails) });
  const people = await staff(server, "ann", "bob", "cai", "dan");
  for (const { begin } of parts) begin({ server, people, mails });
});
afterAll(async () => {
  await server?.stop();
  await mails?.stop();
});

for (const { tests } of parts) for (const [name, run] of Object.entries(tests)) test(name, run);
