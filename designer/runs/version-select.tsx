import type { VersionList } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { createAnswer } from "../../runtime/state/create-answer.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { runText } from "../language/runs/messages.ts";

/** A version of the workspace; empty: what is published now. */
export function VersionSelect(props: {
  readonly client: Client;
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (version: string) => void;
}) {
  const { body } = createAnswer(
    () => "/metadata/versions",
    (path) => props.client.request<VersionList>("GET", path),
  );
  const versions = () => body()?.data.filter(({ current }) => !current) ?? [];
  return (
    <Field label={props.label} error={props.error}>
      {(link) => (
        <Select
          {...link}
          name="run_version"
          value={props.value}
          placeholder={runText("published")}
          options={versions().map(({ version, message, published_at }) => ({
            value: String(version),
            label: [
              runText("version_number", { version: String(version) }),
              message || dayAndTime(published_at),
            ].join(" · "),
          }))}
          onChange={props.onChange}
        />
      )}
    </Field>
  );
}

/** What the API is told of a choice. */
export const versionBody = (version: string): { readonly version?: number } =>
  version === "" ? {} : { version: Number(version) };
