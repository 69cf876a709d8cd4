import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { readable } from "../../api/useNames";
import type { Sentence } from "../../api/types";
import { useFormats } from "../../design";

export const isRefusal = (key: string): boolean => /too[-_]few|minimum|small/.test(key);

/** Differences with their sign and unit: shares as percentage points, days as days, anything else as a number. */
export function useSigned(unit: string | undefined) {
  const { t, i18n } = useTranslation("effect");
  const formats = useFormats();
  return useMemo(() => {
    const plain = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });
    const size = (value: number | null | undefined): string => {
      if (value === null || value === undefined) return formats.count(null);
      const magnitude = Math.abs(value);
      if (unit === "share") return formats.share(magnitude);
      return unit === "days" ? t("unit.days", { n: formats.decimal(magnitude) }) : plain.format(magnitude);
    };
    const signed = (value: number | null | undefined): string => (value === null || value === undefined ? size(value) : `${value > 0 ? "+" : value < 0 ? "−" : ""}${size(value)}`);
    return { size, signed, axis: unit === "share" ? "+.0%" : "+,.3~g" };
  }, [unit, t, i18n.language, formats]);
}

/** Why a child stands on a list: in words, from what the record says. */
export function useReason(): (reason: Sentence | string) => string {
  const { t } = useTranslation("effect");
  const formats = useFormats();
  return useCallback(
    (reason) => {
      if (typeof reason === "string") return reason;
      const key = reason.key.replace("reason.", "");
      const shape = t(`paths.shape.${String(reason.shape ?? "")}`, { defaultValue: "" }).toLowerCase();
      const since = typeof reason.since === "string" ? formats.month(reason.since) : "";
      return t(`paths.reason.${key}${key === "path" && since ? "_since" : ""}`, { n: reason.n, of: reason.of, shape, since, defaultValue: readable(key) });
    },
    [t, formats],
  );
}

/** A fact the groups were compared on; schools come as `school:<name>`. */
export function useFactName(): (id: string) => string {
  const { t } = useTranslation("effect");
  return useCallback((id) => (id.startsWith("school:") ? t("covariate.school", { name: id.slice("school:".length) }) : t(`covariate.${id}`, { defaultValue: readable(id) })), [t]);
}
