import { useTranslation } from "react-i18next";
import type { EffectReport } from "../../api/insight";
import { readable } from "../../api/useNames";
import { Chart } from "../../charts/Chart";
import type { Row } from "../../charts/picture";
import { Section, useFormats } from "../../design";
import { Balance } from "./Balance";
import { Evidence, Placebo, Wrong } from "./Evidence";
import { Overlap } from "./Overlap";
import { useSigned } from "./words";

/** Everything behind the verdict, in the order in which a doubter asks. */
export function Report({ report }: { report: EffectReport }) {
  return (
    <>
      <Size report={report} />
      <Placebo report={report} />
      <Balance report={report} />
      <Overlap report={report} />
      <Wrong report={report} />
      <Evidence report={report} />
    </>
  );
}

function Size({ report }: { report: EffectReport }) {
  const { t } = useTranslation("effect");
  const formats = useFormats();
  const { signed, signedBare, axis } = useSigned(report.estimate?.unit);
  const { estimate, placebo } = report;
  if (!estimate) return null;
  const name = (id: string) => t(`estimator.${id}`, { defaultValue: readable(id) });
  const between = (row: { low: number; high: number }) =>
    t("between", { ns: "charts", low: signedBare(row.low), high: signedBare(row.high) });
  const lines = [
    { label: t("effect.answer"), ...estimate, main: true },
    ...report.estimators.map((row) => ({ ...row, label: name(row.name), main: false })),
    ...(placebo ? [{ ...placebo, label: t("effect.placebo"), main: false }] : []),
  ];
  const rows: Row[] = lines.map(({ label, value, low, high, main }, order) => ({
    order,
    label,
    value,
    low,
    high,
    main,
    hidden: "",
    said: `${label}: ${signed(value)} (${between({ low, high })})`,
  }));
  return (
    <Section title={t("effect.title")}>
      <p className="prose">
        {t("effect.n", {
          treated: formats.count(report.n.treated),
          matched: formats.count(report.n.matched),
          controls: formats.count(report.n.controls),
          dropped: formats.count(report.n.dropped),
        })}
      </p>
      <Chart
        question={t("effect.question")}
        said={`${signed(estimate.value)} (${between(estimate)})`}
        note={t("effect.note")}
        picture={{ spec: "intervals", texts: { x: t("effect.axis"), format: axis }, data: { rows, lines: [{ value: 0 }] } }}
        table={{
          columns: [
            { key: "name", label: t("effect.row") },
            { key: "value", label: t("effect.value"), align: "end" },
            { key: "between", label: t("effect.between"), align: "end" },
          ],
          rows: lines.map((row) => ({ name: row.label, value: signed(row.value), between: between(row) })),
        }}
      />
    </Section>
  );
}
