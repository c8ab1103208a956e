import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in roles and sharing rules. */
export const accessCodes = {
  role_name_built_in: {
    status: 422,
    message: {
      en: 'Every workspace has a role "{name}". Choose another name.',
      "zh-CN": "每个工作区都已有角色“{name}”，请换一个名称。",
    },
  },
  role_unknown: {
    status: 422,
    message: {
      en: 'There is no role "{name}".{hint}',
      "zh-CN": "没有角色“{name}”。{hint}",
    },
  },
  sharing_rule_unknown: {
    status: 422,
    message: {
      en: 'There is no sharing rule "{name}".{hint}',
      "zh-CN": "没有共享规则“{name}”。{hint}",
    },
  },
  role_ring: {
    status: 422,
    message: {
      en: "These roles include one another: {ring}. Remove one of the entries.",
      "zh-CN": "这些角色互相包含：{ring}。请删除其中一项。",
    },
  },
  role_not_givable: {
    status: 422,
    message: {
      en: 'The role "{name}" administers the workspace, or gives roles that are not in this list. Nobody gives it by delegation: remove it here.',
      "zh-CN":
        "角色“{name}”可管理工作区，或可授予此列表以外的角色，不能由受托管理员授予，请从此处移除。",
    },
  },
  role_object_unknown: {
    status: 422,
    message: {
      en: 'There is no object "{name}" to grant rights on.{hint}',
      "zh-CN": "没有可授权的对象“{name}”。{hint}",
    },
  },
  role_value_unknown: {
    status: 422,
    message: {
      en: '"{value}" is not known here. Write one of: {known}.',
      "zh-CN": "此处不能写“{value}”，可以写：{known}。",
    },
  },
  role_scope_invalid: {
    status: 422,
    message: {
      en: 'Which records is written true, "own", "department", "department_and_below", "team", {"when": "…"} or a list of these; a restriction may also say false.',
      "zh-CN":
        '记录范围应写成 true、"own"、"department"、"department_and_below"、"team"、{"when": "…"} 或它们的列表；限制中还可写 false。',
    },
  },
  role_field_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a field of {object}.{hint}',
      "zh-CN": "“{name}”不是对象 {object} 的字段。{hint}",
    },
  },
  role_transition_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a step of the lifecycle of {object}.{hint}',
      "zh-CN": "“{name}”不是对象 {object} 生命周期中的步骤。{hint}",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
