/** The import screen in both languages: wide in one, as narrow as a phone in the other. */
import { en as allEnglish } from "../../runtime/language/en.ts";
import { en } from "../../runtime/language/import/en.ts";
import { zhCN } from "../../runtime/language/import/zh-cn.ts";
import { zhCN as allChinese } from "../../runtime/language/zh-cn.ts";

export const importLanguages = [
  { locale: "en-US", width: 1200, height: 800, words: en, all: allEnglish },
  { locale: "zh-CN", width: 380, height: 800, words: zhCN, all: allChinese },
] as const;

export const csvFile = (name: string, text: string) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});
