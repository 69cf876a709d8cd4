import { useTranslation } from "react-i18next";
import type { EffectReport } from "../../api/insight";
import { Chart } from "../../charts/Chart";
import { Section, useFormats } from "../../design";
import { useFactName } from "./words";

/** What Works Clearinghouse: up to 0.05 deviations needs nothing, up to 0.25 needs adjustment, beyond is not comparable. */
const kNothingNeeded = 0.05;
const kMostAdjustable = 0.25;

/** Love plot: was like compared with like? */
export function Balance({ report }: { report: EffectReport }) {
  const { t } = useTranslation("effect");
  const formats = useFormats();
  const name = useFactName();
  if (report.balance.length === 0) return null;
  const size = (value: number | null) => (value === null ? null : Math.abs(value));
  const show = (value: number | null) =>
    value === null
      ? formats.count(null)
      : new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(Math.abs(value));
  const apart = report.balance.filter((row) => row.after === null || Math.abs(row.after) > kMostAdjustable).length;
  const sorted = [...report.balance].sort((a, b) => (size(b.before) ?? 9) - (size(a.before) ?? 9));
  return (
    <Section title={t("balance.title")}>
      <Chart
        question={t("balance.question")}
        said={apart === 0 ? t("balance.said_good") : t("balance.said_bad", { count: apart })}
        note={t("balance.note")}
        picture={{
          spec: "balance",
          texts: { x: t("balance.axis") },
          data: {
            lines: [{ value: kNothingNeeded }, { value: kMostAdjustable }],
            rows: sorted.map((row, order) => ({
              order,
              label: name(row.covariate),
              before: size(row.before),
              after: size(row.after),
              said: `${name(row.covariate)}: ${show(row.before)} → ${show(row.after)}`,
            })),
          },
        }}
        table={{
          columns: [
            { key: "name", label: t("balance.covariate") },
            { key: "before", label: t("balance.before"), align: "end" },
            { key: "after", label: t("balance.after"), align: "end" },
            { key: "wwc", label: t("balance.wwc") },
          ],
          rows: sorted.map((row) => ({
            name: name(row.covariate),
            before: show(row.before),
            after: show(row.after),
            wwc: t(`balance.wwc_words.${row.wwc}`, { defaultValue: row.wwc }),
          })),
        }}
      />
    </Section>
  );
}
