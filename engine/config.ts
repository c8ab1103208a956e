/** Every setting of the engine: one list, read once, shown by `tenon settings`. */
import { isSharedTimeZone } from "../metadata/fields/values/time-zone.ts";

export interface Setting {
  readonly name: string;
  readonly default: string;
  readonly help: string;
}

export const settings = [
  { name: "PORT", default: "3000", help: "TCP port the server listens on." },
  { name: "HOST", default: "127.0.0.1", help: "Address the server listens on." },
  {
    name: "DATABASE_URL",
    default: "",
    help: "PostgreSQL 18 or newer. Empty: an embedded PostgreSQL 18 in TENON_DATA.",
  },
  { name: "DATABASE_POOL", default: "10", help: "Connections of one process to the database." },
  {
    name: "TENON_DATA",
    default: ".tenon",
    help: "Folder of the embedded database, files and secrets.",
  },
  {
    name: "TENON_SECRET_KEYS",
    default: "",
    help: "Keys of 32 bytes in base64 that encrypt secrets, with commas between them; the first encrypts, all decrypt. Empty: the file secrets in TENON_DATA, made on first use.",
  },
  {
    name: "TENON_ADMIN_EMAIL",
    default: "admin@example.com",
    help: "Sign-in of the first administrator.",
  },
  {
    name: "TENON_ADMIN_PASSWORD",
    default: "",
    help: "Password of the first administrator. Empty: random, printed once.",
  },
  {
    name: "TENON_DEMO",
    default: "true",
    help: "Create workspace demo with the example apps on the first start; false: no workspace.",
  },
  {
    name: "TENON_ROLES",
    default: "web,worker",
    help: "What this process does: web answers requests, worker runs background work.",
  },
  {
    name: "TENON_JOBS",
    default: "4",
    help: "Jobs that a process with the role worker does at a time: steps of workflows, deliveries. Each has a connection of its own, beside DATABASE_POOL.",
  },
  {
    name: "TENON_TIME_ZONE",
    default: "",
    help: "IANA time zone of a place, or UTC, that decides which day it is for today() and numbering. Empty: the zone of the machine; UTC where that has no such name.",
  },
  {
    name: "TENON_LOG",
    default: "info",
    help: "Least level that is logged: debug, info, warn, error, silent.",
  },
  {
    name: "TENON_BODY_LIMIT",
    default: "1048576",
    help: "Largest request body in bytes; metadata and bulk requests may be 16 times as large.",
  },
  {
    name: "TENON_UPLOAD_MAXIMUM",
    default: "26214400",
    help: "Largest uploaded file in bytes.",
  },
  {
    name: "TENON_UNCLAIMED_HOURS",
    default: "24",
    help: "An uploaded file that no record holds is removed after so many hours.",
  },
  {
    name: "TENON_STREAMS",
    default: "1000",
    help: "Streams of live changes that one process keeps open at a time.",
  },
  {
    name: "TENON_SESSION_HOURS",
    default: "168",
    help: "A session ends this long after it was last used.",
  },
  {
    name: "TENON_SESSION_ABSOLUTE_HOURS",
    default: "720",
    help: "A session ends this long after it began, however much it is used.",
  },
  {
    name: "TENON_PUBLIC_URL",
    default: "",
    help: "Where people reach the server, such as https://tenon.example.com: links in mails begin with it, and passkeys are bound to it. Passkeys and sign-in by a provider need it, but on localhost.",
  },
  {
    name: "TENON_MAIL_URL",
    default: "",
    help: "SMTP server for mails, smtp://user:password@host:587 or smtps://…; empty: no mail is sent, links are handed over.",
  },
  {
    name: "TENON_MAIL_FROM",
    default: "",
    help: "Sender of mails, such as Tenon <tenon@example.com>.",
  },
  {
    name: "TENON_REQUIRE_SECOND_FACTOR",
    default: "none",
    help: "Who must sign in with a second factor: none, admins, all. Who must and has none can only set one up.",
  },
  {
    name: "TENON_OIDC_ISSUER",
    default: "",
    help: "OpenID Connect provider that people may sign in by, such as https://login.example.com/realms/staff; https only. Its client for this server has the redirect address TENON_PUBLIC_URL/WORKSPACE/sign-in-return. A provider that is not public, or at another port than 443, must be in TENON_OUTBOUND_ALLOW. Empty: none.",
  },
  {
    name: "TENON_OIDC_CLIENT_ID",
    default: "",
    help: "What the provider calls this server.",
  },
  {
    name: "TENON_OIDC_CLIENT_SECRET",
    default: "",
    help: "What this server shows the provider in place of a password.",
  },
  {
    name: "TENON_OIDC_LABEL",
    default: "",
    help: "Name of the provider on the button of the sign-in screen, such as Example Ltd. Empty: its host.",
  },
  {
    name: "TENON_OIDC_ACCOUNTS",
    default: "linked",
    help: "Whom the provider lets in. linked: members who have linked it to their account. by_verified_email: also members and invited people whose e-mail address the provider vouches for; the first sign-in links it.",
  },
  {
    name: "TENON_OIDC_NEW_ACCOUNTS_ROLE",
    default: "",
    help: "Role of people whom the provider knows and the workspace does not: they become members when they first sign in. Not admin. A workspace without this role takes nobody in. Empty: nobody becomes a member by signing in.",
  },
  {
    name: "TENON_OUTBOUND_ALLOW",
    default: "",
    help: "Hosts, host:port and ranges of addresses such as 10.0.0.0/8, with commas between them, that the server may send requests to although they are not public or use another port than 80 and 443.",
  },
  {
    name: "TENON_MAIL_DOMAINS",
    default: "",
    help: "Domains, with commas between them, that mails of workflows may go to beside the people of the workspace, by the e-mail fields that a step names; *: all. Empty: none.",
  },
  {
    name: "TENON_REMOVED_DAYS",
    default: "30",
    help: "Removed objects, fields and former values are purged after so many days; 0: never.",
  },
  {
    name: "TENON_RECYCLE_BIN_DAYS",
    default: "30",
    help: "Deleted records stay in the recycle bin for so many days; 0: for ever.",
  },
  {
    name: "TENON_RUN_DAYS",
    default: "90",
    help: "Ended runs of workflows and scripts, deliveries and notices are kept for so many days; 0: for ever.",
  },
  {
    name: "TENON_AUDIT_DAYS",
    default: "730",
    help: "Entries of the audit log are kept for so many days; 0: for ever.",
  },
  {
    name: "TENON_RATE_EXPENSIVE",
    default: "600",
    help: "Exports, imports, aggregates, exact counts, invitations and links of one account in a minute, over all servers; 0: no limit.",
  },
  {
    name: "TENON_RATE_ADDRESS",
    default: "600",
    help: "Requests of one network address in a minute that nobody is signed in for; 0: no limit.",
  },
  {
    name: "TENON_RATE_FORMS",
    default: "20",
    help: "Public forms that one network address sends in a minute; 0: no limit.",
  },
  {
    name: "TENON_RATE_ACCOUNT",
    default: "0",
    help: "Requests of one account in a minute, with all its sessions and tokens; 0: no limit.",
  },
  {
    name: "TENON_RATE_TOKEN",
    default: "0",
    help: "Requests with one API token in a minute; 0: no limit.",
  },
  {
    name: "TENON_TRUSTED_PROXIES",
    default: "",
    help: "Addresses and ranges such as 10.0.0.0/8, with commas between them, of the proxies before the server: what they say in X-Forwarded-For is believed, from nobody else.",
  },
  {
    name: "TENON_METRICS_TOKEN",
    default: "",
    help: "At least 20 characters that whoever reads /-/metrics sends as a bearer token; then nobody reads them without. Empty: this machine and the networks of TENON_TRUSTED_PROXIES read them, when they ask directly. Set it where a proxy on this machine passes requests on without saying so.",
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settings)[number]["name"];

/** An OpenID Connect provider, and whom it lets in. */
export interface ProviderConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Its name for people. */
  readonly label: string;
  readonly accounts: "linked" | "by_verified_email";
  /** Name of the role that strangers come in with; null: they do not. */
  readonly newAccountsRole: string | null;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string | null;
  readonly databasePool: number;
  readonly dataFolder: string;
  /** Keys in base64; null: those of the data folder. */
  readonly secretKeys: string | null;
  readonly adminEmail: string;
  readonly adminPassword: string | null;
  readonly demo: boolean;
  readonly timeZone: string;
  readonly roles: readonly ("web" | "worker")[];
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly bodyLimitBytes: number;
  /** Bytes of one uploaded file. */
  readonly uploadMaximum: number;
  /** Hours that an upload waits for the record that holds it. */
  readonly unclaimedHours: number;
  /** Streams of live changes at a time. */
  readonly streams: number;
  readonly sessionHours: number;
  readonly sessionAbsoluteHours: number;
  /** Without a slash at its end; null: not set. */
  readonly publicUrl: string | null;
  /** Null: no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  /** Jobs that a worker does at a time. */
  readonly jobs: number;
  /** Who must have a second factor. */
  readonly requireSecondFactor: "none" | "admins" | "all";
  /** Null: nobody signs in by a provider. */
  readonly provider: ProviderConfig | null;
  /** What the operator trusts beside the public internet: hosts and ranges of addresses. */
  readonly outboundAllow: readonly string[];
  /** Domains that mails may go to beside people of the workspace, in lower case; `*`: all. */
  readonly mailDomains: readonly string[];
  /** Days that what was removed is kept; 0: for ever. */
  readonly removedDays: number;
  /** Days that a deleted record stays in the recycle bin; 0: for ever. */
  readonly recycleBinDays: number;
  readonly runDays: number;
  /** Days that entries of the audit log are kept; 0: for ever. */
  readonly auditDays: number;
  /** Requests a minute; 0: no limit. */
  readonly rates: Readonly<Record<"account" | "token" | "expensive" | "address" | "form", number>>;
  /** Addresses and ranges of the proxies before the server. */
  readonly trustedProxies: readonly string[];
  /** Who sends it reads the metrics; null: who is near does. */
  readonly metricsToken: string | null;
}

