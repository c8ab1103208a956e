import { success } from "../problem.ts";
import { defineFieldType } from "./field-type.ts";
import { formattedText } from "./formatted-text.ts";
import { isOfKind } from "./schema-kind.ts";

/** Schemes that a screen may turn into a link; `javascript:` and the like are shown as text. */
const linked = /^(?:https?|mailto|tel):/i;

export const isLink = (address: string): boolean => linked.test(address);

const ofAnyScript = { format: "iri", pattern: "^[A-Za-z][A-Za-z0-9+.-]*:[^ \\t\\r\\n]+$" };

/** A web address. With the format `iri` its letters may be of any script. */
export const url = defineFieldType({
  ...formattedText("uri", ofAnyScript),
  name: "url",
  title: { en: "URL", "zh-CN": "网址" },
  description: { en: "A web address.", "zh-CN": "网页地址。" },
  recognises: isOfKind("url"),
  mismatch: "not_a_url",
  /** `www.example.com` is completed; spaces around the address fall away. */
  parse(written) {
    const address = written.trim();
    if (address === "") return success(null);
    return success(/^www\.[^\s/]+/i.test(address) ? `https://${address}` : address);
  },
});
