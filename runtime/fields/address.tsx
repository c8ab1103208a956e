import { addressParts, countryTitle } from "../../metadata/fields/address.ts";
import type { FieldPart } from "../../metadata/fields/field-type.ts";
import { locale } from "../language/locale.ts";
import { Combobox, type ComboboxOption } from "../ui/combobox.tsx";
import type { ControlProps, FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";
import { lookupTexts } from "./lookup.tsx";
import { ParsedInput } from "./parsed-input.tsx";
import { PartInputs, type PartLink, partOf, withParts } from "./part-inputs.tsx";

/** More would not be read; one types on instead. */
const optionsMaximum = 40;

function AddressControl(props: ControlProps) {
  const part = (name: string) => partOf(props.value, name);
  /** Chinese readers mean China unless they say otherwise. */
  const inChina = () =>
    part("country") === "CN" || (part("country") === "" && locale() === "zh-CN");
  const control = (of: FieldPart, link: PartLink) => {
    const suggestions = suggestionsOf(of.name);
    if (suggestions === null) return undefined;
    return (
      <Combobox
        link={link}
        chosen={part(of.name) !== ""}
        label={of.name === "country" ? countryTitle(part("country"), locale()) : part(of.name)}
        find={async (query) => matching(await suggestions(props.value, inChina()), query)}
        onChoose={(option) => {
          const chosen = option?.value ?? "";
          void following(of.name, chosen, props.value, inChina()).then((changes) =>
            props.onChange(withParts(props.value, changes)),
          );
        }}
        onBlur={() => props.onBlur()}
        texts={lookupTexts(of.title[locale()])}
      />
    );
  };
  return props.compact ? (
    <ParsedInput {...props} />
  ) : (
    <PartInputs {...props} parts={addressParts} control={control} layout="address" />
  );
}

type Suggestions = (value: unknown, inChina: boolean) => Promise<readonly ComboboxOption[]>;

const asOptions = (names: readonly string[]): readonly ComboboxOption[] =>
  names.map((name) => ({ value: name, label: name }));

/** The data of China is some 25 kB: it comes when a list is first opened. */
const divisions = () => import("./china/divisions.ts");

/** What to offer for a part; `null` where one only types. */
function suggestionsOf(name: string): Suggestions | null {
  switch (name) {
    case "country":
      return async () => {
        const { countryCodes } = await import("./country-codes.ts");
        const all = countryCodes.map((code) => ({
          value: code,
          label: countryTitle(code, locale()),
          detail: code,
        }));
        return all.sort((left, right) => left.label.localeCompare(right.label, locale()));
      };
    case "province":
      return async (_, inChina) => (inChina ? asOptions((await divisions()).provinceNames()) : []);
    case "city":
      return async (value, inChina) =>
        inChina ? asOptions((await divisions()).cityNames(partOf(value, "province"))) : [];
    case "district":
      return async (value, inChina) => {
        if (!inChina) return [];
        const { districtNames } = await divisions();
        return asOptions(districtNames(partOf(value, "province"), partOf(value, "city")));
      };
    default:
      return null;
  }
}

/** Those that contain what was typed, and what was typed itself: no list knows every place. */
function matching(options: readonly ComboboxOption[], query: string): readonly ComboboxOption[] {
  const wanted = query.trim().toLowerCase();
  const found = options.filter(
    ({ label, value }) => label.toLowerCase().includes(wanted) || value.toLowerCase() === wanted,
  );
  const exact = found.some(({ label }) => label.toLowerCase() === wanted);
  const own = wanted === "" || exact ? [] : [{ value: query.trim(), label: query.trim() }];
  return [...found.slice(0, optionsMaximum), ...own];
}

/** A choice and what it decides below: another province has other cities. */
async function following(
  name: string,
  chosen: string,
  value: unknown,
  inChina: boolean,
): Promise<Record<string, string>> {
  if (!inChina || (name !== "province" && name !== "city")) return { [name]: chosen };
  const { cityNames, districtNames } = await divisions();
  const province = name === "province" ? chosen : partOf(value, "province");
  const cities = cityNames(province);
  const before = name === "city" ? chosen : partOf(value, "city");
  const only = cities.length === 1 ? (cities[0] ?? "") : "";
  const city = name === "city" || cities.includes(before) || cities.length === 0 ? before : only;
  const districts = districtNames(province, city);
  const district = partOf(value, "district");
  const stays = districts.length === 0 || districts.includes(district);
  return { [name]: chosen, city, district: stays ? district : "" };
}

export const addressView: FieldView = {
  Cell: TextCell,
  Control: AddressControl,
  align: "start",
  width: 260,
  wide: true,
};
