import { Show } from "solid-js";
import { builtInRoleNames } from "../../metadata/access/built-in-roles.ts";
import { type Delegation, delegationScopes, resolveRole } from "../../metadata/access/role.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { changeRole } from "../commands/role-commands.ts";
import { type DesignDocument, documentsOfKind } from "../document/design-documents.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { NameListInput } from "../inspector/name-list-input.tsx";
import { accessText } from "../language/access/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";
import { roleTitle } from "./role-title.ts";

/** Whose accounts people of this role look after, and which roles they give them. */
export function DelegationInput(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const delegation = () => resolveRole(props.document.content).administers;
  const problemAt = (...path: readonly string[]) =>
    problemAtPart(session.problems(), props.document.key, ["administers", ...path]);
  const change = (value: Partial<Delegation> | undefined) =>
    session.run(changeRole, {
      document: props.document.key,
      keyword: "administers",
      value: value && { ...objectOrEmpty(props.document.content.administers), ...value },
    });
  const choices = () => {
    const documents = session.documents();
    const own = documentsOfKind(documents, "role").map(({ name }) => name);
    return [...own, ...builtInRoleNames.filter((name) => name !== "admin")].map((name) => ({
      value: name,
      label: roleTitle(documents, name),
    }));
  };
  return (
    <fieldset class="inspector-section" id={keywordInputId("administers")} tabindex={-1}>
      <legend>{accessText("delegation")}</legend>
      <Field label={accessText("delegation_users")} error={problemAt("users")}>
        {(link) => (
          <Select
            {...link}
            value={delegation()?.users ?? ""}
            placeholder={accessText("delegation_nobody")}
            options={delegationScopes.map((value) => ({
              value,
              label: accessText(`delegation_${value}`),
            }))}
            onChange={(users) =>
              change(
                delegationScopes.flatMap((known) => (known === users ? { users: known } : []))[0],
              )
            }
          />
        )}
      </Field>
      <Show when={delegation()}>
        {(known) => (
          <NameListInput
            id={keywordInputId("gives")}
            label={accessText("delegation_gives")}
            hint={accessText("delegation_hint")}
            names={known().gives}
            choices={choices()}
            problem={problemAt("gives")}
            onChange={(gives) => change({ gives })}
          />
        )}
      </Show>
    </fieldset>
  );
}
