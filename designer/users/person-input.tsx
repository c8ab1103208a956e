import type { UserEntry, UserPage } from "../../metadata/account-wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { Combobox } from "../../runtime/ui/combobox.tsx";
import type { ControlLink } from "../../runtime/ui/field.tsx";
import { userText } from "../language/users/messages.ts";

/** Type-ahead for one of the people who may come in. */
export function PersonInput(props: {
  readonly link: ControlLink;
  readonly client: Client;
  readonly value: UserEntry | null;
  readonly suits: (user: UserEntry) => boolean;
  readonly onChange: (user: UserEntry | null) => void;
}) {
  let found: readonly UserEntry[] = [];
  return (
    <Combobox
      link={props.link}
      label={props.value?.name ?? ""}
      chosen={props.value !== null}
      find={async (search, signal) => {
        const page = await props.client.load<UserPage>("/users", { search }, signal);
        found = page.data.filter((user) => user.state === "active" && props.suits(user));
        return found.map(({ id, name, email }) => ({
          value: id,
          label: name,
          ...(email === null ? {} : { detail: email }),
        }));
      }}
      onChoose={(option) => props.onChange(found.find(({ id }) => id === option?.value) ?? null)}
      texts={{
        clear: userText("clear"),
        searching: userText("searching"),
        failed: userText("search_failed"),
        empty: userText("none_found"),
        none: () => userText("none_found"),
        results: (count) => userText("found", { count }),
        list: userText("users"),
      }}
    />
  );
}
