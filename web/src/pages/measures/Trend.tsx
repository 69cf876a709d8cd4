import { useTranslation } from "react-i18next";
import type { Measure } from "../../api/insight";
import { TrendChart } from "../../charts/TrendChart";
import { Section } from "../../design";
import { isWithheld, trendOf, valueOf } from "./rows";
import { useCardWords } from "./words";

export function Trend({ measure }: { measure: Measure }) {
  const { t } = useTranslation("measures");
  const words = useCardWords();
  const rows = trendOf(measure.rows).filter((row) => row.from !== null && row.to !== null);
  if (rows.length < 2) return null;
  return (
    <Section title={t("trend.title")}>
      <TrendChart
        question={words(measure.card).question}
        unit={rows.some((row) => row.ratio !== null) ? "share" : "count"}
        points={rows.map((row) => ({
          from: row.from ?? "",
          to: row.to ?? "",
          n: row.d ?? row.n,
          value: valueOf(row),
          low: row.low,
          high: row.high,
          suppressed: isWithheld(row),
          coverage: measure.population.coverage,
        }))}
      />
    </Section>
  );
}
