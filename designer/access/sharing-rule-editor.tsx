import { createMemo, Show } from "solid-js";
import { shareAccesses } from "../../metadata/access/role.ts";
import { textOrEmpty, textsOf } from "../../metadata/json-object.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { changeSharingRule, type SharingRuleKeyword } from "../commands/sharing-rule-commands.ts";
import { type DesignDocument, documentsOfKind } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { conditionScope } from "../document/permission-words.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { ConditionInput } from "../inspector/condition-input.tsx";
import { NameListInput } from "../inspector/name-list-input.tsx";
import { accessText } from "../language/access/messages.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";
import { CanvasTitle } from "./canvas-title.tsx";
import { roleTitle } from "./role-title.ts";
import { SharingSentence } from "./sharing-sentence.tsx";

/** Which records of which object are shared, with whom, and for what. */
export function SharingRuleEditor(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const content = () => props.document.content;
  const object = () => textOrEmpty(content().object);
  const scope = createMemo(() => conditionScope(object(), session.models()));
  const problem = (keyword: SharingRuleKeyword) =>
    problemAtPart(session.problems(), props.document.key, [keyword]);
  const write = (keyword: SharingRuleKeyword, value: unknown, typed = false) =>
    session.run(
      changeSharingRule,
      { document: props.document.key, keyword, value },
      typed ? `${props.document.key}:${keyword}` : undefined,
    );
  return (
    <>
      <CanvasTitle
        title={documentTitle(session.documents(), props.document, locale())}
        name={props.document.name}
        kind={accessText("sharing_rule")}
      />
      <div class="canvas-body">
        <fieldset class="designer-values" disabled={session.asOf !== null}>
          <div class="editor sharing-editor">
            <p class="editor-note">{accessText("sharing_about")}</p>
            <SharingSentence document={props.document} />
            <ObjectInput
              value={object()}
              problem={problem("object")}
              onChange={(name) => write("object", name)}
            />
            <Show when={object() !== ""}>
              <ConditionInput
                id={keywordInputId("when")}
                label={accessText("sharing_when")}
                hint={accessText("sharing_when_hint")}
                required
                value={textOrEmpty(content().when)}
                scope={scope()}
                problem={problem("when")}
                onInput={(written) => write("when", written ?? "", true)}
                onBlur={session.endGesture}
              />
            </Show>
            <RolesInput
              names={textsOf(content().roles)}
              problem={problem("roles")}
              onChange={(names) => write("roles", names.length > 0 ? names : undefined)}
            />
            <AccessInput
              value={content().access === "update" ? "update" : "read"}
              problem={problem("access")}
              onChange={(access) => write("access", access)}
            />
          </div>
        </fieldset>
      </div>
    </>
  );
}

function RolesInput(props: {
  readonly names: readonly string[];
  readonly problem: string | undefined;
  readonly onChange: (names: readonly string[]) => void;
}) {
  const { session } = useDesigner();
  const choices = () => {
    const documents = session.documents();
    const names = [...documentsOfKind(documents, "role").map(({ name }) => name), "member"];
    return names.map((name) => ({ value: name, label: roleTitle(documents, name) }));
  };
  return (
    <NameListInput
      id={keywordInputId("roles")}
      label={accessText("sharing_roles")}
      hint={accessText("sharing_roles_hint")}
      names={props.names}
      choices={choices()}
      problem={props.problem}
      onChange={props.onChange}
    />
  );
}

interface InputProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}

function ObjectInput(props: InputProps) {
  const { session } = useDesigner();
  const choices = () =>
    documentsOfKind(session.documents(), "object").map((document) => ({
      value: document.name,
      label: documentTitle(session.documents(), document, locale()),
    }));
  return (
    <Field
      id={keywordInputId("object")}
      label={accessText("sharing_object")}
      required
      error={props.problem}
    >
      {(link) => (
        <Select
          {...link}
          placeholder={text("choose")}
          value={props.value}
          options={choices()}
          onChange={props.onChange}
        />
      )}
    </Field>
  );
}

function AccessInput(props: InputProps) {
  return (
    <Field id={keywordInputId("access")} label={accessText("sharing_access")} error={props.problem}>
      {(link) => (
        <Select
          {...link}
          value={props.value}
          options={shareAccesses.map((value) => ({ value, label: accessText(`access_${value}`) }))}
          onChange={props.onChange}
        />
      )}
    </Field>
  );
}
