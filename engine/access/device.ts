/** A browser's own description of itself, in plain words: "Chrome on Windows". */
import type { Text } from "../../metadata/text.ts";

/** Characters of a description that are kept. */
export const agentMaximum = 400;

type Mark = readonly [mark: RegExp, name: string];

/** Browsers claim to be others, too: the most particular mark comes first. */
const browsers: readonly Mark[] = [
  [/MicroMessenger\//, "WeChat"],
  [/DingTalk\//, "DingTalk"],
  [/\bEdgA?\/|EdgiOS\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Version\/[\d.]+ .*Safari\//, "Safari"],
  [/^curl\//, "curl"],
];

const systems: readonly Mark[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Macintosh|Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

const found = (marks: readonly Mark[], agent: string): string | undefined =>
  marks.find(([mark]) => mark.test(agent))?.[1];

/** The words for a `User-Agent`; what it says is used for nothing else. */
export function deviceWords(agent: string): Text {
  const browser = found(browsers, agent);
  const system = found(systems, agent);
  if (browser !== undefined && system !== undefined)
    return { en: `${browser} on ${system}`, "zh-CN": `${system} 上的 ${browser}` };
  const known = browser ?? system;
  return known === undefined
    ? { en: "Unknown device", "zh-CN": "未知设备" }
    : { en: known, "zh-CN": known };
}
