import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Measure, MeasureRow } from "../../api/insight";
import { readable, useNames } from "../../api/useNames";
import { Chart } from "../../charts/Chart";
import { Section, useFormats } from "../../design";
import { groupsOf, isWithheld, trendOf, valueOf } from "./rows";

const kNoGroup = "none";

interface GroupsProps {
  measure: Measure;
  group: string;
  setGroup: (group: string) => void;
}

/** Groups as dot and interval. A withheld group keeps its row and says which rule hid it. */
export function Groups({ measure, group, setGroup }: GroupsProps) {
  const { t } = useTranslation("measures");
  const ids = (measure.card.groups ?? []).filter((id) => id !== kNoGroup);
  const rows = groupsOf(measure.rows);
  if (ids.length === 0 && rows.length === 0) return null;
  return (
    <Section title={t("groups.title")}>
      {ids.length > 0 ? (
        <NativeSelect
          className="narrow-input no-print"
          label={t("groups.choose")}
          value={group}
          onChange={(event) => setGroup(event.currentTarget.value)}
          data={[
            { value: kNoGroup, label: t("groups.none") },
            ...ids.map((id) => ({ value: id, label: t(`groups.names.${id}`, { defaultValue: readable(id) }) })),
          ]}
        />
      ) : null}
      {rows.length > 0 ? <GroupChart measure={measure} rows={rows} /> : null}
    </Section>
  );
}

function GroupChart({ measure, rows }: { measure: Measure; rows: MeasureRow[] }) {
  const { t } = useTranslation("measures");
  const formats = useFormats();
  const names = useNames();
  const isShare = measure.rows.some((row) => row.ratio !== null);
  const show = isShare ? formats.share : formats.count;
  const known = rows.map(valueOf).filter((value) => value !== null);
  const total = trendOf(measure.rows).at(-1);
  const whole = total ? valueOf(total) : null;
  const label = (row: MeasureRow) => names.members.find((member) => member.id === row.group)?.name ?? row.group ?? "";
  const between = (row: MeasureRow) =>
    row.low === null || row.high === null || isWithheld(row)
      ? ""
      : t("between", { ns: "charts", low: show(row.low), high: show(row.high) });
  const said =
    known.length === 0
      ? t("groups.said_none")
      : t("groups.said", {
          low: show(Math.min(...known)),
          high: show(Math.max(...known)),
          hidden: rows.length - known.length,
          n: rows.length,
        });
  return (
    <Chart
      question={t("groups.question")}
      said={said}
      note={t("groups.note")}
      picture={{
        spec: "intervals",
        texts: { x: t(isShare ? "groups.axis_share" : "groups.axis_count"), format: isShare ? ".0%" : ",d" },
        data: {
          lines: whole === null ? [] : [{ value: whole }],
          rows: rows.map((row, order) => ({
            order,
            label: label(row),
            main: false,
            value: valueOf(row),
            low: isWithheld(row) ? null : row.low,
            high: isWithheld(row) ? null : row.high,
            hidden: isWithheld(row) ? t(`suppressed.${row.suppressed}`) : "–",
            said: `${label(row)}: ${show(valueOf(row))} (${between(row)})`,
          })),
        },
      }}
      table={{
        columns: [
          { key: "group", label: t("groups.group") },
          { key: "value", label: t("groups.value"), align: "end" },
          { key: "between", label: t("groups.interval"), align: "end" },
          { key: "n", label: t("groups.n"), align: "end" },
          { key: "d", label: t("groups.d"), align: "end" },
        ],
        rows: rows.map((row) => ({
          group: label(row),
          value: isWithheld(row) ? t(`suppressed.${row.suppressed}`) : show(valueOf(row)),
          between: between(row),
          n: isWithheld(row) ? "" : formats.count(row.n),
          d: isWithheld(row) ? "" : formats.count(row.d),
        })),
      }}
    />
  );
}
