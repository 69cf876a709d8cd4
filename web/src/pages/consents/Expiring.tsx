import { useTranslation } from "react-i18next";
import type { ConsentOverview } from "../../api/agreements";
import { PlainTable } from "../../charts/Chart";
import { isHidden } from "../../charts/TrendChart";
import { EmptyState, Section, useFormats } from "../../design";

/** The months ahead in which consents end, so that nobody is surprised by a closed page. */
export function Expiring({ expiring }: { expiring: ConsentOverview["expiring"] }) {
  const { t } = useTranslation("consents");
  const formats = useFormats();
  return (
    <Section title={t("expiring.title")}>
      {expiring.length === 0 ? (
        <EmptyState title={t("expiring.empty")} />
      ) : (
        <PlainTable
          caption={t("expiring.question")}
          table={{
            columns: [
              { key: "month", label: t("expiring.month") },
              { key: "count", label: t("expiring.count"), align: "end" },
            ],
            rows: expiring.map((entry) => ({
              month: formats.month(entry.month.length === 7 ? `${entry.month}-01` : entry.month),
              count: isHidden(entry) || entry.count === null ? t("expiring.withheld") : formats.count(entry.count),
            })),
          }}
        />
      )}
    </Section>
  );
}
