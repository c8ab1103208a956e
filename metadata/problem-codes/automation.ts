import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Problems of what scripts do while they run. */
export const automationCodes = {
  script_refused: {
    status: 422,
    message: { en: "{message}", "zh-CN": "{message}" },
  },
  row_skipped: {
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
  script_interrupted: {
    status: 503,
    message: {
      en: "“{script}” was interrupted because its process ended, and nothing was written. Try again.",
      "zh-CN": "“{script}”的进程意外结束，运行中断，未写入任何内容。请重试。",
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
  http_in_transaction: {
    status: 422,
    message: {
      en: 'A transaction waits for this script, so it asks nobody else. Start a script with "job" by jobs.add: it runs when this one is committed, and may ask.',
      "zh-CN":
        "此脚本在事务中运行，不能请求外部系统。请用 jobs.add 启动带 job 的脚本：它在提交后运行，可以发起请求。",
    },
  },
  http_after_write: {
    status: 422,
    message: {
      en: "The script has written or locked records, and nobody waits for others with these held. Ask first, then write; or leave the rest to a job, by jobs.add.",
      "zh-CN":
        "脚本已经写入或锁定了记录，此时不能再等待外部系统。请先请求、后写入，或用 jobs.add 交给后续任务。",
    },
  },
  http_host_unnamed: {
    status: 422,
    message: {
      en: 'The script may not ask {host}. Name it under "hosts" in its document.',
      "zh-CN": "脚本不能请求 {host}。请在其文档的 hosts 中列出该主机。",
    },
  },
  http_url_invalid: {
    status: 422,
    message: {
      en: "This is not an address to ask. Write one such as https://api.example.com/rates, without a name and password.",
      "zh-CN": "此地址无法请求。请写成 https://api.example.com/rates 的形式，不带用户名和密码。",
    },
  },
  http_method_unknown: {
    status: 422,
    message: {
      en: "There is no such method here. Use one of {methods}.",
      "zh-CN": "不支持此方法，请使用 {methods} 之一。",
    },
  },
  http_header_refused: {
    status: 422,
    message: {
      en: 'The header "{name}" cannot be sent: the connection sets it, or it is no header of one line.',
      "zh-CN": "不能发送请求头“{name}”：它由连接设置，或不是合法的单行请求头。",
    },
  },
  http_body_useless: {
    status: 422,
    message: {
      en: "{method} has no body. Use another method, or leave it out.",
      "zh-CN": "{method} 请求没有正文，请改用其他方法或去掉正文。",
    },
  },
  http_address_refused: {
    status: 422,
    message: {
      en: "{host} is not asked: its address or port is not public. The operator can trust it by TENON_OUTBOUND_ALLOW.",
      "zh-CN":
        "不能请求 {host}：其地址或端口不是公开的。运维人员可通过 TENON_OUTBOUND_ALLOW 信任它。",
    },
  },
  http_no_answer: {
    status: 422,
    message: {
      en: "{host} has not answered within {seconds} seconds, or could not be reached.",
      "zh-CN": "{host} 在 {seconds} 秒内没有应答，或无法连接。",
    },
  },
  http_answer_too_large: {
    status: 422,
    message: {
      en: "{host} has answered with more than {maximum} bytes. Ask for less at a time.",
      "zh-CN": "{host} 的应答超过 {maximum} 字节，请减少单次请求的数据量。",
    },
  },
  file_too_large_for_script: {
    status: 422,
    message: {
      en: "The file has more than {maximum} bytes, too many for a script.",
      "zh-CN": "文件超过 {maximum} 字节，脚本无法处理。",
    },
  },
  file_not_text: {
    status: 422,
    message: {
      en: 'The file is no text in UTF-8. Read it with as: "base64".',
      "zh-CN": '文件不是 UTF-8 文本，请以 as: "base64" 读取。',
    },
  },
  content_not_encoded: {
    status: 422,
    message: {
      en: "This is no base64: four signs of A–Z, a–z, 0–9, + and / for three bytes, filled up with =.",
      "zh-CN": "不是有效的 base64 文本。",
    },
  },
  run_not_recorded: {
    status: 409,
    message: {
      en: "This run cannot be repeated: it went well, asked for more than is recorded, or is too old. Repeat one that failed.",
      "zh-CN": "此运行无法重放：它已成功、请求过多未被记录，或已过期。请重放失败的运行。",
    },
  },
  run_code_gone: {
    status: 409,
    message: {
      en: "The code that ran then is published no more. Repeat the run with the present one: code=now.",
      "zh-CN": "当时运行的代码已不存在。请用当前代码重放：code=now。",
    },
  },
  secret_unnamed: {
    status: 422,
    message: {
      en: 'The script may not send the secret {name}. Name it under "secrets" in its document.',
      "zh-CN": "脚本不能发送密文 {name}。请在其文档的 secrets 中列出。",
    },
  },
  secret_unknown: {
    status: 404,
    message: {
      en: 'There is no secret "{name}" in this workspace. Who designs can set it: PUT /secrets/{name}.',
      "zh-CN": "此工作区没有密文“{name}”。设计者可以设置：PUT /secrets/{name}。",
    },
  },
  secret_not_for_host: {
    status: 422,
    message: {
      en: "The secret {name} is not meant for {host}. Set it anew with that host, or ask another.",
      "zh-CN": "密文 {name} 不能发往 {host}。请重新设置其主机，或改用其他主机。",
    },
  },
  secret_misplaced: {
    status: 422,
    message: {
      en: "A secret is sent in headers only. Take its handle out of the address and the body.",
      "zh-CN": "密文只能放在请求头中，请将其句柄从地址和正文中移除。",
    },
  },
  secret_not_sendable: {
    status: 422,
    message: {
      en: "A secret has 8 to 4000 characters that a header can hold: letters, digits and signs of ASCII, no spaces around them.",
      "zh-CN": "密文应为 8 到 4000 个可放入请求头的 ASCII 字符，首尾不能有空格。",
    },
  },
  job_unknown: {
    status: 422,
    message: {
      en: 'There is no script "{name}" that can be started as a job. Give its document "job".',
      "zh-CN": "没有可作为任务启动的脚本“{name}”，请在其文档中写 job。",
    },
  },
  script_test_failed: {
    status: 422,
    message: {
      en: "Line {line}: the test fails. {message} Mend the script or its test; nothing was published.",
      "zh-CN": "第 {line} 行：测试未通过。{message} 请修改脚本或测试，未发布任何内容。",
    },
  },
  script_tests_too_long: {
    status: 422,
    message: {
      en: "The tests of scripts take longer than {maximum} seconds together, while others wait for the tables. Make them shorter.",
      "zh-CN": "脚本测试总时长超过 {maximum} 秒，会让他人等待。请缩短测试。",
    },
  },
  script_tests_wait: {
    status: 409,
    message: {
      en: "What is to be published first works on large tables, so its tests run when it is published, and not before.",
      "zh-CN": "待发布的内容需要先处理大表，因此测试只在发布时运行。",
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

/** Nothing is wrong with what was asked: the same may go well in a moment. */
export const passingCodes: ReadonlySet<string> = new Set([
  "scripts_busy",
  "script_paused",
  "script_interrupted",
]);
