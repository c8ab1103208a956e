/** The letter of a digest: plain text, and HTML in which every value is escaped. Pure. */
import type { Locale, Text } from "../../metadata/text.ts";
import { escaped, oneLine } from "../mail/letter-text.ts";
import type { Letter } from "../mail/transport.ts";

export interface LetterGroup {
  /** Title of an object. */
  readonly title: string;
  readonly items: readonly { readonly subject: string; readonly text: string | null }[];
}

export interface DigestParts {
  readonly to: string;
  readonly locale: Locale;
  readonly name: string;
  readonly workspace: string;
  readonly groups: readonly LetterGroup[];
  /** There are more than the mail tells. */
  readonly more: boolean;
  readonly noticesAddress: string;
  /** Where one chooses when to be written to. */
  readonly choiceAddress: string;
  /** A page that asks, and the call that does it at once. */
  readonly unsubscribePage: string;
  readonly unsubscribeCall: string;
}

const words: Readonly<Record<string, Text>> = {
  subject: { en: "What is new in {workspace}", "zh-CN": "{workspace} 的新动态" },
  greeting: { en: "Hello {name},", "zh-CN": "{name}，您好：" },
  before: {
    en: "this is what others have changed of what you follow.",
    "zh-CN": "以下是他人对您所关注内容的变更。",
  },
  more: { en: "There is more among your notices.", "zh-CN": "更多内容请查看您的通知。" },
  open: { en: "Open my notices", "zh-CN": "查看我的通知" },
  choice: { en: "Choose when to be written to", "zh-CN": "设置邮件频率" },
  end: { en: "No more of these mails", "zh-CN": "不再接收此类邮件" },
};

export function digestLetter(parts: DigestParts): Letter {
  const { to, locale, groups } = parts;
  const say = (name: string): string =>
    (words[name]?.[locale] ?? "").replace(/\{(name|workspace)\}/g, (_, key: "name" | "workspace") =>
      oneLine(parts[key]),
    );
  const more = parts.more ? [say("more")] : [];
  return {
    to,
    subject: say("subject"),
    text: [
      say("greeting"),
      say("before"),
      ...groups.map(groupText),
      ...more,
      `${say("open")}: ${parts.noticesAddress}`,
      `${say("choice")}: ${parts.choiceAddress}\n${say("end")}: ${parts.unsubscribePage}`,
      "",
    ].join("\n\n"),
    html: [
      `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(say("subject"))}</title></head>`,
      '<body style="font:16px/1.5 system-ui,sans-serif;color:#24292f;max-width:36rem">',
      `<p>${escaped(say("greeting"))}</p><p>${escaped(say("before"))}</p>`,
      ...groups.map(groupHtml),
      ...more.map((text) => `<p>${escaped(text)}</p>`),
      `<p><a href="${escaped(parts.noticesAddress)}" style="display:inline-block;padding:8px 16px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none">${escaped(say("open"))}</a></p>`,
      `<p style="color:#57606a;font-size:14px"><a href="${escaped(parts.choiceAddress)}" style="color:#57606a">${escaped(say("choice"))}</a> · <a href="${escaped(parts.unsubscribePage)}" style="color:#57606a">${escaped(say("end"))}</a></p>`,
      "</body></html>",
    ].join("\n"),
    // RFC 8058: programs that read mail end it by one POST.
    headers: {
      "List-Unsubscribe": `<${parts.unsubscribeCall}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}

const groupText = ({ title, items }: LetterGroup): string =>
  [
    oneLine(title),
    ...items.map(({ subject, text }) =>
      [`- ${oneLine(subject)}`, ...linesOf(text).map((line) => `    ${line}`)].join("\n"),
    ),
  ].join("\n");

const groupHtml = ({ title, items }: LetterGroup): string =>
  [
    `<h2 style="font-size:16px;margin:24px 0 4px">${escaped(oneLine(title))}</h2><ul style="margin:0;padding-left:20px">`,
    ...items.map(
      ({ subject, text }) =>
        `<li style="margin:8px 0"><strong>${escaped(oneLine(subject))}</strong>${linesOf(text)
          .map((line) => `<br>${escaped(line)}`)
          .join("")}</li>`,
    ),
    "</ul>",
  ].join("\n");

const linesOf = (text: string | null): readonly string[] =>
  text === null ? [] : text.split("\n").map(oneLine);
