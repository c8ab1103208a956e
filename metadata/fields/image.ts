import { attachment } from "./attachment.ts";
import { defineFieldType } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";

/** One uploaded picture. Accepts what every browser shows: PNG, JPEG, GIF, WebP. */
export const image = defineFieldType({
  ...attachment,
  name: "image",
  title: { en: "Image", "zh-CN": "图片" },
  description: {
    en: "One uploaded picture, shown where the record is shown: the photo of a product.",
    "zh-CN": "上传的一张图片，随记录直接显示，例如产品照片。",
  },
  recognises: refersTo("image"),
  template: { $ref: "tenon:image" },
  expressionType: () => ({ kind: "composite", name: "tenon:image" }),
  convertibleFrom: ["attachment"],
});
