import { useTranslation } from "react-i18next";
import type { EffectReport } from "../../api/insight";
import { Chart } from "../../charts/Chart";
import { Section, useFormats } from "../../design";

/** Were there children without the programme who were as likely to join? */
export function Overlap({ report }: { report: EffectReport }) {
  const { t } = useTranslation("effect");
  const formats = useFormats();
  const { overlap } = report;
  if (!overlap || overlap.treated.length === 0) return null;
  const count = overlap.treated.length;
  const bins = overlap.treated.map((treated, index) => ({
    from: index / count,
    to: (index + 1) / count,
    treated,
    controls: overlap.controls[index] ?? 0,
  }));
  const range = (bin: (typeof bins)[number]) => t("between", { ns: "charts", low: formats.share(bin.from), high: formats.share(bin.to) });
  return (
    <Section title={t("overlap.title")}>
      <Chart
        question={t("overlap.question")}
        said={
          overlap.treated_outside === undefined
            ? t("overlap.said_plain")
            : t("overlap.said", { outside: formats.share(overlap.treated_outside) })
        }
        picture={{
          spec: "overlap",
          texts: { x: t("overlap.axis"), above: t("overlap.treated"), below: t("overlap.controls") },
          data: {
            bins: bins.map((bin) => ({ ...bin, said: `${range(bin)}: ${formats.count(bin.treated)} / ${formats.count(bin.controls)}` })),
          },
        }}
        table={{
          columns: [
            { key: "bin", label: t("overlap.bin") },
            { key: "treated", label: t("overlap.treated"), align: "end" },
            { key: "controls", label: t("overlap.controls"), align: "end" },
          ],
          rows: bins.map((bin) => ({ bin: range(bin), treated: formats.count(bin.treated), controls: formats.count(bin.controls) })),
        }}
      />
    </Section>
  );
}
