import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in scripts whatever their TypeScript says. */
export const scriptCodes = {
  script_source_missing: {
    status: 422,
    message: {
      en: "The script has no source. Write it into scripts/{name}.ts.",
      "zh-CN": "脚本没有源代码，请写在 scripts/{name}.ts 中。",
    },
  },
  script_source_too_large: {
    status: 422,
    message: {
      en: "The source is larger than {limit} KB. Move parts of it into modules that it imports.",
      "zh-CN": "源代码超过 {limit} KB，请将部分内容移到可导入的模块中。",
    },
  },
  script_starts_unclear: {
    status: 422,
    message: {
      en: "A script starts in one way, this one in several: {starts}. Keep one, and give the others scripts of their own.",
      "zh-CN": "脚本只能有一种启动方式，此处有多种：{starts}。请保留一种，其余另建脚本。",
    },
  },
  script_part_useless: {
    status: 422,
    message: {
      en: '"{keyword}" does nothing in a module. Write it in the scripts that import it.',
      "zh-CN": "“{keyword}”在模块中不起作用，请写在导入它的脚本中。",
    },
  },
  script_object_unknown: {
    status: 422,
    message: {
      en: 'There is no object "{name}" for the script to work on.{hint}',
      "zh-CN": "没有脚本所针对的对象“{name}”。{hint}",
    },
  },
  script_field_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a field of {object} that the script could follow.{hint}',
      "zh-CN": "“{name}”不是对象 {object} 中可供脚本监听的字段。{hint}",
    },
  },
  script_transition_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a step of the lifecycle of {object}.{hint}',
      "zh-CN": "“{name}”不是对象 {object} 生命周期中的步骤。{hint}",
    },
  },
  script_without_lifecycle: {
    status: 422,
    message: {
      en: "{object} has no lifecycle, so there are no transitions to follow. Give it one, or leave transition out.",
      "zh-CN":
        "对象 {object} 没有生命周期，因此没有可触发的流转。请为其定义生命周期，或去掉 transition。",
    },
  },
  script_roles_missing: {
    status: 422,
    message: {
      en: 'The script runs with all rights, so not everybody may start it. Name "roles", or let it run as the user.',
      "zh-CN": "该脚本以系统权限运行，不能任何人都可启动。请填写 roles，或改为以用户身份运行。",
    },
  },
  trigger_without_event: {
    status: 422,
    message: {
      en: "Nothing starts this trigger. Name at least one event under before or after: create, update, delete, transition.",
      "zh-CN":
        "此触发器没有触发事件，请在 before 或 after 中至少写一个：create、update、delete、transition。",
    },
  },
  trigger_narrows_nothing: {
    status: 422,
    message: {
      en: '"{keyword}" narrows the event "{event}", which this trigger does not follow. Add it to before or after, or remove "{keyword}".',
      "zh-CN":
        "“{keyword}”用于限定事件“{event}”，但此触发器没有监听它。请加入 before 或 after，或删除“{keyword}”。",
    },
  },
  action_condition_of_list: {
    status: 422,
    message: {
      en: 'An action on a list has no one record to look at. Remove "when", or let the script judge the records.',
      "zh-CN": "列表操作没有单条记录可供判断，请删除 when，或由脚本自行判断各条记录。",
    },
  },
  script_asks_in_transaction: {
    status: 422,
    message: {
      en: 'A transaction waits for this {start}, so it asks nobody else. Remove "{keyword}", or write it in a script with "job" that this one starts by jobs.add.',
      "zh-CN":
        "此 {start} 在事务中运行，不能请求外部系统。请删除“{keyword}”，或将其写到带 job 的脚本中，并用 jobs.add 启动。",
    },
  },
  schedule_without_user: {
    status: 422,
    message: {
      en: 'Nobody is there when a schedule runs. Remove "runs_as": it runs as the system.',
      "zh-CN": "定时运行时没有用户，请删除 runs_as：它以系统身份运行。",
    },
  },
  host_invalid: {
    status: 422,
    message: {
      en: '"{host}" cannot be a host. Write its name in small letters, without address, port or https://: "api.example.com", or "*.example.com".',
      "zh-CN":
        "“{host}”不能作为主机。请用小写填写域名，不带 IP、端口或 https://，例如 api.example.com 或 *.example.com。",
    },
  },
  input_keyword_useless: {
    status: 422,
    message: {
      en: '"{keyword}" belongs to records. What a caller sends or gets has none; remove it.',
      "zh-CN": "“{keyword}”只适用于记录，不适用于调用的输入或输出，请删除。",
    },
  },
  input_type_useless: {
    status: 422,
    message: {
      en: "A field of the type {type} belongs to records. Choose another type.",
      "zh-CN": "“{type}”类型的字段只适用于记录，请改用其他类型。",
    },
  },
  input_not_in_address: {
    status: 422,
    message: {
      en: "The input of GET stands in the address, where {type} has no place. Use POST, or another type.",
      "zh-CN": "GET 的输入写在地址中，不能使用“{type}”。请改用 POST 或其他类型。",
    },
  },
  translation_of_unknown_script: {
    status: 422,
    message: {
      en: 'There is no script "{name}" to translate.{hint}',
      "zh-CN": "没有可翻译的脚本“{name}”。{hint}",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;

/** Mistakes in the TypeScript of scripts, and where their files are read. */
export const scriptSourceCodes = {
  script_source_in_json: {
    status: 422,
    message: {
      en: "The source of a script lies in its own file. Move it into scripts/{name}.ts.",
      "zh-CN": "脚本源代码应放在单独的文件中，请移到 scripts/{name}.ts。",
    },
  },
  script_type_error: {
    status: 422,
    message: {
      en: "Line {line}, column {column}: {text} (TS{number})",
      "zh-CN": "第 {line} 行第 {column} 列：{text}（TS{number}）",
    },
  },
  script_expression_wrong: {
    status: 422,
    message: {
      en: 'Line {line}, column {column}: "{text}" cannot be asked of the database. {reason}',
      "zh-CN": "第 {line} 行第 {column} 列：“{text}”不能用于查询。{reason}",
    },
  },
  script_decorator: {
    status: 422,
    message: {
      en: "Line {line}: decorators are not part of JavaScript yet. Call the function instead.",
      "zh-CN": "第 {line} 行：JavaScript 尚不支持装饰器，请改为直接调用函数。",
    },
  },
  script_syntax_error: {
    status: 422,
    message: {
      en: "Line {line}: this cannot be read as TypeScript. {text}",
      "zh-CN": "第 {line} 行：无法作为 TypeScript 读取。{text}",
    },
  },
  script_not_erasable: {
    status: 422,
    message: {
      en: "Line {line}: enum, namespace, parameter properties and import = are not possible here, since types are only left out. Write a constant object or a plain class instead.",
      "zh-CN":
        "第 {line} 行：此处只去除类型，不支持 enum、namespace、参数属性和 import =。请改用常量对象或普通类。",
    },
  },
  script_import_unknown: {
    status: 422,
    message: {
      en: 'Line {line}: "{specifier}" cannot be imported. Import from "tenon", or from another script as "./name.ts".{hint}',
      "zh-CN":
        "第 {line} 行：不能导入“{specifier}”。只能从 tenon 或其他脚本（./name.ts）导入。{hint}",
    },
  },
  script_import_ring: {
    status: 422,
    message: {
      en: "These scripts import one another: {ring}. Move what they share into a module of its own.",
      "zh-CN": "这些脚本互相导入：{ring}。请将共用内容移到单独的模块中。",
    },
  },
  script_import_late: {
    status: 422,
    message: {
      en: "Line {line}: import() and import.meta are not possible. Import at the beginning of the file.",
      "zh-CN": "第 {line} 行：不支持 import() 和 import.meta，请在文件开头导入。",
    },
  },
  script_reference_refused: {
    status: 422,
    message: {
      en: "Line {line}: directives (/// <reference …>, @ts-…) are not possible in scripts. Remove it.",
      "zh-CN": "第 {line} 行：脚本中不能使用指令（/// <reference …>、@ts-…），请删除。",
    },
  },
  script_without_default: {
    status: 422,
    message: {
      en: 'Nothing runs when this script starts. Write export default async function (input: Input<"{name}">) { … }.',
      "zh-CN":
        '此脚本启动时没有可运行的内容。请写 export default async function (input: Input<"{name}">) { … }。',
    },
  },
  script_check_endless: {
    status: 422,
    message: {
      en: "The types of the scripts could not be checked within {limit} seconds. Simplify those that are computed from one another.",
      "zh-CN": "在 {limit} 秒内未能完成脚本的类型检查，请简化层层推导的类型。",
    },
  },
  script_check_failed: {
    status: 422,
    message: {
      en: "The compiler gave up on the scripts. Simplify what was changed last.",
      "zh-CN": "编译器无法处理这些脚本，请简化最近修改的内容。",
    },
  },
  script_check_too_large: {
    status: 422,
    message: {
      en: "The types of the scripts take more than {limit} MB to check. Simplify those that are computed from one another.",
      "zh-CN": "检查脚本类型所需内存超过 {limit} MB，请简化层层推导的类型。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
