import { render } from "solid-js/web";
import { messages, text } from "./language/messages.ts";
import "./ui/styles.css";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root element.");
await messages.ready();
render(() => <p>{text("loading")}</p>, root);
