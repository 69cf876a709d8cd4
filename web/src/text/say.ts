import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Sentence } from "../api/types";
import { useFormats } from "../design";

const kDay = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Puts a sentence of the server into words. The server sends a key and parameters; the words stand in `said.json`. Numbers and
 * days are written as the reader writes them, categories in the reader's words; `n` or `count` decides singular and plural.
 */
export function useSay(): (sentence: Sentence) => string {
  const { t } = useTranslation("said");
  const formats = useFormats();
  return useCallback(
    ({ key, ...parameters }: Sentence) => {
      const words: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(parameters)) {
        if (typeof value === "number") words[name] = Number.isInteger(value) ? formats.count(value) : formats.decimal(value);
        else if (typeof value === "string" && kDay.test(value)) words[name] = formats.day(value);
        else if (name === "category") words[name] = t(`categories.${String(value)}`, { ns: "common", defaultValue: String(value) });
        else words[name] = value;
      }
      const count = Number(parameters.n ?? parameters.count ?? Number.NaN);
      return t(key, { ...words, ...(Number.isFinite(count) ? { count } : {}), defaultValue: t("unknown") });
    },
    [t, formats],
  );
}
