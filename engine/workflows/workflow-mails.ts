/** Mails of workflows: their texts are kept with the delivery and put together when they are sent. */
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import { type Locale, locales } from "../../metadata/text.ts";
import { activeMembers } from "../access/acting-members.ts";
import type { Database } from "../db/database.ts";
import { readDelivery } from "../deliveries/delivery-rows.ts";
import { escaped, oneLine } from "../mail/letter-text.ts";
import type { Compose } from "../mail/sender.ts";
import type { Letter } from "../mail/transport.ts";
import { schemaOf } from "./workspace-catalogs.ts";

const prefix = "delivery/";

/** How the outbox of mails calls the mail of a delivery. */
export const mailKind = (delivery: string): string => `${prefix}${delivery}`;

/** Mails of workflows; all others are made by `others`. */
export const workflowMails =
  (database: Database, others: Compose): Compose =>
  async (mail) => {
    if (!mail.kind.startsWith(prefix)) return others(mail);
    const schema = await schemaOf(database, mail.workspaceId);
    const id = mail.kind.slice(prefix.length);
    const delivery = schema === null ? null : await readDelivery(database, schema, id);
    if (delivery === null) return null;
    const { subject, text, account, address } = delivery.payload;
    if (typeof address === "string") {
      const spoken = locales.find((known) => known === delivery.payload.language) ?? "en";
      return letter(address, spoken, inLanguage(subject, spoken), inLanguage(text, spoken));
    }
    // Who is no member any more is told nothing.
    const [person] = await activeMembers(database, mail.workspaceId, {
      accounts: [textOrEmpty(account)],
      roles: [],
    });
    if (person === undefined) return null;
    const language = locales.find((known) => known === person.language) ?? "en";
    return letter(
      person.email,
      language,
      inLanguage(subject, language),
      inLanguage(text, language),
    );
  };

const inLanguage = (texts: unknown, language: Locale): string =>
  isJsonObject(texts) ? textOrEmpty(texts[language] ?? texts.en) : "";

function letter(to: string, language: Locale, subject: string, text: string): Letter {
  const paragraphs = text.split(/\n{2,}/);
  return {
    to,
    subject: oneLine(subject),
    text: `${text}\n`,
    html: [
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
      '<body style="font:16px/1.5 system-ui,sans-serif;color:#24292f;max-width:36rem">',
      ...paragraphs.map((one) => `<p>${escaped(one).replaceAll("\n", "<br>")}</p>`),
      "</body></html>",
    ].join("\n"),
  };
}
