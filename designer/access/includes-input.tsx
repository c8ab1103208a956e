import { builtInRoleNames } from "../../metadata/access/built-in-roles.ts";
import { textsOf } from "../../metadata/json-object.ts";
import { changeRole } from "../commands/role-commands.ts";
import { type DesignDocument, documentsOfKind } from "../document/design-documents.ts";
import { rolesThatInclude } from "../document/design-roles.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { NameListInput } from "../inspector/name-list-input.tsx";
import { accessText } from "../language/access/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";
import { roleTitle } from "./role-title.ts";

/** Other roles whose grants this one has, too; none that would lead back to it is offered. */
export function IncludesInput(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const chosen = () => textsOf(props.document.content.includes);
  const choices = () => {
    const documents = session.documents();
    const ring = rolesThatInclude(documents, props.document.name);
    const own = documentsOfKind(documents, "role").map(({ name }) => name);
    return [...own, ...builtInRoleNames]
      .filter((name) => chosen().includes(name) || !ring.has(name))
      .map((name) => ({ value: name, label: roleTitle(documents, name) }));
  };
  return (
    <NameListInput
      id={keywordInputId("includes")}
      label={accessText("includes")}
      hint={accessText("includes_hint")}
      names={chosen()}
      choices={choices()}
      problem={problemAtPart(session.problems(), props.document.key, ["includes"])}
      onChange={(names) =>
        session.run(changeRole, {
          document: props.document.key,
          keyword: "includes",
          value: names.length > 0 ? names : undefined,
        })
      }
    />
  );
}
