/** Every command, in the order in which menus and the palette show them. */
import type { Design } from "../document/design-documents.ts";
import { addField } from "./add-field.ts";
import { addObject } from "./add-object.ts";
import { beginLifecycle } from "./begin-lifecycle.ts";
import { changeFieldOption } from "./change-field-option.ts";
import { changeFieldType } from "./change-field-type.ts";
import { changeLifecycle } from "./change-lifecycle.ts";
import { changeObjectOption } from "./change-object-option.ts";
import { changeText } from "./change-text.ts";
import type { Command } from "./command.ts";
import { duplicateField } from "./duplicate-field.ts";
import { duplicateObject } from "./duplicate-object.ts";
import { editOptionsList } from "./edit-options-list.ts";
import { moveField, moveFieldDown, moveFieldUp } from "./move-field.ts";
import {
  addOptionSet,
  removeOptionSet,
  renameOptionSet,
  setOptionCommands,
} from "./option-set-commands.ts";
import { placeInNavigation } from "./place-in-navigation.ts";
import { removeField } from "./remove-field.ts";
import { removeObject } from "./remove-object.ts";
import { renameField } from "./rename-field.ts";
import { renameObject } from "./rename-object.ts";
import { restoreField } from "./restore-field.ts";
import { revertObject } from "./revert-object.ts";
import { ruleCommands } from "./rule-commands.ts";
import { setInitialState } from "./set-initial-state.ts";
import { setRequired } from "./set-required.ts";
import { shareOptions } from "./share-options.ts";
import { transitionCommands } from "./transition-commands.ts";
import { translateText } from "./translate-text.ts";
import { addView, changeView, moveView, removeView } from "./view-commands.ts";

/** A command that keys and the palette can run: its input comes from the selection. */
export interface SelectionCommand {
  readonly id: string;
  readonly label: Command<unknown>["label"];
  readonly key: string | null;
  readonly possible: (design: Design) => boolean;
  readonly run: (design: Design) => Design;
}

function onSelection<Input>(command: Command<Input>): readonly SelectionCommand[] {
  const { when } = command;
  if (!when) return [];
  return [
    {
      id: command.id,
      label: command.label,
      key: command.key ?? null,
      possible: (design) => when(design) !== null,
      run(design) {
        const input = when(design);
        return input === null ? design : command.run(design, input);
      },
    },
  ];
}

export const selectionCommands: readonly SelectionCommand[] = [
  ...onSelection(duplicateField),
  ...onSelection(moveFieldUp),
  ...onSelection(moveFieldDown),
  ...onSelection(removeField),
  ...onSelection(duplicateObject),
  ...onSelection(removeObject),
];

export {
  addField,
  addObject,
  addOptionSet,
  addView,
  beginLifecycle,
  changeFieldOption,
  changeFieldType,
  changeLifecycle,
  changeObjectOption,
  changeText,
  changeView,
  duplicateField,
  duplicateObject,
  editOptionsList,
  moveField,
  moveView,
  placeInNavigation,
  removeField,
  removeObject,
  removeOptionSet,
  removeView,
  renameField,
  renameObject,
  renameOptionSet,
  restoreField,
  revertObject,
  ruleCommands,
  setInitialState,
  setOptionCommands,
  setRequired,
  shareOptions,
  transitionCommands,
  translateText,
};
