/**
 * Mails of digests, composed when they are sent: what the person still has not read, in words of what
 * he may see at this moment, grouped by object, and the way to have no more of them.
 */
import { type Locale, locales } from "../../metadata/text.ts";
import { readProfile } from "../access/accounts.ts";
import { activePeople } from "../access/acting-members.ts";
import { rightsOfRoles } from "../access/roles.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { localised } from "../catalog/localised.ts";
import { clockAt } from "../clock.ts";
import type { Database, Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import type { OutgoingMail } from "../mail/outbox.ts";
import type { Compose } from "../mail/sender.ts";
import type { Letter } from "../mail/transport.ts";
import { rightsOfPerson } from "../query/standing.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { digestLetter, type LetterGroup } from "./digest-letter.ts";
import { digestIn } from "./send-digest.ts";
import { type ShownNews, showNews } from "./show-notices.ts";
import { readTold, type Told } from "./told.ts";
import { unsubscribeToken } from "./unsubscribe.ts";

/** Notices of one mail; further ones are on the page of notices. */
export const digestNoticesMaximum = 50;

export interface DigestParts {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly timeZone: string;
  readonly publicUrl: string;
  catalogOf(executor: Executor, workspace: string): Promise<Catalog | null>;
}

/** Mails of digests; all others are made by `others`. */
export const digestMails =
  (parts: DigestParts, others: Compose): Compose =>
  async (mail) => {
    const id = digestIn(mail.kind);
    return id === null ? others(mail) : compose(parts, mail, id);
  };

/** Null when there is nothing to tell any more, or nobody. */
async function compose(parts: DigestParts, mail: OutgoingMail, id: string): Promise<Letter | null> {
  const { database } = parts;
  const catalog = await parts.catalogOf(database, mail.workspaceId);
  if (catalog === null) return null;
  const [person] = await activePeople(database, catalog.workspaceId, { emails: [mail.recipient] });
  if (person === undefined) return null;
  const { name, language } = await readProfile(database, person.id);
  const locale: Locale = language ?? locales.find((known) => known === mail.language) ?? "en";
  const own = rightsOfRoles(catalog, person.roles);
  const reader = {
    executor: database,
    catalog,
    rights: await rightsOfPerson(database, catalog, own, person.id, true),
    clock: clockAt(new Date(), parts.timeZone, person.id),
  };
  const { told, more } = await readTolds(database, catalog.schema, person.id, id);
  const shown = await showNews({ reader, core: database, locale }, told);
  const news = [...shown.values()].filter(({ object }) => object !== null);
  if (news.length === 0) return null;
  const home = `${parts.publicUrl}/${catalog.workspace}`;
  const token = unsubscribeToken(parts.secrets, catalog.workspaceId, person.id);
  return digestLetter({
    to: mail.recipient,
    locale,
    name,
    workspace: catalog.workspace,
    groups: groupsOf(catalog, locale, news),
    more,
    noticesAddress: `${home}/notices`,
    choiceAddress: `${home}/notices/following`,
    unsubscribePage: `${home}/unsubscribe#${token}`,
    unsubscribeCall: `${home}/api/unsubscribe/${token}`,
  });
}

async function readTolds(
  executor: Executor,
  schema: string,
  account: string,
  mail: string,
): Promise<{ readonly told: readonly Told[]; readonly more: boolean }> {
  const { rows } = await executor.run({
    text: `select "told" from ${quoted(schema)}."_notification" where "account" = $1 and "mail" = $2 and "read_at" is null order by "at" desc, "id" limit $3`,
    values: [account, mail, digestNoticesMaximum + 1],
  });
  const told = rows.flatMap(([json]) => readTold(json) ?? []);
  return { told: told.slice(0, digestNoticesMaximum), more: rows.length > digestNoticesMaximum };
}

/** By object, in the order of their first news. */
function groupsOf(
  catalog: Catalog,
  locale: Locale,
  news: readonly ShownNews[],
): readonly LetterGroup[] {
  const titles = new Map(localised(catalog, locale).index.map(({ name, title }) => [name, title]));
  return [...Map.groupBy(news, ({ object }) => object ?? "")].map(([object, items]) => ({
    title: titles.get(object) ?? object,
    items: items.map(({ subject, text }) => ({ subject, text })),
  }));
}
