import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../design/useFormats";
import { Chart } from "./Chart";
import { periodLabel } from "./period";
import type { Picture, TableTwin } from "./picture";

export interface TrendPoint {
  from: string;
  to: string;
  n?: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
  coverage?: number | null;
  suppressed?: boolean | string;
}

interface TrendChartProps {
  question: string;
  unit: "share" | "count";
  points: readonly TrendPoint[];
  target?: number | null;
  note?: ReactNode;
  heading?: "h3" | "h4";
  height?: number;
}

/** A measure over time: the line, the band it may lie in, and the goal. What is withheld is a gap, and says so in the table. */
export function TrendChart({ question, unit, points, target, note, heading, height = 180 }: TrendChartProps) {
  const { t } = useTranslation("charts");
  const formats = useFormats();
  const show = (value: number | null | undefined) => (unit === "share" ? formats.share(value) : formats.count(value));
  const between = (point: TrendPoint) =>
    point.low === null || point.high === null ? formats.count(null) : t("between", { low: show(point.low), high: show(point.high) });
  const known = points.filter((point) => !isHidden(point) && point.value !== null);
  const last = known.at(-1);
  const first = known[0];
  const said =
    !last || !first
      ? t("trend_nothing")
      : t(known.length > 1 ? "trend_said" : "trend_said_one", {
          first: show(first.value),
          from: periodLabel(first.from, first.to, formats),
          last: show(last.value),
          to: periodLabel(last.from, last.to, formats),
          between: between(last),
        });
  const picture: Picture = {
    spec: "trend",
    height,
    texts: { y: "", format: unit === "share" ? ".0%" : ",d" },
    data: {
      points: points.map((point) => {
        const isGap = isHidden(point);
        return {
          when: periodLabel(point.from, point.to, formats),
          value: isGap ? null : point.value,
          low: isGap ? null : point.low,
          high: isGap ? null : point.high,
          said: `${periodLabel(point.from, point.to, formats)}: ${show(point.value)} (${between(point)})`,
        };
      }),
      targets: target === null || target === undefined ? [] : [{ value: target, label: t("goal", { value: show(target) }) }],
    },
  };
  const table: TableTwin = {
    columns: [
      { key: "when", label: t("when") },
      { key: "value", label: t(unit), align: "end" },
      { key: "between", label: t("interval"), align: "end" },
      { key: "n", label: t("n"), align: "end" },
      { key: "coverage", label: t("coverage"), align: "end" },
    ],
    rows: points.map((point) => ({
      when: periodLabel(point.from, point.to, formats),
      value: isHidden(point) ? t("withheld") : show(point.value),
      between: isHidden(point) ? "" : between(point),
      n: isHidden(point) ? "" : formats.count(point.n),
      coverage: formats.share(point.coverage),
    })),
  };
  return <Chart question={question} said={said} picture={picture} table={table} note={note} heading={heading} />;
}

export function isHidden(point: { suppressed?: boolean | string }): boolean {
  return point.suppressed === true || point.suppressed === "primary" || point.suppressed === "complementary";
}
