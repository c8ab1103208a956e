import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Problems of plan and publish. */
export const publishCodes = {
  plan_outdated: {
    status: 409,
    message: {
      en: "What you looked at has changed meanwhile (the published version is {version}). Look at the new plan and publish again.",
      "zh-CN":
        "您查看的内容期间已有变化（当前已发布版本为 {version}），请查看新的发布计划后再发布。",
    },
  },
  nothing_to_publish: {
    status: 409,
    message: { en: "There is nothing to publish.", "zh-CN": "没有需要发布的更改。" },
  },
  unknown_question: {
    status: 422,
    message: {
      en: 'This plan does not ask "{name}". Leave the answer out, or correct its name.{hint}',
      "zh-CN": "该发布计划没有问题“{name}”，请去掉此回答或更正其名称。{hint}",
    },
  },
  type_change_loses_values: {
    status: 422,
    message: {
      en: 'The values of "{field}" cannot all turn from {before} into {after}. Add a new field of the new type instead.',
      "zh-CN": "“{field}”的值无法全部由 {before} 转为 {after}，请另建新类型的字段。",
    },
  },
  rows_id_changed: {
    status: 422,
    message: {
      en: 'The rows of "{field}" are known by the id {id}: give "items" that id.',
      "zh-CN": "“{field}”的明细行的 id 是 {id}：请将 items 的 id 设为该值。",
    },
  },
  publish_too_slow: {
    status: 503,
    message: {
      en: "The tables are busy and could not be changed within the time allowed. Publish again.",
      "zh-CN": "数据表正忙，未能在限定时间内完成更改，请重新发布。",
    },
  },
  merge_conflict: {
    status: 409,
    message: {
      en: "Changed in the folder ({ours}) and in the workspace ({theirs}). Write here what it is to be, and publish on the base of the present version.",
      "zh-CN":
        "文件夹（{ours}）与工作区（{theirs}）都修改了此处。请改成最终内容，并以当前版本为基准重新发布。",
    },
  },
  unknown_version: {
    status: 404,
    message: { en: "There is no version {version}.", "zh-CN": "没有版本 {version}。" },
  },
  name_taken: {
    status: 422,
    message: {
      en: '"{name}" is taken. Choose another name.',
      "zh-CN": "名称“{name}”已被使用，请换一个。",
    },
  },
  built_in_name: {
    status: 422,
    message: {
      en: '"{name}" is called so in every workspace. Give it another title instead.',
      "zh-CN": "“{name}”在每个工作区都使用此名称，可以改为修改其标题。",
    },
  },
  draft_changed: {
    status: 412,
    message: {
      en: "Someone else changed this draft. Load it again and repeat your change.",
      "zh-CN": "此草稿已被他人修改，请重新加载后再编辑。",
    },
  },
  table_worn_out: {
    status: 409,
    message: {
      en: "The table of {object} has had {count} columns in its life, removed ones included; the database allows {maximum}. A publish makes a table anew only while it and the tables that point to it hold fewer than {rows} rows. Keep the fields as they are, or add new ones in another object.",
      "zh-CN":
        "{object} 的数据表累计已使用 {count} 列（含已移除的列），数据库上限为 {maximum}。仅当该表及引用它的表合计少于 {rows} 行时，发布才会自动重建。请保持现有字段不变，或在其他对象中新增字段。",
    },
  },
  table_full: {
    status: 409,
    message: {
      en: "The table of {object} would have {count} columns, removed and former ones included; the database allows {maximum}. Let removed fields go for good that nobody needs, or add new ones in another object.",
      "zh-CN":
        "{object} 的数据表将有 {count} 列（含已移除和类型变更前的列），数据库上限为 {maximum}。请彻底清除不再需要的已移除字段，或在其他对象中新增字段。",
    },
  },
  table_held: {
    status: 409,
    message: {
      en: "The table of {object} is to be made anew, but this was made for it by hand and would be lost: {holders}. Drop it, publish, and make it again.",
      "zh-CN":
        "{object} 的数据表需要重建，但以下手工创建的内容依赖该表，重建后会丢失：{holders}。请先删除，发布后再重新创建。",
    },
  },
  publish_under_way: {
    status: 409,
    message: {
      en: "Another publish is at work on large tables. Wait until it has ended, or until it has been silent for 15 seconds.",
      "zh-CN": "另一次发布正在处理大表，请等它结束（或静默 15 秒）后再发布。",
    },
  },
  publish_cancelled: {
    status: 409,
    message: {
      en: "The publish was stopped before it changed anything, and its preparations are cleared away. Publish again when you like.",
      "zh-CN": "发布已停止，未作任何更改，准备工作已清理。可随时重新发布。",
    },
  },
  data_in_the_way: {
    status: 409,
    message: {
      en: "The records of {object} do not allow this change as it was answered, or changed while it was planned. Look at the new plan, and answer differently.",
      "zh-CN":
        "按所给的回答，{object} 的记录不允许此更改，或记录在计划期间有变。请查看新的发布计划并修改回答。",
    },
  },
  rows_in_the_way: {
    status: 409,
    message: {
      en: "{count} records of {object} stand against this change. Correct them first.",
      "zh-CN": "{object} 有 {count} 条记录不满足此更改，请先处理。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
