import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Problems of the steps that records take, and of records that are kept as they are. */
export const lifecycleCodes = {
  state_by_transition: {
    status: 422,
    message: {
      en: "The state is not written, it changes by a transition. Possible now: {possible}.",
      "zh-CN": "状态不能直接写入，只能通过流转改变。当前可用：{possible}。",
    },
  },
  unknown_transition: {
    status: 404,
    message: {
      en: 'There is no transition "{name}".{hint}',
      "zh-CN": "没有流转“{name}”。{hint}",
    },
  },
  transition_not_possible: {
    status: 409,
    message: {
      en: "“{transition}” is not possible while the state is “{state}”. Possible now: {possible}.",
      "zh-CN": "状态为“{state}”时不能执行“{transition}”。当前可用：{possible}。",
    },
  },
  transition_condition: {
    status: 422,
    message: {
      en: "“{transition}” is not possible yet. {condition}",
      "zh-CN": "暂时不能执行“{transition}”。{condition}",
    },
  },
  state_locked: {
    status: 409,
    message: {
      en: "The record is locked while its state is “{state}”. Possible now: {possible}.",
      "zh-CN": "状态为“{state}”时记录已锁定。当前可用：{possible}。",
    },
  },
  number_kept: {
    status: 409,
    message: {
      en: "This record holds the number {number} of a series without gaps and cannot be deleted.",
      "zh-CN": "此记录的编号 {number} 属于连续编号，不能删除。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
