import { createMemo } from "solid-js";
import { resolveSharingRule } from "../../metadata/access/sharing-rule.ts";
import { locale } from "../../runtime/language/locale.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { permissionWords } from "../document/permission-words.ts";
import { objectTitle } from "../document/rights-objects.ts";
import { sharingSentence } from "../document/sharing-sentence.ts";
import { accessText } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { roleTitle } from "./role-title.ts";

/** The rule in words. */
export function SharingSentence(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const sentence = createMemo(() => {
    const { object, when, roles, access } = resolveSharingRule(props.document.content);
    const models = session.models();
    return sharingSentence({
      locale: locale(),
      object: object === "" ? "" : objectTitle(models, object),
      condition:
        when.trim() === "" ? "" : permissionWords(object, models, locale()).condition(when),
      roles: roles.map((role) => roleTitle(session.documents(), role)),
      access,
    });
  });
  return <p class="rights-sentence">{sentence() ?? accessText("sharing_unfinished")}</p>;
}
