import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Coverage as Cell } from "../../api/agreements";
import { useNames } from "../../api/useNames";
import { Chart } from "../../charts/Chart";
import { isHidden } from "../../charts/TrendChart";
import { EmptyState, Section, useFormats } from "../../design";

const kAll = "";

/** How far consent reaches: one dot a member for the kind of data chosen. What is too small to count says so. */
export function Coverage({ coverage }: { coverage: Cell[] }) {
  const { t } = useTranslation("consents");
  const names = useNames();
  const formats = useFormats();
  const categories = [...new Set(coverage.map((cell) => cell.category))];
  const [category, setCategory] = useState(kAll);
  const chosen = category === kAll ? (categories[0] ?? "") : category;
  const cells = coverage.filter((cell) => cell.category === chosen);
  if (coverage.length === 0) {
    return (
      <Section title={t("coverage.title")}>
        <EmptyState title={t("coverage.empty")} />
      </Section>
    );
  }
  const shares = cells.map(shareOf).filter((share) => share !== null);
  const said =
    shares.length === 0
      ? t("coverage.said_none")
      : t("coverage.said", { low: formats.share(Math.min(...shares)), high: formats.share(Math.max(...shares)) });
  return (
    <Section title={t("coverage.title")}>
      <NativeSelect
        className="narrow-input no-print"
        label={t("coverage.choose")}
        value={chosen}
        onChange={(event) => setCategory(event.currentTarget.value)}
        data={categories.map((id) => ({ value: id, label: names.category(id) }))}
      />
      <Chart
        question={`${t("coverage.question")} ${names.category(chosen)}`}
        said={said}
        picture={{
          spec: "intervals",
          texts: { x: t("coverage.axis"), format: ".0%" },
          data: {
            lines: [{ value: 1 }], // read against all of them
            rows: cells.map((cell, order) => ({
              order,
              main: false,
              label: names.member(cell.member),
              value: shareOf(cell),
              low: shareOf(cell),
              high: shareOf(cell),
              hidden: t("coverage.withheld"),
              said: `${names.member(cell.member)}: ${formats.share(shareOf(cell))}`,
            })),
          },
        }}
        table={{
          columns: [
            { key: "member", label: t("coverage.member") },
            { key: "share", label: t("coverage.share"), align: "end" },
            { key: "covered", label: t("coverage.covered"), align: "end" },
            { key: "of", label: t("coverage.of"), align: "end" },
          ],
          rows: cells.map((cell) => ({
            member: names.member(cell.member),
            share: shareOf(cell) === null ? t("coverage.withheld") : formats.share(shareOf(cell)),
            covered: isHidden(cell) ? "" : formats.count(cell.covered),
            of: isHidden(cell) ? "" : formats.count(cell.of),
          })),
        }}
      />
    </Section>
  );
}

export function shareOf(cell: Cell): number | null {
  return isHidden(cell) || cell.covered === null || !cell.of ? null : cell.covered / cell.of;
}
