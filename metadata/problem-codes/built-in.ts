/** Mistakes in documents that extend the objects every workspace has. */
import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

export const builtInCodes = {
  built_in_field: {
    status: 422,
    message: {
      en: '"{field}" is there in every workspace. Give it another title or description at most, or choose another name for a field of your own.',
      "zh-CN":
        "“{field}”是每个工作区都有的字段，只能修改其标题或说明；如需自己的字段，请换一个名称。",
    },
  },
  built_in_required: {
    status: 422,
    message: {
      en: '"{field}" is there in every workspace and stays optional. Remove it from the required fields, or write a rule.',
      "zh-CN": "“{field}”是每个工作区都有的选填字段。请从必填项中删除，或改用校验规则。",
    },
  },
  built_in_singleton: {
    status: 422,
    message: {
      en: '"{name}" has many records in every workspace. Remove "singleton".',
      "zh-CN": "“{name}”在每个工作区都有多条记录，请删除 singleton。",
    },
  },
  person_computed: {
    status: 422,
    message: {
      en: 'People come with their accounts, so "{field}" would stay empty. Compute it where it is read, or make it a field to fill in.',
      "zh-CN": "人员随账号产生，“{field}”不会被计算或编号。请在使用处计算，或改为可填写的字段。",
    },
  },
  person_unfilled: {
    status: 422,
    message: {
      en: 'People come with their accounts, and nobody would fill in "{field}" then. Give it a default value, or remove it from the required fields.',
      "zh-CN": "人员随账号产生，届时无人填写“{field}”。请为其设置默认值，或从必填项中删除。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
