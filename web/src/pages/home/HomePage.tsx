import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { getHome } from "../../api/operations";
import type { Home } from "../../api/types";
import { pathOfPage } from "../../app/pages";
import { mayOpen, useSession } from "../../app/session";
import { TrendChart } from "../../charts/TrendChart";
import { Answer, AsOf, EmptyState, Page, Section, useFormats } from "../../design";
import { useSay } from "../../text/say";
import { Tour } from "./Tour";
import "./home.css";

/** Where everybody lands; who has no Home (a family has the family window) goes on to the first page that is theirs. */
export default function HomePage() {
  const session = useSession();
  const [first] = session.pages;
  if (first && !mayOpen(session, "home")) return <Navigate to={pathOfPage(first)} replace />;
  return <CommunityHome />;
}

/** Are we getting there? And what needs somebody today. */
function CommunityHome() {
  const { t } = useTranslation("home");
  const say = useSay();
  const session = useSession();
  const query = useQuery({ queryKey: ["home"], queryFn: getHome });
  return (
    <Page
      title={t("pages.home", { ns: "common" })}
      sentence={query.data ? say(query.data.sentence) : undefined}
      asOf={query.data ? <AsOf at={query.data.as_of} /> : null}
    >
      {session.tour.dismissed ? null : <Tour tour={session.tour} />}
      <Answer query={query} lines={8}>
        {(home) => (
          <div className="home">
            <Section title={t("needs.title")}>
              <Needs needs={home.needs} />
            </Section>
            <Purpose home={home} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Needs({ needs }: { needs: Home["needs"] }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  if (needs.length === 0) return <EmptyState title={t("needs.none_title")}>{t("needs.none_text")}</EmptyState>;
  return (
    <ul className="plain-list needs">
      {needs.map((need, index) => (
        <li key={`${need.kind}-${index}`}>
          <Link to={pathOfPage(need.page)}>
            {t(`needs.${need.kind}`, { ...need.params, count: need.count, n: formats.count(need.count) })}
          </Link>
          {need.due ? <span className="small soft"> {t("needs.due", { day: formats.day(need.due) })}</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Purpose({ home }: { home: Home }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const { purpose } = home;
  if (!purpose) return <EmptyState title={t("purpose.none_title")}>{t("purpose.none_text")}</EmptyState>;
  return (
    <Section title={purpose.name} aside={t(`purpose.state.${purpose.state}`, { defaultValue: purpose.state })}>
      {purpose.question ? <p className="home-question">{purpose.question}</p> : null}
      {purpose.progress !== null && purpose.from ? (
        <div className="home-progress">
          <progress aria-label={t("purpose.time")} max={100} value={purpose.progress} />
          <p className="small soft">
            {purpose.to
              ? t("purpose.from_to", {
                  from: formats.day(purpose.from),
                  to: formats.day(purpose.to),
                  percent: formats.share(purpose.progress / 100),
                })
              : t("purpose.from", { from: formats.day(purpose.from) })}
          </p>
        </div>
      ) : null}
      {home.measures.length === 0 ? <p className="soft">{t("purpose.not_measured")}</p> : null}
      <div className="home-measures">
        {home.measures.map((measure) => {
          const last = measure.points.at(-1);
          return (
            <TrendChart
              key={measure.card}
              question={t(`measure_names.${measure.card.replaceAll("-", "_")}`, { defaultValue: measure.question })}
              unit={measure.unit}
              points={measure.points}
              target={measure.target}
              note={
                <>
                  <AsOf at={last?.to} n={last?.n} coverage={last?.coverage} /> {t(`purpose.better_${measure.better}`)}
                </>
              }
            />
          );
        })}
      </div>
      {home.measures.length > 0 ? (
        <p className="small">
          <Link to="/measures">{t("purpose.method")}</Link>
        </p>
      ) : null}
    </Section>
  );
}
