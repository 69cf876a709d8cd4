import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { getPaths, type Paths as PathsOf, type Programme } from "../../api/insight";
import { asProblem } from "../../api/problem";
import { readable } from "../../api/useNames";
import { TrendChart } from "../../charts/TrendChart";
import { Answer, EmptyState, Section, useFormats } from "../../design";
import { isRefusal, useReason } from "./words";

type Group = PathsOf["groups"][number];

/** Groups of paths as small multiples; under each, who walked it without the programme, with reasons in words and no score. */
export function Paths({ programme }: { programme: Programme }) {
  const { t } = useTranslation("effect");
  const paths = useQuery({ queryKey: ["paths", programme.id], queryFn: () => getPaths(programme.id) });
  const isTooFew = paths.isError && isRefusal(asProblem(paths.error).id);
  return (
    <Section title={t("paths.title")}>
      <p className="soft prose">{t("paths.lead")}</p>
      {isTooFew ? <EmptyState title={t("paths.too_few")} /> : null}
      {isTooFew ? null : (
        <Answer query={paths} lines={6} isEmpty={(data) => data.groups.length === 0} empty={<EmptyState title={t("paths.empty")} />}>
          {(data) => (
            <ul className="plain-list path-grid">
              {data.groups.map((group) => (
                <li key={group.id} className="sheet stack">
                  <Path group={group} programme={programme} />
                </li>
              ))}
            </ul>
          )}
        </Answer>
      )}
    </Section>
  );
}

function Path({ group, programme }: { group: Group; programme: Programme }) {
  const { t } = useTranslation("effect");
  const formats = useFormats();
  const { key, since } = typeof group.shape === "string" ? { key: group.shape, since: undefined } : group.shape;
  const name = t(`paths.shape.${key}`, { defaultValue: readable(key) });
  const shape = since ? t("paths.since", { shape: name, since: formats.month(since) }) : name;
  const { helped } = group;
  const month = (text: string) => (text.length === 7 ? `${text}-01` : text);
  const isCounted = helped.n !== null && helped.back_on_track !== null;
  return (
    <>
      <TrendChart
        height={110}
        unit="share"
        question={t("paths.question", { shape })}
        points={group.series.map((point) => ({
          from: month(point.month),
          to: month(point.month).replace(/-01$/, "-28"),
          value: point.mean,
          low: point.low,
          high: point.high,
          suppressed: point.mean === null,
        }))}
        note={group.n === null ? t("paths.said_few") : t("paths.said", { n: formats.count(group.n) })}
      />
      <p className="small">
        {isCounted
          ? t("paths.helped", {
              programme: programme.name,
              n: formats.count(helped.n),
              back: formats.share(helped.back_on_track),
              low: formats.share(helped.low),
              high: formats.share(helped.high),
            })
          : t("paths.helped_few", { programme: programme.name })}
      </p>
      <NotYet waiting={group.not_yet_helped} />
    </>
  );
}

/** Names only for those the viewer serves; a count for everyone else; not even that below the smallest group. */
function NotYet({ waiting }: { waiting: Group["not_yet_helped"] }) {
  const { t } = useTranslation("effect");
  const formats = useFormats();
  const reasonOf = useReason();
  const { count, children } = waiting;
  if (count === null) return <p className="small soft">{t("paths.not_yet_few")}</p>;
  if (count === 0) return <p className="small soft">{t("paths.not_yet_none")}</p>;
  if (!children || children.length === 0) return <p className="small">{t("paths.not_yet_count", { count, n: formats.count(count) })}</p>;
  return (
    <div className="stack">
      <p className="small">{t("paths.not_yet", { count, n: formats.count(count) })}</p>
      <ul className="plain-list path-children">
        {children.map((child) => (
          <li key={child.person}>
            <Link to="/children/$person" params={{ person: child.person }}>
              {child.given} {child.surname}
            </Link>
            <span className="small soft"> {child.reasons.map(reasonOf).join("; ")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
