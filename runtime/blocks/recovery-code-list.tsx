import { createSignal, For } from "solid-js";
import { securityText } from "../language/security/messages.ts";
import { Button } from "../ui/button.tsx";

/** Recovery codes, to be kept now: copied, or as a file. */
export function RecoveryCodeList(props: { readonly codes: readonly string[] }) {
  const [copied, setCopied] = createSignal(false);
  const lines = () => `${props.codes.join("\n")}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(lines());
    setCopied(true);
  };
  const download = () => {
    const address = URL.createObjectURL(new Blob([lines()], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <div class="security-form">
      <p>{securityText("codes_text")}</p>
      <ul class="security-codes">
        <For each={props.codes}>{(code) => <li>{code}</li>}</For>
      </ul>
      <div class="account-security-actions">
        <Button icon="copy" onClick={() => void copy()}>
          {securityText(copied() ? "copied" : "copy")}
        </Button>
        <Button icon="download" onClick={download}>
          {securityText("download")}
        </Button>
      </div>
    </div>
  );
}
