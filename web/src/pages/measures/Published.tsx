import { type UseMutationResult, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listReleases, type Release } from "../../api/insight";
import { asProblem, type Problem } from "../../api/problem";
import { PlainTable } from "../../charts/Chart";
import { Answer, EmptyState, Section, useFormats } from "../../design";

/** What came of publishing. A refusal is an answer too: it says who could have been found, and what to do. */
export function PublishResult({ publishing }: { publishing: UseMutationResult<Release, Error, void> }) {
  return (
    <div aria-live="polite">
      {publishing.isError ? <Refusal problem={asProblem(publishing.error)} /> : null}
      {publishing.data ? <Done release={publishing.data} /> : null}
    </div>
  );
}

const kRefusals: Record<string, string> = {
  differencing: "differencing",
  "too-few": "too_few",
  "too-small": "too_few",
  minimum: "too_few",
  unsafe: "not_safe",
  infeasible: "not_safe",
};

function Refusal({ problem }: { problem: Problem }) {
  const { t } = useTranslation("measures");
  const known = Object.entries(kRefusals).find(([word]) => problem.id.startsWith("release.") && problem.id.includes(word))?.[1];
  return (
    <div className="state state-denied" data-state="refused">
      <h2>{t("release.refused")}</h2>
      <p>{known ? t(`release.${known}`) : problem.detail || problem.title}</p>
      <p className="small soft">{t("release.next")}</p>
    </div>
  );
}

function Done({ release }: { release: Release }) {
  const { t } = useTranslation("measures");
  const hasCounts = typeof release.cells === "number" && typeof release.hidden === "number";
  return (
    <p className="notice">{hasCounts ? t("release.done", { cells: release.cells, hidden: release.hidden }) : t("release.done_plain")}</p>
  );
}

export function Published() {
  const { t } = useTranslation("measures");
  const formats = useFormats();
  const releases = useQuery({ queryKey: ["releases"], queryFn: listReleases });
  const text = (value: unknown) => (typeof value === "string" ? value : typeof value === "number" ? formats.count(value) : "–");
  return (
    <Section title={t("release.title")}>
      <Answer query={releases} isEmpty={(data) => data.items.length === 0} empty={<EmptyState title={t("release.empty")} />}>
        {(data) => (
          <PlainTable
            caption={t("release.title")}
            table={{
              columns: [
                { key: "what", label: t("release.what") },
                { key: "group", label: t("release.group") },
                { key: "hidden", label: t("release.hidden"), align: "end" },
                { key: "by", label: t("release.by") },
                { key: "when", label: t("release.when") },
              ],
              rows: data.items.map((release) => ({
                what: t(`card.${release.card}.name`, { defaultValue: text(release.card ?? release.id) }),
                group:
                  release.group && release.group !== "none" ? t(`groups.names.${release.group}`, { defaultValue: release.group }) : "–",
                hidden: text(release.hidden),
                by: text(release.by),
                when: formats.moment(release.at),
              })),
            }}
          />
        )}
      </Answer>
    </Section>
  );
}
