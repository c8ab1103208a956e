import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Problems of what scripts do while they run. */
export const automationCodes = {
  script_refused: {
    status: 422,
    message: { en: "{message}", "zh-CN": "{message}" },
  },
  script_failed: {
    status: 422,
    message: {
      en: "“{script}” failed, and nothing was written. Ask an administrator to look at run {run}.",
      "zh-CN": "“{script}”执行失败，未写入任何内容。请管理员查看运行记录 {run}。",
    },
  },
  script_failed_at: {
    status: 422,
    message: {
      en: "“{script}” failed, and nothing was written: {message}. Run {run} holds what it was given.",
      "zh-CN": "“{script}”执行失败，未写入任何内容：{message}。运行记录 {run} 保存了它的输入。",
    },
  },
  script_stopped: {
    status: 422,
    message: {
      en: "“{script}” was ended because it used up what it may ({limit}), and nothing was written. Run {run} says what it took.",
      "zh-CN": "“{script}”超出限制（{limit}）而被终止，未写入任何内容。运行记录 {run} 说明了用量。",
    },
  },
  script_budget: {
    status: 422,
    message: {
      en: "The script {script} may use no more than {maximum} of {limit} in one run. Read or write less at a time, or raise its limit.",
      "zh-CN":
        "脚本 {script} 每次运行的 {limit} 不得超过 {maximum}。请减少单次读写量，或提高其限制。",
    },
  },
  script_paused: {
    status: 503,
    message: {
      en: "The script {script} has failed too often and is paused until {until}. What it must look at is not written meanwhile.",
      "zh-CN": "脚本 {script} 失败次数过多，已暂停至 {until}。在此期间，需要它检查的内容不会写入。",
    },
  },
  scripts_busy: {
    status: 503,
    message: {
      en: "All script runners are busy, so {script} could not begin. Try again in a moment.",
      "zh-CN": "脚本运行器都在忙，{script} 未能开始。请稍后重试。",
    },
  },
  automation_loop: {
    status: 422,
    message: {
      en: "Scripts and workflows start one another without end: {chain}. Give one of them a condition or the fields it waits for.",
      "zh-CN": "脚本和流程无休止地互相触发：{chain}。请为其中之一设置条件或限定触发字段。",
    },
  },
  script_call_unknown: {
    status: 422,
    message: {
      en: "There is no operation {operation} here.",
      "zh-CN": "此处没有操作 {operation}。",
    },
  },
  script_answer_wrong: {
    status: 500,
    message: {
      en: "“{script}” answered something else than it declares: {fields}. Mend the script or its output.",
      "zh-CN": "“{script}”的返回与其声明不符：{fields}。请修改脚本或其输出定义。",
    },
  },
  script_unknown: {
    status: 422,
    message: {
      en: 'There is no script "{name}" in this workspace.',
      "zh-CN": "此工作区没有脚本“{name}”。",
    },
  },
  unknown_action: {
    status: 404,
    message: {
      en: 'There is no action "{name}" here that you may start.',
      "zh-CN": "此处没有您可以执行的操作“{name}”。",
    },
  },
  action_not_possible: {
    status: 409,
    message: {
      en: "“{action}” is not possible with this record as it is now. Load it again.",
      "zh-CN": "以记录当前的状态不能执行“{action}”。请重新加载。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
