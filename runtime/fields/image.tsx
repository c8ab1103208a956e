import { attachmentView } from "./attachment.tsx";
import type { FieldView } from "./field-view.ts";

export const imageView: FieldView = attachmentView;
