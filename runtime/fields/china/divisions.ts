/** Provinces, cities and districts of China, for type-ahead. Its data is large: import on use. */
import { divisionData } from "./division-data.ts";

type Cities = ReadonlyMap<string, readonly string[]>;

const provinces: ReadonlyMap<string, Cities> = new Map(
  divisionData
    .trim()
    .split("\n")
    .map((line) => {
      const [province = "", cities = ""] = line.split(">");
      return [province, new Map(cities.split("|").map(readCity))] as const;
    }),
);

function readCity(text: string): readonly [string, readonly string[]] {
  const [city = "", districts = ""] = text.split(":");
  return [city, districts === "" ? [] : districts.split(",")];
}

export const provinceNames = (): readonly string[] => [...provinces.keys()];

/** Empty for a province that is not known. */
export const cityNames = (province: string): readonly string[] => [
  ...(provinces.get(province)?.keys() ?? []),
];

export const districtNames = (province: string, city: string): readonly string[] =>
  provinces.get(province)?.get(city) ?? [];
