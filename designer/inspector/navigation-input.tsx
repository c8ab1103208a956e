import { createMemo } from "solid-js";
import { isJsonObject } from "../../metadata/json-object.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { placeInNavigation } from "../commands/place-in-navigation.ts";
import { type DesignDocument, documentsOfKind } from "../document/design-documents.ts";
import { groupTitle, navigationGroupOf } from "../document/navigation.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

/** In which group of which app the object stands. Shown only where there is an app. */
export function NavigationInput(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const options = createMemo(() =>
    documentsOfKind(session.documents(), "app").flatMap((app) => {
      const groups = Array.isArray(app.content.navigation) ? app.content.navigation : [];
      return groups.flatMap((group: unknown, index) =>
        isJsonObject(group)
          ? [
              {
                value: `${index} ${app.key}`,
                label: groupTitle(session.documents(), app, group, locale()) || app.name,
              },
            ]
          : [],
      );
    }),
  );
  const current = () => {
    const place = navigationGroupOf(session.documents(), props.document.name);
    return place ? `${place.group} ${place.app}` : "";
  };
  const place = (value: string) => {
    const space = value.indexOf(" ");
    const target =
      value === "" ? null : { group: Number(value.slice(0, space)), app: value.slice(space + 1) };
    session.run(placeInNavigation, { object: props.document.name, place: target });
  };
  return (
    <Field label={text("navigation")} hint={text("navigation_hint")}>
      {(link) => (
        <Select
          {...link}
          placeholder={text("not_in_navigation")}
          value={current()}
          options={options()}
          onChange={place}
        />
      )}
    </Field>
  );
}
