import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Problems of a request as such: who asks, where, in which form. */
export const requestCodes = {
  malformed_json: {
    status: 400,
    message: {
      en: "This is not valid JSON: {found} does not belong at line {line}, column {column}.",
      "zh-CN": "不是有效的 JSON：第 {line} 行第 {column} 列不应出现 {found}。",
    },
  },
  json_ends_early: {
    status: 400,
    message: {
      en: "The JSON ends too early, at line {line}, column {column}. Complete it.",
      "zh-CN": "JSON 不完整，在第 {line} 行第 {column} 列提前结束，请补全。",
    },
  },
  json_duplicate_key: {
    status: 400,
    message: {
      en: 'The key "{key}" occurs twice in one object, again at line {line}, column {column}. Keep one.',
      "zh-CN": "同一对象中键“{key}”重复（第 {line} 行第 {column} 列），请只保留一个。",
    },
  },
  json_forbidden_key: {
    status: 400,
    message: {
      en: 'The key "{key}" at line {line}, column {column} is never accepted. Use another name.',
      "zh-CN": "不接受键“{key}”（第 {line} 行第 {column} 列），请改用其他名称。",
    },
  },
  json_too_deep: {
    status: 400,
    message: {
      en: "The JSON is nested deeper than {limit} levels at line {line}, column {column}. Flatten it.",
      "zh-CN": "JSON 嵌套超过 {limit} 层（第 {line} 行第 {column} 列），请减少层级。",
    },
  },
  json_lone_surrogate: {
    status: 400,
    message: {
      en: "The text at line {line}, column {column} holds half of a surrogate pair. Remove it.",
      "zh-CN": "第 {line} 行第 {column} 列的文本含有不完整的代理对，请删除。",
    },
  },
  json_number_too_long: {
    status: 400,
    message: {
      en: "The number at line {line}, column {column} has more than {limit} characters. Shorten it.",
      "zh-CN": "第 {line} 行第 {column} 列的数字超过 {limit} 个字符，请缩短。",
    },
  },
  body_expected: {
    status: 400,
    message: { en: "Send a JSON {expected} as the body.", "zh-CN": "请求体应为 JSON {expected}。" },
  },
  body_too_large: {
    status: 413,
    message: {
      en: "The body is larger than {limit} bytes. Send less at a time.",
      "zh-CN": "请求体超过 {limit} 字节，请分批发送。",
    },
  },
  upload_too_large: {
    status: 413,
    message: {
      en: "The file is larger than {limit}. Send a smaller one.",
      "zh-CN": "文件超过 {limit}，请上传较小的文件。",
    },
  },
  upload_broken: {
    status: 400,
    message: {
      en: "The file did not arrive whole. Send it again.",
      "zh-CN": "文件未完整送达，请重新上传。",
    },
  },
  form_not_expected: {
    status: 415,
    message: {
      en: "Send the bytes of the file as the body, not a form.",
      "zh-CN": "请直接以文件内容作为请求体，不要使用表单。",
    },
  },
  storage_full: {
    status: 507,
    message: {
      en: "There is no room for the file. Ask the administrator of the server.",
      "zh-CN": "存储空间不足，请联系服务器管理员。",
    },
  },
  file_not_found: {
    status: 404,
    message: {
      en: "There is no such file here.",
      "zh-CN": "此处没有该文件。",
    },
  },
  range_not_satisfiable: {
    status: 416,
    message: {
      en: "The file has {size} bytes; the range lies outside of it.",
      "zh-CN": "文件共 {size} 字节，请求的范围超出文件。",
    },
  },
  table_expected: {
    status: 415,
    message: {
      en: "Send the file as the body, with the Content-Type text/csv or that of XLSX.",
      "zh-CN": "请以文件内容作为请求体，Content-Type 为 text/csv 或 XLSX 的类型。",
    },
  },
  unknown_column: {
    status: 400,
    message: {
      en: 'The file has no column "{name}". Leave it out of the mapping.',
      "zh-CN": "文件中没有列“{name}”，请从映射中删除。",
    },
  },
  key_column_missing: {
    status: 400,
    message: {
      en: 'No column of the file is mapped to the key field "{name}". Map one, or import without a key.',
      "zh-CN": "没有列对应到键字段“{name}”，请指定一列，或不使用键导入。",
    },
  },
  too_many_jobs: {
    status: 503,
    message: {
      en: "Too many imports are waiting. Try again in a while.",
      "zh-CN": "等待中的导入过多，请稍后再试。",
    },
  },
  job_not_found: {
    status: 404,
    message: { en: "You have no such job.", "zh-CN": "您没有此任务。" },
  },
  job_has_ended: {
    status: 409,
    message: {
      en: "The job has ended already; there is nothing to cancel.",
      "zh-CN": "任务已结束，无法取消。",
    },
  },
  job_not_undoable: {
    status: 409,
    message: {
      en: "Only an import that wrote something can be undone, and only once.",
      "zh-CN": "只有已写入数据的导入可以撤销，且只能撤销一次。",
    },
  },
  changed_since_import: {
    status: 409,
    message: {
      en: "The record was changed after the import and stays as it is.",
      "zh-CN": "该记录在导入之后被修改过，保持不变。",
    },
  },
  import_failed: {
    status: 500,
    message: {
      en: "The import could not be finished; nothing was written. Try again.",
      "zh-CN": "导入未能完成，未写入任何数据，请重试。",
    },
  },
  csv_broken: {
    status: 400,
    message: {
      en: "The CSV breaks off here: a quote is not closed, or the row has other cells than line 1 names. Mend it.",
      "zh-CN": "CSV 在此处有误：引号未闭合，或单元格数与第 1 行不符，请修正。",
    },
  },
  table_encoding: {
    status: 415,
    message: {
      en: "The file is neither UTF-8 nor GB 18030. Save it in UTF-8.",
      "zh-CN": "文件编码既不是 UTF-8 也不是 GB 18030，请另存为 UTF-8 编码。",
    },
  },
  table_empty: {
    status: 400,
    message: {
      en: "The file has no table: its first line must name the columns.",
      "zh-CN": "文件中没有表格：第一行应为列名。",
    },
  },
  column_nameless: {
    status: 400,
    message: {
      en: "Column {column} has cells but no name in line 1. Name it or remove it.",
      "zh-CN": "第 {column} 列有内容，但第 1 行没有列名，请命名或删除该列。",
    },
  },
  column_twice: {
    status: 400,
    message: {
      en: 'Line 1 names the column "{name}" twice. Rename or remove one.',
      "zh-CN": "第 1 行中列名“{name}”重复，请改名或删除其一。",
    },
  },
  too_many_columns: {
    status: 400,
    message: {
      en: "The file has more than {maximum} columns. Remove those that are not needed.",
      "zh-CN": "文件超过 {maximum} 列，请删除不需要的列。",
    },
  },
  not_a_spreadsheet: {
    status: 400,
    message: {
      en: "The file cannot be read as a spreadsheet. Save it as XLSX without a password, or as CSV.",
      "zh-CN": "无法作为电子表格读取，请另存为不带密码的 XLSX 或 CSV。",
    },
  },
  spreadsheet_too_large: {
    status: 413,
    message: {
      en: "The spreadsheet holds too much to be read at once: at most {rows} rows. Divide it, or save it as CSV.",
      "zh-CN": "电子表格内容过大，最多 {rows} 行，请拆分或另存为 CSV。",
    },
  },
  unknown_sheet: {
    status: 400,
    message: {
      en: 'The file has no visible sheet "{name}". Choose one of its sheets.',
      "zh-CN": "文件中没有可见的工作表“{name}”，请选择其中一个工作表。",
    },
  },
  unsupported_content_type: {
    status: 415,
    message: {
      en: "Content-Type must be application/json, in UTF-8.",
      "zh-CN": "Content-Type 必须是 application/json，编码为 UTF-8。",
    },
  },
  unsupported_content_encoding: {
    status: 415,
    message: {
      en: 'Bodies are read as they are, not with Content-Encoding "{encoding}". Send the body unpacked, without this header.',
      "zh-CN":
        "请求正文按原样读取，不支持 Content-Encoding“{encoding}”。请发送未压缩的正文并去掉该请求头。",
    },
  },
  request_unreadable: {
    status: 400,
    message: {
      en: "This is no request of HTTP that can be read: its first line, a header or the name of the host is malformed.",
      "zh-CN": "无法识别该 HTTP 请求：请求行、请求头或主机名格式有误。",
    },
  },
  request_too_slow: {
    status: 408,
    message: {
      en: "The request took too long to arrive. Send it again.",
      "zh-CN": "请求到达过慢，请重新发送。",
    },
  },
  headers_too_large: {
    status: 431,
    message: {
      en: "The address and the headers together have more than {limit} bytes. Shorten them.",
      "zh-CN": "地址与请求头合计超过 {limit} 字节，请缩短。",
    },
  },
  body_encoding: {
    status: 400,
    message: {
      en: "The body holds bytes that are not UTF-8. Send its text in UTF-8.",
      "zh-CN": "请求正文含有不属于 UTF-8 的字节，请以 UTF-8 编码发送。",
    },
  },
  unknown_parameter: {
    status: 400,
    message: {
      en: 'There is no query parameter "{name}". Known here: {known}.',
      "zh-CN": "没有查询参数“{name}”。可用的有：{known}。",
    },
  },
  invalid_parameter: {
    status: 400,
    message: {
      en: '"{name}" must be {expected}.',
      "zh-CN": "“{name}”应为{expected}。",
    },
  },
  child_rows_not_exported: {
    status: 400,
    message: {
      en: 'Child rows have no column in a file. Leave "{name}" out of fields, and read it as a list.',
      "zh-CN": "子表行在文件中没有对应的列，请从 fields 中去掉“{name}”，改用列表接口读取。",
    },
  },
  unknown_selection: {
    status: 400,
    message: {
      en: 'There is no field "{name}" to read here. Fields: {known}.',
      "zh-CN": "这里没有可读取的字段“{name}”。可用字段：{known}。",
    },
  },
  not_sortable: {
    status: 400,
    message: {
      en: 'A list cannot be sorted by "{name}".',
      "zh-CN": "不能按“{name}”排序。",
    },
  },
  invalid_cursor: {
    status: 400,
    message: {
      en: "The cursor does not belong to this list. Start again without `after`.",
      "zh-CN": "游标与此列表不符，请去掉 after 重新开始。",
    },
  },
  not_signed_in: {
    status: 401,
    message: { en: "Sign in first.", "zh-CN": "请先登录。" },
  },
  wrong_credentials: {
    status: 401,
    message: {
      en: "E-mail address and password do not match.",
      "zh-CN": "邮箱或密码不正确。",
    },
  },
  too_many_attempts: {
    status: 429,
    message: {
      en: "Too many attempts. Try again in {seconds} seconds.",
      "zh-CN": "尝试次数过多，请 {seconds} 秒后再试。",
    },
  },
  too_many_requests: {
    status: 429,
    message: {
      en: "Too many requests in a minute. Try again in {seconds} seconds.",
      "zh-CN": "一分钟内请求过多，请 {seconds} 秒后再试。",
    },
  },
  too_many_streams: {
    status: 429,
    message: {
      en: "At most {maximum} live connections per account. Close others and try again in {seconds} seconds.",
      "zh-CN": "每个账号最多 {maximum} 个实时连接，请关闭其他连接，{seconds} 秒后再试。",
    },
  },
  cross_site_request: {
    status: 403,
    message: {
      en: "Requests from another site are refused.",
      "zh-CN": "拒绝来自其他网站的请求。",
    },
  },
  not_permitted: {
    status: 403,
    message: { en: "You may not do this.", "zh-CN": "您没有执行此操作的权限。" },
  },
  not_found: {
    status: 404,
    message: { en: "There is nothing at this address.", "zh-CN": "此地址下没有内容。" },
  },
  unknown_object: {
    status: 404,
    message: { en: 'There is no object "{name}".', "zh-CN": "没有对象“{name}”。" },
  },
  unknown_workspace: {
    status: 404,
    message: { en: 'There is no workspace "{name}".', "zh-CN": "没有工作区“{name}”。" },
  },
  workspace_exists: {
    status: 409,
    message: {
      en: 'There is a workspace "{name}" already.',
      "zh-CN": "工作区“{name}”已存在。",
    },
  },
  invalid_workspace_name: {
    status: 422,
    message: {
      en: 'A workspace name begins with a letter and has only a–z, 0–9 and _, at most 40 characters: "{name}" does not fit.',
      "zh-CN": "工作区名称以小写字母开头，只含 a–z、0–9 和 _，最多 40 个字符：“{name}”不符合。",
    },
  },
  record_not_found: {
    status: 404,
    message: {
      en: "This record does not exist (any more).",
      "zh-CN": "此记录不存在或已被删除。",
    },
  },
  method_not_allowed: {
    status: 405,
    message: { en: "This address answers {allowed} only.", "zh-CN": "此地址仅支持 {allowed}。" },
  },
  precondition_required: {
    status: 428,
    message: {
      en: "Send If-Match with the record's ETag, so that nobody's change is lost (`*` opts out).",
      "zh-CN": "请用 If-Match 携带记录的 ETag，以免覆盖他人的修改（* 表示放弃检查）。",
    },
  },
  revision_conflict: {
    status: 412,
    message: {
      en: "Someone else changed {fields} since you opened this record. Compare and save again.",
      "zh-CN": "您打开后，{fields} 已被他人修改。请比较后重新保存。",
    },
  },
  idempotency_key_reused: {
    status: 422,
    message: {
      en: "This Idempotency-Key was used for another request. Use a new key.",
      "zh-CN": "此 Idempotency-Key 已用于其他请求，请换用新的。",
    },
  },
  server_streams_full: {
    status: 503,
    message: {
      en: "The server has as many live connections as it can keep. Try again in a while.",
      "zh-CN": "服务器的实时连接数已满，请稍后再试。",
    },
  },
  took_too_long: {
    status: 503,
    message: {
      en: "This took too long and was stopped. Ask for less: a narrower filter, an indexed sort, fewer groups.",
      "zh-CN": "处理时间过长，已停止。请缩小筛选范围、按已建索引的字段排序或减少分组。",
    },
  },
  lost_to_others: {
    status: 503,
    message: {
      en: "Others kept changing the same records, so this was not done. Try again shortly.",
      "zh-CN": "其他人正在频繁更改相同的记录，本次操作未执行，请稍后重试。",
    },
  },
  server_busy: {
    status: 503,
    message: {
      en: "The server has more to do at the moment than it can. Try again shortly.",
      "zh-CN": "服务器当前过于繁忙，请稍后重试。",
    },
  },
  unavailable: {
    status: 503,
    message: {
      en: "The database cannot be reached at the moment. Try again shortly.",
      "zh-CN": "数据库暂时无法访问，请稍后重试。",
    },
  },
  internal: {
    status: 500,
    message: {
      en: "Something went wrong on our side. Report it with the request id.",
      "zh-CN": "服务器内部错误，请附上请求编号反馈。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