/** Nobody makes more requests in a minute. */
const rateMaximum = 1_000_000_000;

/**
 * Reads the settings from an environment.
 * @throws Error that names every setting with a value that makes no sense.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const mistakes: string[] = [];
  const text = (name: SettingName): string =>
    environment[name] || (settings.find((setting) => setting.name === name)?.default ?? "");
  const whole = (name: SettingName, minimum: number, maximum: number): number => {
    const value = Number(text(name));
    if (!Number.isInteger(value) || value < minimum || value > maximum) {
      mistakes.push(`${name} must be a whole number from ${minimum} to ${maximum}.`);
    }
    return value;
  };
  const oneOf = <Choice extends string>(
    name: SettingName,
    value: string,
    choices: readonly Choice[],
  ) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined)
      mistakes.push(`${name}: "${value}" is not one of ${choices.join(", ")}.`);
    return found ?? (choices[0] as Choice);
  };
  const zone = (name: SettingName, value: string): string => {
    const ofMachine = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (value === "") return isSharedTimeZone(ofMachine) ? ofMachine : "UTC";
    if (isSharedTimeZone(value))
      return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
    mistakes.push(
      `${name}: "${value}" is not UTC or the IANA time zone of a place, such as Asia/Shanghai. Offsets and abbreviations mean something else to PostgreSQL.`,
    );
    return "UTC";
  };
  const config: Config = {
    port: whole("PORT", 0, 65_535),
    host: text("HOST"),
    databaseUrl: text("DATABASE_URL") || null,
    databasePool: whole("DATABASE_POOL", 2, 200),
    dataFolder: text("TENON_DATA"),
    secretKeys: text("TENON_SECRET_KEYS") || null,
    adminEmail: text("TENON_ADMIN_EMAIL"),
    adminPassword: text("TENON_ADMIN_PASSWORD") || null,
    demo: oneOf("TENON_DEMO", text("TENON_DEMO"), ["true", "false"]) === "true",
    timeZone: zone("TENON_TIME_ZONE", text("TENON_TIME_ZONE")),
    roles: text("TENON_ROLES")
      .split(",")
      .map((role) => oneOf("TENON_ROLES", role.trim(), ["web", "worker"])),
    jobs: whole("TENON_JOBS", 1, 64),
    logLevel: oneOf("TENON_LOG", text("TENON_LOG"), ["info", "debug", "warn", "error", "silent"]),
    bodyLimitBytes: whole("TENON_BODY_LIMIT", 1024, 1_073_741_824),
    uploadMaximum: whole("TENON_UPLOAD_MAXIMUM", 1, 107_374_182_400),
    unclaimedHours: whole("TENON_UNCLAIMED_HOURS", 1, 8760),
    streams: whole("TENON_STREAMS", 0, 100_000),
    sessionHours: whole("TENON_SESSION_HOURS", 1, 8760),
    sessionAbsoluteHours: whole("TENON_SESSION_ABSOLUTE_HOURS", 1, 8760),
    ...mailSettings(text, mistakes),
    requireSecondFactor: oneOf("TENON_REQUIRE_SECOND_FACTOR", text("TENON_REQUIRE_SECOND_FACTOR"), [
      "none",
      "admins",
      "all",
    ]),
    provider: providerSettings(text, mistakes),
    outboundAllow: entriesIn(text("TENON_OUTBOUND_ALLOW")),
    mailDomains: entriesIn(text("TENON_MAIL_DOMAINS").toLowerCase()),
    removedDays: whole("TENON_REMOVED_DAYS", 0, 36_500),
    recycleBinDays: whole("TENON_RECYCLE_BIN_DAYS", 0, 36_500),
    runDays: whole("TENON_RUN_DAYS", 0, 36_500),
    auditDays: whole("TENON_AUDIT_DAYS", 0, 36_500),
    rates: rateSettings((name) => whole(name, 0, rateMaximum)),
    trustedProxies: entriesIn(text("TENON_TRUSTED_PROXIES")),
    metricsToken: metricsToken(text("TENON_METRICS_TOKEN"), mistakes),
  };
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  return config;
}

const rateSettings = (rate: (name: SettingName) => number): Config["rates"] => ({
  account: rate("TENON_RATE_ACCOUNT"),
  token: rate("TENON_RATE_TOKEN"),
  expensive: rate("TENON_RATE_EXPENSIVE"),
  address: rate("TENON_RATE_ADDRESS"),
  form: rate("TENON_RATE_FORMS"),
});

function metricsToken(token: string, mistakes: string[]): string | null {
  if (token !== "" && !/^[\w.~+/=-]{20,}$/.test(token))
    mistakes.push(
      "TENON_METRICS_TOKEN must be 20 or more letters, digits and signs of - . _ ~ + / =.",
    );
  return token || null;
}

/** What stands between commas. */
const entriesIn = (text: string): readonly string[] =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");

