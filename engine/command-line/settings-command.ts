import { settings } from "../config.ts";
import type { Command } from "./command.ts";

export const settingsCommand: Command = {
  name: "settings",
  usage: "settings",
  help: "List every setting with its default.",
  options: {},
  run: async (call) => {
    for (const setting of settings) {
      call.say(
        `${setting.name}${setting.default === "" ? "" : `=${setting.default}`}\n    ${setting.help}`,
      );
      call.report(setting);
    }
    return 0;
  },
};
