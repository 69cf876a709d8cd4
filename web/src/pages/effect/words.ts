import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { readable } from "../../api/useNames";
import type { Sentence } from "../../api/types";
import { useFormats } from "../../design";

export const isRefusal = (key: string): boolean => /too[-_]few|minimum|small/.test(key);

/** Differences with their sign and unit: shares as percentage points, days as days (`bare` without the unit's word), anything else as a number. */
export function useSigned(unit: string | undefined) {
  const { t, i18n } = useTranslation("effect");
  const formats = useFormats();
  return useMemo(() => {
    const plain = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });
    const bare = (value: number | null | undefined): string => {
      if (value === null || value === undefined) return formats.count(null);
      const magnitude = Math.abs(value);
      return unit === "share" ? formats.decimal(magnitude * 100) : unit === "days" ? formats.decimal(magnitude) : plain.format(magnitude);
    };
    const withSign = (show: (value: number | null | undefined) => string) => (value: number | null | undefined) =>
      `${!value ? "" : value > 0 ? "+" : "−"}${show(value)}`;
    const size = (value: number | null | undefined): string =>
      unit === "share" ? t("unit.points", { n: bare(value) }) : unit === "days" ? t("unit.days", { n: bare(value) }) : bare(value);
    return { size, bare, signed: withSign(size), signedBare: withSign(bare), axis: unit === "share" ? "+.0%" : "+,.3~g" };
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
      return t(`paths.reason.${key}${key === "path" && since ? "_since" : ""}`, {
        n: reason.n,
        of: reason.of,
        shape,
        since,
        defaultValue: readable(key),
      });
    },
    [t, formats],
  );
}

/** A fact the groups were compared on; schools come as `school:<name>`. */
export function useFactName(): (id: string) => string {
  const { t } = useTranslation("effect");
  return useCallback(
    (id) =>
      id.startsWith("school:")
        ? t("covariate.school", { name: id.slice("school:".length) })
        : t(`covariate.${id}`, { defaultValue: readable(id) }),
    [t],
  );
}
