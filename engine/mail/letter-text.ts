/** A letter from its parts: plain text, and HTML in which every value is escaped. */
import type { Locale } from "../../metadata/text.ts";
import type { Letter } from "./transport.ts";

export interface LetterParts {
  readonly to: string;
  readonly language: Locale;
  readonly subject: string;
  readonly greeting: string;
  /** Paragraphs before the link. */
  readonly before: readonly string[];
  /** What it is about, name by name, below them. */
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
  readonly link: { readonly title: string; readonly address: string };
  /** Paragraphs after it. */
  readonly after: readonly string[];
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");

/** One line: a name must not begin a paragraph, or a header, of its own. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

type Fact = NonNullable<LetterParts["facts"]>[number];

const lineOf = ({ title, value }: Fact): string => `${title}: ${value}`;
const rowOf = ({ title, value }: Fact): string =>
  `<tr><td style="padding:2px 16px 2px 0;color:#57606a;vertical-align:top">${escaped(title)}</td><td>${escaped(value)}</td></tr>`;

export function letterOf({
  to,
  language,
  subject,
  greeting,
  before,
  facts = [],
  link,
  after,
}: LetterParts): Letter {
  const paragraph = (text: string) => `<p>${escaped(text)}</p>`;
  return {
    to,
    subject: oneLine(subject),
    text: [
      greeting,
      ...before,
      ...(facts.length === 0 ? [] : [facts.map(lineOf).join("\n")]),
      link.address,
      ...after,
      "",
    ].join("\n\n"),
    html: [
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
      '<body style="font:16px/1.5 system-ui,sans-serif;color:#24292f;max-width:36rem">',
      paragraph(greeting),
      ...before.map(paragraph),
      ...(facts.length === 0 ? [] : [`<table>${facts.map(rowOf).join("")}</table>`]),
      `<p><a href="${escaped(link.address)}" style="display:inline-block;padding:8px 16px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none">${escaped(link.title)}</a></p>`,
      `<p style="color:#57606a">${escaped(link.address)}</p>`,
      ...after.map(paragraph),
      "</body></html>",
    ].join("\n"),
  };
}
