import { useMemo } from "react";
import { useTranslation } from "react-i18next";
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
