import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getOverlap, type Overlap } from "../../api/insight";
import { Chart } from "../../charts/Chart";
import { Answer, EmptyState, Section, useFormats } from "../../design";

const kShown = 12;
type Pair = Overlap["matrix"][number];

const isHidden = (pair: Pair) => pair.suppressed === true || pair.suppressed === "primary" || pair.suppressed === "complementary";

/** The pairs that meet most children; hidden ones after, so that nobody reads their place in the order. */
export function largestPairs(overlap: Overlap): Pair[] {
  const name = (id: string) => overlap.members.find((member) => member.id === id)?.name ?? id;
  const between = overlap.matrix.filter((pair) => pair.a !== pair.b && (isHidden(pair) || (pair.high ?? 0) > 0));
  const known = between.filter((pair) => !isHidden(pair)).sort((a, b) => (b.low ?? 0) - (a.low ?? 0));
  const hidden = between.filter(isHidden).sort((a, b) => `${name(a.a)} ${name(a.b)}`.localeCompare(`${name(b.a)} ${name(b.b)}`));
  const seen = new Set<string>();
  return [...known, ...hidden].filter((pair) => {
    const key = [pair.a, pair.b].sort().join("|");
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

export function Organisations() {
  const { t } = useTranslation("measures");
  const overlap = useQuery({ queryKey: ["overlap"], queryFn: getOverlap });
  return (
    <Section title={t("overlap.title")}>
      <Answer query={overlap} isEmpty={(data) => largestPairs(data).length === 0} empty={<EmptyState title={t("overlap.empty")} />}>
        {(data) => <Pairs overlap={data} />}
      </Answer>
    </Section>
  );
}

function Pairs({ overlap }: { overlap: Overlap }) {
  const { t } = useTranslation("measures");
  const formats = useFormats();
  const name = (id: string) => overlap.members.find((member) => member.id === id)?.name ?? id;
  const pairs = largestPairs(overlap);
  const label = (pair: Pair) => `${name(pair.a)} – ${name(pair.b)}`;
  const range = (pair: Pair) =>
    isHidden(pair)
      ? t("withheld", { ns: "charts" })
      : pair.low === pair.high
        ? formats.count(pair.low)
        : t("between", { ns: "charts", low: formats.count(pair.low), high: formats.count(pair.high) });
  const first = pairs.find((pair) => !isHidden(pair));
  const said = first
    ? t("overlap.said", { a: name(first.a), b: name(first.b), low: formats.count(first.low), high: formats.count(first.high) })
    : t("overlap.said_none");
  const { low, high } = overlap.distinct;
  return (
    <>
      {low !== null ? (
        <p>{t(low === high ? "overlap.distinct_one" : "overlap.distinct", { low: formats.count(low), high: formats.count(high) })}</p>
      ) : null}
      <Chart
        question={t("overlap.question")}
        said={said}
        note={t("overlap.note")}
        picture={{
          spec: "intervals",
          texts: { x: t("overlap.axis"), format: ",d" },
          data: {
            lines: [],
            rows: pairs.slice(0, kShown).map((pair, order) => ({
              order,
              main: false,
              label: label(pair),
              value: isHidden(pair) ? null : pair.low,
              low: isHidden(pair) ? null : pair.low,
              high: isHidden(pair) ? null : pair.high,
              hidden: t("withheld", { ns: "charts" }),
              said: `${label(pair)}: ${range(pair)}`,
            })),
          },
        }}
        table={{
          columns: [
            { key: "pair", label: t("overlap.pair") },
            { key: "children", label: t("overlap.children"), align: "end" },
            { key: "expected", label: t("overlap.expected"), align: "end" },
            { key: "ratio", label: t("overlap.ratio"), align: "end" },
          ],
          rows: pairs.map((pair) => ({
            pair: label(pair),
            children: range(pair),
            expected: isHidden(pair) ? "" : formats.decimal(pair.expected),
            ratio: isHidden(pair) ? "" : formats.decimal(pair.ratio),
          })),
        }}
      />
    </>
  );
}
