/** The words of notices of subscriptions. Pure. */
import type { Locale } from "../../metadata/text.ts";
import type { ToldKind } from "./told.ts";

interface Words {
  readonly record: Readonly<Record<ToldKind, (title: string) => string>>;
  readonly list: (title: string, count: number, more: boolean) => string;
  readonly unseen: string;
  /** What was done to a record of a list, where no field says it. */
  readonly done: Readonly<Record<ToldKind, string>>;
  /** The same of a record that is followed: it was there before. */
  readonly restored: string;
  readonly nobody: string;
  readonly further: (count: number, more: boolean) => string;
  /** What was done to a record, and who did it. */
  readonly by: (done: string, name: string) => string;
  readonly separator: string;
  readonly colon: string;
}

export const noticeWords: Readonly<Record<Locale, Words>> = {
  en: {
    record: {
      created: (title) => `${title} is there again`,
      changed: (title) => `${title} has changed`,
      deleted: (title) => `${title} has been deleted`,
    },
    list: (title, count, more) =>
      more
        ? `${title}: more than ${count} new or changed records`
        : `${title}: ${count === 1 ? "a new or changed record" : `${count} new or changed records`}`,
    unseen: "What this notice told of is not visible to you any more",
    done: { created: "new", changed: "changed", deleted: "deleted" },
    restored: "restored",
    nobody: "Automatically",
    further: (count, more) => (more ? `and more than ${count} others` : `and ${count} more`),
    by: (done, name) => `${done} (${name})`,
    separator: ", ",
    colon: ": ",
  },
  "zh-CN": {
    record: {
      created: (title) => `${title} 已恢复`,
      changed: (title) => `${title} 有变更`,
      deleted: (title) => `${title} 已删除`,
    },
    list: (title, count, more) =>
      more ? `${title}：超过 ${count} 条记录新增或变更` : `${title}：${count} 条记录新增或变更`,
    unseen: "您已无权查看此通知所述的内容",
    done: { created: "新增", changed: "变更", deleted: "删除" },
    restored: "恢复",
    nobody: "系统自动",
    further: (count, more) => (more ? `以及其他超过 ${count} 条` : `以及其他 ${count} 条`),
    by: (done, name) => `${done}（${name}）`,
    separator: "、",
    colon: "：",
  },
};
