import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in workflows. */
export const workflowCodes = {
  workflow_word_unknown: {
    status: 422,
    message: {
      en: '"{value}" means nothing here. Write one of: {known}.',
      "zh-CN": "“{value}”在此无意义，请写以下之一：{known}。",
    },
  },
  workflow_step_invalid: {
    status: 422,
    message: {
      en: 'A step is written {"type": "update", "record": "record", "next": "…"}.',
      "zh-CN": '步骤应写成 {"type": "update", "record": "record", "next": "…"}。',
    },
  },
  workflow_step_unknown: {
    status: 422,
    message: {
      en: 'There is no step "{name}".{hint}',
      "zh-CN": "没有步骤“{name}”。{hint}",
    },
  },
  workflow_step_unreachable: {
    status: 422,
    message: {
      en: 'No step leads to "{name}". Lead to it by next, or remove it.',
      "zh-CN": "没有步骤通向“{name}”，请用 next 指向它或将其删除。",
    },
  },
  workflow_ring: {
    status: 422,
    message: {
      en: "These steps lead back to one another without end: {ring}. Put a wait on the way, or use a loop.",
      "zh-CN": "这些步骤无休止地互相指向：{ring}。请在途中加入等待，或改用循环。",
    },
  },
  workflow_branch_leaves: {
    status: 422,
    message: {
      en: 'The branches of "{name}" lead to "{step}", which follows upon it. A branch ends where it names no next step; lead to "{step}" from "{name}" alone.',
      "zh-CN":
        "“{name}”的分支通向其后续步骤“{step}”。分支在没有 next 处结束，请只由“{name}”指向“{step}”。",
    },
  },
  workflow_undo_shared: {
    status: 422,
    message: {
      en: '"{name}" undoes "{step}" already. Give each step one of its own to undo it.',
      "zh-CN": "“{name}”已用于撤销“{step}”。请为每个步骤各设一个撤销步骤。",
    },
  },
  workflow_undo_type: {
    status: 422,
    message: {
      en: 'A step of the type "{type}" undoes nothing. Known: {known}.',
      "zh-CN": "“{type}”类型的步骤不能用于撤销。可用的有：{known}。",
    },
  },
  workflow_undo_reached: {
    status: 422,
    message: {
      en: '"{name}" undoes another step, and other steps lead to it, too. Make two steps of it.',
      "zh-CN": "“{name}”用于撤销，但也有其他步骤通向它。请拆成两个步骤。",
    },
  },
  workflow_undo_goes_on: {
    status: 422,
    message: {
      en: 'A step that undoes another stands alone: what was done before is undone next. Remove "{keyword}".',
      "zh-CN": "撤销步骤独立存在，其后会继续撤销更早的步骤。请删除“{keyword}”。",
    },
  },
  workflow_undo_nothing: {
    status: 422,
    message: {
      en: 'No step says how it is undone. Write "undo": "name of a step" in those that can be.',
      "zh-CN": '没有步骤说明如何撤销。请在可撤销的步骤中写 "undo": "步骤名"。',
    },
  },
  workflow_form_variables: {
    status: 422,
    message: {
      en: "What the form asks for are the variables. Remove this, or write it as fields of the form.",
      "zh-CN": "表单所填即为变量。请删除此项，或改写为表单字段。",
    },
  },
  workflow_form_type: {
    status: 422,
    message: {
      en: "A form that starts a workflow cannot ask for this ({type}). Use a text, a number, a date, an option, yes or no, or one record.",
      "zh-CN":
        "启动流程的表单不支持此类字段（{type}）。可用文本、数字、日期、选项、是否或单条记录。",
    },
  },
  workflow_form_public_lookup: {
    status: 422,
    message: {
      en: "A public form cannot offer records: it would tell anybody of them. Ask for a text or an option.",
      "zh-CN": "公开表单不能提供记录供选择，否则任何人都能看到。请改为文本或选项。",
    },
  },
  workflow_form_public_as: {
    status: 422,
    message: {
      en: 'Who sends a public form has no rights. Write "as": "system", and look at what its steps write.',
      "zh-CN": '公开表单的提交人没有权限。请写 "as": "system"，并检查各步骤写入的内容。',
    },
  },
  translation_of_unknown_workflow: {
    status: 422,
    message: {
      en: 'There is no workflow "{name}".{hint}',
      "zh-CN": "没有流程“{name}”。{hint}",
    },
  },
  translation_of_unknown_step: {
    status: 422,
    message: {
      en: 'The workflow has no step "{name}".{hint}',
      "zh-CN": "该流程没有步骤“{name}”。{hint}",
    },
  },
  workflow_outcome_unknown: {
    status: 422,
    message: {
      en: 'This step never ends in "{outcome}". Known: {known}.',
      "zh-CN": "此步骤不会以“{outcome}”结束。可用的有：{known}。",
    },
  },
  workflow_keyword_elsewhere: {
    status: 422,
    message: {
      en: '"{keyword}" goes with {allowed} alone. Remove it.',
      "zh-CN": "“{keyword}”只能与 {allowed} 同用，请删除。",
    },
  },
  workflow_one_of: {
    status: 422,
    message: {
      en: "Exactly one of these is needed: {keywords}.",
      "zh-CN": "必须且只能写其中一个：{keywords}。",
    },
  },
  workflow_system_without_roles: {
    status: 422,
    message: {
      en: 'A workflow with the rights of the system that people start says in "roles" who they are.',
      "zh-CN": "以系统权限运行且由人启动的流程，必须用 roles 说明谁可以启动。",
    },
  },
  workflow_variable_invalid: {
    status: 422,
    message: {
      en: 'A variable is written {"type": "number"}.',
      "zh-CN": '变量应写成 {"type": "number"}。',
    },
  },
  workflow_pointer_invalid: {
    status: 422,
    message: {
      en: "A place in JSON is written /order/number.",
      "zh-CN": "JSON 中的位置应写成 /order/number。",
    },
  },
  workflow_calendar_missing: {
    status: 422,
    message: {
      en: 'Working time is counted by a calendar. Name it at the top of the workflow: "calendar": "office".',
      "zh-CN": '工作时间须按日历计算，请在流程顶层指定："calendar": "office"。',
    },
  },
  workflow_duration_invalid: {
    status: 422,
    message: {
      en: 'A span of time is written "30 minutes", "2 hours", "3 days", "1 week", "8 workhours" or "2 workdays", ten years at most.',
      "zh-CN":
        "时长应写成“30 minutes”“2 hours”“3 days”“1 week”“8 workhours”或“2 workdays”，最长十年。",
    },
  },
  workflow_case_invalid: {
    status: 422,
    message: {
      en: 'A branch has cases, each written {"when": "record.total > 100", "next": "…"}.',
      "zh-CN": '分支的每个条件应写成 {"when": "record.total > 100", "next": "…"}。',
    },
  },
  workflow_branches_few: {
    status: 422,
    message: {
      en: "A parallel step has two branches at least, and {maximum} at most.",
      "zh-CN": "并行步骤至少有两个分支，最多 {maximum} 个。",
    },
  },
  workflow_join_invalid: {
    status: 422,
    message: {
      en: '"join" is all, any, or a number from 1 to {count}.',
      "zh-CN": "join 应为 all、any 或 1 到 {count} 的数字。",
    },
  },
  workflow_retry_invalid: {
    status: 422,
    message: {
      en: '"retry" is a number of attempts from 1 to {maximum}.',
      "zh-CN": "retry 是尝试次数，为 1 到 {maximum} 的数字。",
    },
  },
  workflow_name_taken: {
    status: 422,
    message: {
      en: 'Expressions know "{name}" as something else. Call the item otherwise.',
      "zh-CN": "表达式中“{name}”另有含义，请换一个名称。",
    },
  },
  workflow_recipient_invalid: {
    status: 422,
    message: {
      en: 'Recipients are {"field": "record.owner"}, {"role": "sales"} or {"starter": true}; of a mail also {"email": "record.customer.email"}.',
      "zh-CN":
        '接收人应写成 {"field": "record.owner"}、{"role": "sales"} 或 {"starter": true}；邮件还可写 {"email": "record.customer.email"}。',
    },
  },
  workflow_email_expected: {
    status: 422,
    message: {
      en: "Name an e-mail field of a record, such as record.customer.email.",
      "zh-CN": "请填写记录的邮箱字段，例如 record.customer.email。",
    },
  },
  workflow_template_invalid: {
    status: 422,
    message: {
      en: 'A text is written "Order {record.number}", or one for each language, {"en": "…", "zh-CN": "…"}; a brace itself is written twice.',
      "zh-CN": "文本应写成“订单 {record.number}”，或按语言分别书写；花括号本身须写两次。",
    },
  },
  workflow_object_unknown: {
    status: 422,
    message: {
      en: 'There is no object "{name}".{hint}',
      "zh-CN": "没有对象“{name}”。{hint}",
    },
  },
  workflow_field_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a field of {object}.{hint}',
      "zh-CN": "“{name}”不是对象 {object} 的字段。{hint}",
    },
  },
  workflow_field_not_set: {
    status: 422,
    message: {
      en: '"{name}" cannot be set like this: {type}, or a field that nobody writes. A state changes by "transition".',
      "zh-CN": "“{name}”不能这样设置：类型为“{type}”或为只读字段。状态须通过 transition 变更。",
    },
  },
  workflow_transition_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a step of the lifecycle of {object}.{hint}',
      "zh-CN": "“{name}”不是对象 {object} 生命周期的步骤。{hint}",
    },
  },
  workflow_rows_expected: {
    status: 422,
    message: {
      en: '"{name}" does not name child rows of the record.',
      "zh-CN": "“{name}”不是记录的明细行。",
    },
  },
  workflow_subflow_unknown: {
    status: 422,
    message: {
      en: 'There is no workflow "{name}" that starts by subflow.{hint}',
      "zh-CN": "没有可作为子流程启动的流程“{name}”。{hint}",
    },
  },
  workflow_record_expected: {
    status: 422,
    message: {
      en: 'This is {found}, not a record. Write "record", or a lookup such as "record.customer".',
      "zh-CN": "这是{found}，不是记录。请写 record，或如 record.customer 的关联字段。",
    },
  },
  workflow_value_expected: {
    status: 422,
    message: {
      en: "This is {found}, which cannot be written as one value. Name one of its fields.",
      "zh-CN": "这是{found}，无法写成单个值，请指明其中的字段。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;

/** What stands in the way of runs, and of what people ask of them. */
export const runCodes = {
  workflow_chain: {
    status: 422,
    message: {
      en: "Workflows lead to one another in a circle, or more than {maximum} times: {chain}. Narrow what starts one of them.",
      "zh-CN": "流程互相触发形成循环，或超过 {maximum} 层：{chain}。请收紧其中某个流程的触发条件。",
    },
  },
  workflow_starter_gone: {
    status: 422,
    message: {
      en: "Who started this is no member any more, and it has his rights. Have it started by somebody else, or let it run as the system.",
      "zh-CN": "启动人已不是成员，而流程使用其权限。请由他人重新启动，或改以系统权限运行。",
    },
  },
  workflow_record_missing: {
    status: 422,
    message: {
      en: 'There is no record behind "{text}".',
      "zh-CN": "“{text}”没有对应的记录。",
    },
  },
  workflow_moment_empty: {
    status: 422,
    message: {
      en: "The date to wait for is empty.",
      "zh-CN": "要等待的日期为空。",
    },
  },
  workflow_too_many_rounds: {
    status: 422,
    message: {
      en: "The loop has more than {maximum} rounds. Narrow its filter.",
      "zh-CN": "循环超过 {maximum} 轮，请收紧筛选条件。",
    },
  },
  workflow_list_in_filter: {
    status: 422,
    message: {
      en: "A list cannot be put into a filter.",
      "zh-CN": "筛选条件中不能使用列表值。",
    },
  },
  workflow_step_gone: {
    status: 409,
    message: {
      en: 'The workflow of this run has no step "{name}".',
      "zh-CN": "此运行的流程没有步骤“{name}”。",
    },
  },
  workflow_step_failed: {
    status: 422,
    message: { en: "{reason}", "zh-CN": "{reason}" },
  },
  workflow_outside_failed: {
    status: 422,
    message: {
      en: "The other side refused, or did not answer in three days.",
      "zh-CN": "对方拒绝，或三天内未响应。",
    },
  },
  workflow_variable_wrong: {
    status: 422,
    message: {
      en: "This is not of the type {type}.",
      "zh-CN": "此值的类型不是 {type}。",
    },
  },
  endpoint_unknown: {
    status: 422,
    message: {
      en: 'There is no endpoint "{name}". Somebody who designs adds it.',
      "zh-CN": "没有端点“{name}”，请由设计者添加。",
    },
  },
  mail_not_configured: {
    status: 422,
    message: {
      en: "This installation sends no mails (TENON_MAIL_URL).",
      "zh-CN": "此系统未配置邮件发送（TENON_MAIL_URL）。",
    },
  },
  workflow_unknown: {
    status: 404,
    message: {
      en: 'There is no workflow "{name}" for you.',
      "zh-CN": "没有您可用的流程“{name}”。",
    },
  },
  workflow_inactive: {
    status: 409,
    message: { en: "This workflow is switched off.", "zh-CN": "此流程已停用。" },
  },
  workflow_not_now: {
    status: 409,
    message: {
      en: "The record does not fulfil what this workflow asks for.",
      "zh-CN": "记录不满足此流程的启动条件。",
    },
  },
  run_not_found: {
    status: 404,
    message: { en: "There is no such run.", "zh-CN": "没有此运行。" },
  },
  run_over: {
    status: 409,
    message: { en: "This run is over.", "zh-CN": "此运行已结束。" },
  },
  run_not_failed: {
    status: 409,
    message: {
      en: "Nothing of this run has failed: there is nothing to try again.",
      "zh-CN": "此运行没有失败的步骤，无需重试。",
    },
  },
  run_undoing: {
    status: 409,
    message: { en: "This run is being undone already.", "zh-CN": "此运行已在撤销中。" },
  },
  run_undo_in_order: {
    status: 409,
    message: {
      en: "What a run has done is undone in its order. Try the step again that failed, or skip it.",
      "zh-CN": "运行的撤销按顺序进行。请重试失败的步骤，或将其跳过。",
    },
  },
  run_not_at_rest: {
    status: 409,
    message: {
      en: "This run is moving. Move it to another version while it waits.",
      "zh-CN": "此运行正在推进，请在其等待时迁移版本。",
    },
  },
  run_step_unmapped: {
    status: 422,
    message: {
      en: 'The other version has no step "{name}" of the same type. Say where the run is to go on.',
      "zh-CN": "目标版本没有同类型的步骤“{name}”，请指定继续的步骤。",
    },
  },
  workflow_runs_in_the_way: {
    status: 409,
    message: {
      en: "{count} runs of {name} still need what this takes away ({place}). Wait until they are over, cancel them, or move them to another version: {runs}.",
      "zh-CN":
        "{name} 仍有 {count} 个运行需要被移除的内容（{place}）。请等待其结束、取消，或将其迁移到其他版本：{runs}。",
    },
  },
  run_replay_too_long: {
    status: 422,
    message: {
      en: "The replay did not come to an end in {maximum} advances.",
      "zh-CN": "重放在 {maximum} 次推进内没有结束。",
    },
  },
  hook_refused: {
    status: 401,
    message: {
      en: "The message is not signed as it must be, or not now.",
      "zh-CN": "消息签名无效或已过期。",
    },
  },
  hook_repeated: {
    status: 409,
    message: {
      en: "A message of this webhook-id has been taken already.",
      "zh-CN": "此 webhook-id 的消息已处理过。",
    },
  },
  delivery_not_found: {
    status: 404,
    message: { en: "There is no such delivery.", "zh-CN": "没有此投递。" },
  },
  delivery_under_way: {
    status: 409,
    message: {
      en: "This delivery is still on its way.",
      "zh-CN": "此投递仍在进行中。",
    },
  },
  endpoint_secret_weak: {
    status: 422,
    message: {
      en: "A secret that signs has 24 bytes or more, in base64.",
      "zh-CN": "签名密钥须为至少 24 字节的 base64。",
    },
  },
  endpoint_address_invalid: {
    status: 422,
    message: {
      en: "Write an address such as https://erp.example.com/hooks.",
      "zh-CN": "请填写地址，例如 https://erp.example.com/hooks。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
