import { Navigate } from "@solidjs/router";
import { Show } from "solid-js";
import { builtInIds } from "../../metadata/model/object-model.ts";
import { text } from "../language/messages.ts";
import { designerAddress, listAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/message.tsx";

/** `/{workspace}/`: the first list of the navigation. */
export function HomeScreen() {
  const application = useApplication();
  const first = () => {
    const catalog = application.catalog.catalog();
    const items = catalog?.apps.flatMap((app) => app.navigation.flatMap((group) => group.items));
    return items?.[0]?.object ?? catalog?.index.find(({ name }) => !builtInIds.has(name))?.name;
  };
  return (
    <Show
      when={first()}
      fallback={
        <EmptyState icon="box" title={text("no_objects_title")} text={text("no_objects_text")}>
          <Show when={application.session.who()?.can_design}>
            <LinkButton
              variant="primary"
              icon="design-tool"
              href={designerAddress()}
              rel="external"
            >
              {text("open_designer")}
            </LinkButton>
          </Show>
        </EmptyState>
      }
    >
      {(object) => <Navigate href={listAddress(object())} />}
    </Show>
  );
}
