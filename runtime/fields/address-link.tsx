import { Show } from "solid-js";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import { ParsedInput } from "./parsed-input.tsx";

/** A text that leads somewhere: mail, telephone, web. */
function LinkCell(
  props: CellProps & { readonly href: string | undefined; readonly away?: boolean },
) {
  const shown = () => (typeof props.value === "string" ? props.value : "");
  return (
    <Show when={props.linked && props.href} fallback={shown()}>
      {(href) => (
        <a href={href()} {...(props.away ? { target: "_blank", rel: "noreferrer" } : {})}>
          {shown()}
        </a>
      )}
    </Show>
  );
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Only addresses of the web: a `javascript:` address must never become a link. */
function webAddress(value: unknown): string | undefined {
  return /^https?:\/\//i.test(asText(value)) ? asText(value) : undefined;
}

export const emailView: FieldView = {
  Cell: (props) => (
    <LinkCell {...props} href={`mailto:${encodeURIComponent(asText(props.value))}`} />
  ),
  Control: (props: ControlProps) => <ParsedInput {...props} type="email" inputMode="email" />,
  align: "start",
  width: 200,
};

export const phoneView: FieldView = {
  Cell: (props) => (
    <LinkCell {...props} href={`tel:${asText(props.value).replace(/[^\d+*#]/g, "")}`} />
  ),
  Control: (props: ControlProps) => <ParsedInput {...props} type="tel" inputMode="tel" />,
  align: "start",
  width: 150,
};

export const urlView: FieldView = {
  Cell: (props) => <LinkCell {...props} href={webAddress(props.value)} away />,
  Control: (props: ControlProps) => (
    <ParsedInput {...props} type="url" inputMode="url" placeholder="https://" />
  ),
  align: "start",
  width: 220,
};
