/** Problems as `application/problem+json` (RFC 9457): the one place that renders them. */
import { type Problem, problemMessage } from "../../metadata/problem.ts";
import { problemCodes } from "../../metadata/problem-codes.ts";
import type { Locale } from "../../metadata/text.ts";
import type { ProblemJson, ReportedProblem } from "../../metadata/wire.ts";
import { Answer } from "./answer.ts";

/** The answer for one or more problems; the first one names the whole. */
export function problemAnswer(
  problems: readonly Problem[],
  locale: Locale,
  requestId: string,
  more: {
    readonly conflict?: ProblemJson["conflict"];
    readonly headers?: Readonly<Record<string, string>>;
    readonly plan?: ProblemJson["plan"];
  } = {},
): Answer {
  const first = problems[0];
  if (first === undefined) throw new Error("An answer without a problem");
  const status = problemCodes[first.code].status;
  const detail = problemMessage(first, locale);
  const body: ProblemJson = {
    type: `urn:tenon:problem:${first.code}`,
    title: titles[status]?.[locale] ?? String(status),
    status,
    code: first.code,
    detail,
    errors: problems.map((item) => ({
      path: item.path,
      code: item.code,
      params: item.params,
      message: problemMessage(item, locale),
      ...(item.file === undefined ? {} : { file: item.file }),
    })),
    request_id: requestId,
    ...(more.conflict === undefined ? {} : { conflict: more.conflict }),
    ...(more.plan === undefined ? {} : { plan: more.plan }),
  };
  return new Answer(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "content-language": locale,
      ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
      ...(status === 503 ? { "retry-after": "1" } : {}),
      ...(status === 429 ? { "retry-after": String(first.params.seconds) } : {}),
      ...more.headers,
    },
  });
}

const titles: Readonly<Record<number, Readonly<Record<Locale, string>>>> = {
  400: { en: "The request cannot be understood", "zh-CN": "请求无法识别" },
  401: { en: "Not signed in", "zh-CN": "未登录" },
  403: { en: "Not permitted", "zh-CN": "无权限" },
  404: { en: "Not found", "zh-CN": "未找到" },
  405: { en: "Method not allowed", "zh-CN": "不支持的方法" },
  408: { en: "Too slow", "zh-CN": "请求过慢" },
  409: { en: "In conflict with what is there", "zh-CN": "与现有数据冲突" },
  412: { en: "Changed by someone else", "zh-CN": "已被他人修改" },
  413: { en: "Too large", "zh-CN": "内容过大" },
  415: { en: "Unsupported content type", "zh-CN": "不支持的内容类型" },
  416: { en: "Outside of the file", "zh-CN": "超出文件范围" },
  422: { en: "Some values need correcting", "zh-CN": "部分内容需要更正" },
  428: { en: "A precondition is needed", "zh-CN": "缺少前提条件" },
  429: { en: "Too many requests", "zh-CN": "请求过于频繁" },
  431: { en: "Headers too large", "zh-CN": "请求头过大" },
  500: { en: "Internal error", "zh-CN": "内部错误" },
  503: { en: "Temporarily unavailable", "zh-CN": "暂时不可用" },
  507: { en: "No room left", "zh-CN": "存储空间不足" },
};

/** Problems of metadata with their sentences, as plans and drafts report them. */
export const reported = (
  problems: readonly Problem[],
  locale: Locale,
): readonly ReportedProblem[] =>
  problems.map((item) => ({
    file: item.file ?? "",
    path: item.path,
    code: item.code,
    params: item.params,
    message: problemMessage(item, locale),
  }));
