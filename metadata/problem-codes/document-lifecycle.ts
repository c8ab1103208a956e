import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in the lifecycles of documents. */
export const lifecycleRuleCodes = {
  lifecycle_field_unsuitable: {
    status: 422,
    message: {
      en: 'The states must be the options of a select field of this object; "{name}" is none.{hint}',
      "zh-CN": "状态必须是本对象某个单选字段的选项，而“{name}”不是单选字段。{hint}",
    },
  },
  lifecycle_field_closed: {
    status: 422,
    message: {
      en: 'Transitions write "{name}". Remove "{keyword}" from the field.',
      "zh-CN": "“{name}”由流转写入，请去掉该字段的“{keyword}”。",
    },
  },
  lifecycle_initial_unclear: {
    status: 422,
    message: {
      en: "The field's default must be a fixed state, the same as the initial one. Remove one of the two.",
      "zh-CN": "字段的默认值必须是固定的状态，且与初始状态一致；请去掉其中一个。",
    },
  },
  lifecycle_state_unknown: {
    status: 422,
    message: {
      en: '"{state}" is not an option of the state field.{hint}',
      "zh-CN": "“{state}”不是状态字段的选项。{hint}",
    },
  },
  lifecycle_lookup_follows: {
    status: 422,
    message: {
      en: 'Records in a locked state must not change when another record is deleted. Set "on_delete" of "{name}" to "restrict".',
      "zh-CN":
        "锁定状态的记录不能因其他记录被删除而改变，请将“{name}”的“on_delete”设为“restrict”。",
    },
  },
  number_lookup_follows: {
    status: 422,
    message: {
      en: 'Records with numbers without gaps must not go when another record is deleted. Set "on_delete" of "{name}" to "restrict" or "clear".',
      "zh-CN":
        "使用连续编号的记录不能因其他记录被删除而消失，请将“{name}”的“on_delete”设为“restrict”或“clear”。",
    },
  },
  transition_repeated: {
    status: 422,
    message: {
      en: 'Two transitions are called "{name}". Rename one.',
      "zh-CN": "有两个流转都叫“{name}”，请重命名其中一个。",
    },
  },
  transition_from_empty: {
    status: 422,
    message: {
      en: "Name at least one state from which this transition leads on.",
      "zh-CN": "请至少指定一个可执行此流转的状态。",
    },
  },
  transition_requires_unknown: {
    status: 422,
    message: {
      en: 'The transition requires "{name}", but there is no such field.{hint}',
      "zh-CN": "流转要求填写“{name}”，但没有这个字段。{hint}",
    },
  },
  assign_on_unknown: {
    status: 422,
    message: {
      en: 'The number is given by the transition "{name}", but this object has none of that name.{hint}',
      "zh-CN": "编号在流转“{name}”时生成，但本对象没有这个流转。{hint}",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
