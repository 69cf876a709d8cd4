import { useTranslation } from "react-i18next";
import type { Measure } from "../../api/insight";
import { readable, useNames } from "../../api/useNames";
import { Section, useFormats } from "../../design";
import { useCardWords } from "./words";

/** How the number is made: the card itself, and the method in words. Printed with every table. */
export function Method({ measure }: { measure: Measure }) {
  const { t } = useTranslation("measures");
  const formats = useFormats();
  const names = useNames();
  const words = useCardWords();
  const { card } = measure;
  const text = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? formats.count(value) : "");
  const lines: [string, string][] = [
    [t("method.question"), words(card).question],
    [t("method.numerator"), text(card.numerator)],
    [t("method.denominator"), text(card.denominator ?? card.counted)],
    [t("method.exclusions"), text(card.exclusions)],
    [t("method.window"), text(card.window)],
    [t("method.differs"), Array.isArray(card.differs) ? card.differs.map(text).join("; ") : ""],
    [t("method.minimum"), text(card.minimum)],
    [t("method.purpose"), card.purpose ? names.purpose(card.purpose) : ""],
    [t("method.version"), text(card.version)],
    [t("method.bounds"), boundsOf(measure, formats.count)],
    ...methodLines(measure.method, t("method.text")),
  ];
  return (
    <Section title={t("method.title")}>
      <dl className="terms prose">
        {lines
          .filter(([, value]) => value !== "")
          .map(([label, value], index) => (
            <div key={index}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Section>
  );
}

function boundsOf(measure: Measure, show: (value: number) => string): string {
  const bounds = measure.bounds as { low?: unknown; high?: unknown } | null | undefined;
  return bounds && typeof bounds.low === "number" && typeof bounds.high === "number" ? `${show(bounds.low)} – ${show(bounds.high)}` : "";
}

/** The server's method is a text or named texts. */
export function methodLines(method: unknown, title: string): [string, string][] {
  if (typeof method === "string") return [[title, method]];
  if (typeof method !== "object" || method === null) return [];
  return Object.entries(method)
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .map(([key, value]) => [readable(key), String(value)]);
}
