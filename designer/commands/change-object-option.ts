import { changeKeyword, type DocumentKeyword } from "./change-keyword.ts";
import { command } from "./command.ts";

/** Of apps and other documents, too. */
export const changeObjectOption = command<DocumentKeyword<string>>({
  id: "change_object_option",
  label: { en: "Change object", "zh-CN": "修改对象" },
  run: changeKeyword,
});
