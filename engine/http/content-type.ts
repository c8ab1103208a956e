/** What a request says of its body. */
import type { Context } from "hono";
import { type Problem, problem } from "../../metadata/problem.ts";

export interface ContentType {
  /** Without parameters, in small letters; empty when nothing is said. */
  readonly type: string;
  /** In small letters; null when nothing is said. */
  readonly charset: string | null;
}

export function contentTypeOf(context: Context): ContentType {
  const [type = "", ...parameters] = (context.req.header("content-type") ?? "").split(";");
  const charset = parameters
    .map((text) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/i.exec(text)?.[1])
    .find((found) => found !== undefined);
  return { type: type.trim().toLowerCase(), charset: charset?.toLowerCase() ?? null };
}

/** ASCII is UTF-8, too. */
export const saysUtf8 = ({ charset }: ContentType): boolean =>
  charset === null || charset === "utf-8" || charset === "utf8" || charset === "us-ascii";

/** Bodies are taken as they are: one that is packed would be read as something else. */
export function contentEncodingProblem(context: Context): Problem | null {
  const encoding = context.req.header("content-encoding")?.trim().toLowerCase() ?? "";
  return encoding === "" || encoding === "identity"
    ? null
    : problem("unsupported_content_encoding", "", { encoding });
}
