import { expect, test } from "vitest";
import { problem, problemMessage } from "../../metadata/problem.ts";

test("a Chinese sentence parts Latin letters and digits from Chinese characters, and nothing else", () => {
  const sentence = (object: string) =>
    problemMessage(problem("unknown_record", "", { object }), "zh-CN");
  expect(sentence("Asset")).toBe("Asset 中没有此记录。");
  expect(sentence("资产")).toBe("资产中没有此记录。");
  expect(sentence("资产 2")).toBe("资产 2 中没有此记录。");
  expect(sentence("“A”")).toBe("“A”中没有此记录。");
  expect(problemMessage(problem("unknown_record", "", { object: "Asset" }), "en")).toBe(
    "There is no such record in Asset.",
  );
  const options = ["A", "乙"];
  expect(problemMessage(problem("unknown_option", "", { options }), "zh-CN")).toBe(
    "请选择：A、乙。",
  );
});
