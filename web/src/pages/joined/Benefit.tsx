import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Benefit, getBenefit } from "../../api/govern";
import { useNames } from "../../api/useNames";
import { useSession } from "../../app/session";
import { useStepSeen } from "../../app/tour";
import { Chart } from "../../charts/Chart";
import { isHidden } from "../../charts/TrendChart";
import { Answer, Section, Stat, Stats, useFormats } from "../../design";

const kSeesAll = new Set(["steward", "analyst"]);

/** What a member has from taking part, from its own children. A lead sees the own member's page, a steward every one. */
export function BenefitOf() {
  const { t } = useTranslation("joined");
  const session = useSession();
  const names = useNames();
  const [chosen, setChosen] = useState<string | null>(null);
  const seesAll = kSeesAll.has(session.role);
  const member = chosen ?? session.member ?? names.members[0]?.id ?? "";
  const mayAsk = member !== "" && (seesAll || session.role === "member-lead");
  const benefit = useQuery({ queryKey: ["benefit", member], queryFn: () => getBenefit(member), enabled: mayAsk });
  useStepSeen("see_benefit", benefit.data !== undefined);
  if (!mayAsk) return null;
  return (
    <Section title={t("benefit.title", { member: names.member(member) })} id="benefit">
      {seesAll ? (
        <NativeSelect
          className="narrow-input no-print"
          label={t("benefit.choose")}
          value={member}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={names.members.map((one) => ({ value: one.id, label: one.name }))}
        />
      ) : null}
      <Answer query={benefit}>{(data) => <Shown benefit={data} />}</Answer>
    </Section>
  );
}

function Shown({ benefit }: { benefit: Benefit }) {
  const { t } = useTranslation("joined");
  const formats = useFormats();
  const names = useNames();
  const { children_low: low, children_high: high, overlaps } = benefit;
  const between = (from: number | null, to: number | null) =>
    from === to ? formats.count(from) : t("benefit.children_between", { low: formats.count(from), high: formats.count(to) });
  const first = overlaps.find((row) => !isHidden(row));
  const withheld = t("withheld", { ns: "charts" });
  return (
    <>
      <Stats>
        <Stat value={between(low, high)} label={t("benefit.children")} note={t("benefit.children_note")} />
        <Stat value={formats.count(benefit.hours_saved)} label={t("benefit.saved")} note={t("benefit.saved_note")} />
        <Stat value={formats.count(benefit.findings)} label={t("benefit.findings")} note={t("benefit.findings_note")} />
      </Stats>
      {overlaps.length > 0 ? (
        <Chart
          question={t("benefit.question")}
          said={
            first
              ? t("benefit.said", { member: names.member(first.member), low: formats.count(first.low), high: formats.count(first.high) })
              : t("benefit.said_none")
          }
          note={t("benefit.note")}
          picture={{
            spec: "intervals",
            texts: { x: t("benefit.axis"), format: ",d" },
            data: {
              lines: [],
              rows: overlaps.map((row, order) => ({
                order,
                main: false,
                label: names.member(row.member),
                value: isHidden(row) ? null : row.low,
                low: isHidden(row) ? null : row.low,
                high: isHidden(row) ? null : row.high,
                hidden: withheld,
                said: `${names.member(row.member)}: ${between(row.low, row.high)}`,
              })),
            },
          }}
          table={{
            columns: [
              { key: "member", label: t("benefit.other") },
              { key: "count", label: t("benefit.count"), align: "end" },
            ],
            rows: overlaps.map((row) => ({
              member: names.member(row.member),
              count: isHidden(row) ? withheld : between(row.low, row.high),
            })),
          }}
        />
      ) : null}
    </>
  );
}
