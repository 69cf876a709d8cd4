import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Sentence } from "../api/types";
import { useFormats } from "../design";
import type { Formats } from "../design/format";

const kDay = /^\d{4}-\d{2}-\d{2}$/;
const kMonth = /^\d{4}-\d{2}$/;
const kShares = new Set(["value", "target", "before", "share"]);

/**
 * Puts a sentence of the server into words. The server sends a key and parameters; the words stand in `said.json`. Numbers and
 * days are written as the reader writes them; categories and measure cards have their words; the first of `n`, `count`, `days`
 * decides singular and plural; a sentence that knows its `target` has a form of its own.
 */
export function useSay(): (sentence: Sentence) => string {
  const { t } = useTranslation("said");
  const formats = useFormats();
  return useCallback(
    ({ key, ...parameters }: Sentence) => {
      const words: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(parameters)) words[name] = wordOf(name, value, t, formats);
      const count = Number(parameters.n ?? parameters.count ?? parameters.days ?? Number.NaN);
      return t(key, {
        ...words,
        ...(Number.isFinite(count) ? { count } : {}),
        ...(words.target ? { context: "goal" } : {}),
        defaultValue: t("unknown"),
      });
    },
    [t, formats],
  );
}

function wordOf(name: string, value: unknown, t: TFunction<"said">, formats: Formats): unknown {
  if (kShares.has(name) && value !== "" && Number.isFinite(Number(value))) {
    return Number(value) <= 1 ? formats.share(Number(value)) : formats.count(Number(value));
  }
  if (typeof value === "number") return Number.isInteger(value) ? formats.count(value) : formats.decimal(value);
  if (typeof value !== "string") return value;
  if (kDay.test(value)) return formats.day(value);
  if (kMonth.test(value)) return formats.month(`${value}-01`);
  if (name === "category") return t(`categories.${value}`, { ns: "common", defaultValue: value });
  if (name === "card") return t(`cards.${value}`, { defaultValue: t("cards.other") });
  return value;
}
