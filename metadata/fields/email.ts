import { success } from "../problem.ts";
import { defineFieldType } from "./field-type.ts";
import { formattedText } from "./formatted-text.ts";
import { isOfKind } from "./schema-kind.ts";

const ofAnyScript = {
  format: "idn-email",
  pattern: "^[^ \\t\\r\\n@]+@[^ \\t\\r\\n@]+\\.[^ \\t\\r\\n@]+$",
};

/** An e-mail address. With the format `idn-email` its letters may be of any script. */
export const email = defineFieldType({
  ...formattedText("email", ofAnyScript),
  name: "email",
  title: { en: "E-mail", "zh-CN": "邮箱" },
  description: { en: "An e-mail address.", "zh-CN": "电子邮箱地址。" },
  recognises: isOfKind("email"),
  mismatch: "not_an_email",
  parse(written) {
    const address = written.normalize("NFKC").trim();
    return success(address === "" ? null : address);
  },
});
