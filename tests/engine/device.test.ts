import { expect, test } from "vitest";
import { deviceWords } from "../../engine/access/device.ts";

test("a device is told in words, and never as markup", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"],
    ["Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"],
    ["Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile MicroMessenger/8.0", "WeChat on Android"],
    ["curl/8.5.0", "curl"],
    ["<img src=x onerror=alert(1)>", "Unknown device"],
    ["", "Unknown device"],
  ];
  for (const [agent, words] of cases) expect(deviceWords(agent).en).toBe(words);
});