/** A link in a mail needs an address, and a mail a sender. */
function mailSettings(
  text: (name: SettingName) => string,
  mistakes: string[],
): Pick<Config, "publicUrl" | "mail"> {
  const url = text("TENON_MAIL_URL");
  const from = text("TENON_MAIL_FROM");
  const publicUrl = text("TENON_PUBLIC_URL").replace(/\/+$/, "") || null;
  if (publicUrl !== null && !/^https?:\/\/[^/?#\s]+$/.test(publicUrl))
    mistakes.push("TENON_PUBLIC_URL must be an address such as https://tenon.example.com.");
  if (url === "") return { publicUrl, mail: null };
  if (!/^smtps?:\/\/\S+$/.test(url) || !URL.canParse(url))
    mistakes.push("TENON_MAIL_URL must begin with smtp:// or smtps:// and name a server.");
  if (!/^[^\r\n]*[^\s@]+@[^\s@]+$/.test(from))
    mistakes.push("TENON_MAIL_FROM must name the sender of mails when TENON_MAIL_URL is set.");
  if (publicUrl === null)
    mistakes.push("TENON_PUBLIC_URL must be set when TENON_MAIL_URL is: links need an address.");
  return { publicUrl, mail: { url, from } };
}

const providerNeeds = [
  "TENON_OIDC_ISSUER",
  "TENON_OIDC_CLIENT_ID",
  "TENON_OIDC_CLIENT_SECRET",
] as const satisfies readonly SettingName[];
const providerExtras = [
  "TENON_OIDC_LABEL",
  "TENON_OIDC_NEW_ACCOUNTS_ROLE",
] as const satisfies readonly SettingName[];

/** All that a provider takes, or nothing of it. */
function providerSettings(
  text: (name: SettingName) => string,
  mistakes: string[],
): ProviderConfig | null {
  const accounts = text("TENON_OIDC_ACCOUNTS");
  const known = accounts === "linked" || accounts === "by_verified_email";
  if (!known)
    mistakes.push(`TENON_OIDC_ACCOUNTS: "${accounts}" is not one of linked, by_verified_email.`);
  const set = [...providerNeeds, ...providerExtras].filter((name) => text(name) !== "");
  if (set.length === 0 && accounts !== "by_verified_email") return null;
  const missing = providerNeeds.filter((name) => text(name) === "");
  if (missing.length > 0) {
    mistakes.push(
      `Signing in by a provider also needs ${missing.join(", ")}; without it, no TENON_OIDC_ setting is given.`,
    );
    return null;
  }
  const issuer = text("TENON_OIDC_ISSUER");
  const role = text("TENON_OIDC_NEW_ACCOUNTS_ROLE");
  if (role === "admin")
    mistakes.push("TENON_OIDC_NEW_ACCOUNTS_ROLE: nobody becomes an administrator by signing in.");
  if (!/^https:\/\/[^?#\s@]+$/.test(issuer) || !URL.canParse(issuer)) {
    mistakes.push("TENON_OIDC_ISSUER must be an address such as https://login.example.com.");
    return null;
  }
  return {
    issuer,
    clientId: text("TENON_OIDC_CLIENT_ID"),
    clientSecret: text("TENON_OIDC_CLIENT_SECRET"),
    label: text("TENON_OIDC_LABEL") || new URL(issuer).hostname,
    accounts: known ? accounts : "linked",
    newAccountsRole: role || null,
  };
}
