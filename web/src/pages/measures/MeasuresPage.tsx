import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getMeasure, listMeasures, type Measure, type MeasureCard, publishMeasure } from "../../api/insight";
import { useSession } from "../../app/session";
import { useFinishStep, useStepSeen } from "../../app/tour";
import { Answer, AsOf, EmptyState, Page, Section, useFormats } from "../../design";
import "../../design/forms.css";
import { Groups } from "./Groups";
import "./measures.css";
import { Method } from "./Method";
import { Organisations } from "./Organisations";
import { Published, PublishResult } from "./Published";
import { isTotal, trendOf, valueOf } from "./rows";
import { Trend } from "./Trend";
import { useCardWords } from "./words";

const kPublishers = new Set(["steward", "analyst"]);
const kNoGroup = "none";

/** What do we know? One card at a time: its answer, its trend, its groups, how it is made, and how it leaves the house. */
export default function MeasuresPage() {
  const { t } = useTranslation("measures");
  const { t: common } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const finish = useFinishStep();
  const [chosen, setChosen] = useState<string | null>(null);
  const [group, setGroup] = useState(kNoGroup);
  const cards = useQuery({ queryKey: ["measures"], queryFn: listMeasures });
  const card = cards.data?.items.find((one) => one.id === chosen) ?? cards.data?.items[0];
  const measure = useQuery({
    queryKey: ["measures", card?.id, group],
    queryFn: () => getMeasure(card?.id ?? "", group),
    enabled: card !== undefined,
  });
  const publishing = useMutation({
    mutationFn: () => publishMeasure(card?.id ?? "", group),
    onSuccess: () => {
      finish("publish_table");
      return client.invalidateQueries({ queryKey: ["releases"] });
    },
  });
  useStepSeen("open_measure", measure.data !== undefined);
  const choose = (id: string) => {
    setChosen(id);
    setGroup(kNoGroup);
    publishing.reset();
  };
  const mayPublish = kPublishers.has(session.role) && measure.data !== undefined;
  return (
    <Page
      title={common("pages.measures")}
      sentence={cards.data ? measure.data ? <Sentence measure={measure.data} /> : card ? undefined : t("sentence_none") : undefined}
      asOf={
        <>
          {measure.data ? (
            <AsOf at={measure.data.as_of} n={measure.data.population.permitted} coverage={measure.data.population.coverage} />
          ) : null}
          <PublishResult publishing={publishing} />
        </>
      }
      tools={
        mayPublish ? (
          <Button loading={publishing.isPending} onClick={() => publishing.mutate()}>
            {t("publish")}
          </Button>
        ) : null
      }
    >
      <Answer
        query={cards}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyState title={t("cards.empty")}>{t("cards.empty_text")}</EmptyState>}
      >
        {(data) => (
          <>
            <Cards cards={data.items} chosen={card?.id} choose={choose} />
            <Answer query={measure} lines={8}>
              {(answer) => (
                <>
                  <Population measure={answer} />
                  <Trend measure={answer} />
                  <Groups measure={answer} group={group} setGroup={setGroup} />
                  <Method measure={answer} />
                </>
              )}
            </Answer>
          </>
        )}
      </Answer>
      <Organisations />
      <Published />
    </Page>
  );
}

function Sentence({ measure }: { measure: Measure }) {
  const { t } = useTranslation("measures");
  const formats = useFormats();
  const { card } = measure;
  const last = trendOf(measure.rows).at(-1) ?? measure.rows.find(isTotal);
  const { name } = useCardWords()(card);
  const value = last ? valueOf(last) : null;
  if (!last || value === null) return <>{t("sentence_withheld", { name })}</>;
  const isShare = last.ratio !== null;
  const show = isShare ? formats.share : formats.count;
  if (last.low === null || last.high === null || last.low === last.high) return <>{t("sentence_plain", { name, value: show(value) })}</>;
  return <>{t(isShare ? "sentence_share" : "sentence_count", { name, value: show(value), low: show(last.low), high: show(last.high) })}</>;
}

function Cards({ cards, chosen, choose }: { cards: MeasureCard[]; chosen: string | undefined; choose: (id: string) => void }) {
  const { t } = useTranslation("measures");
  const words = useCardWords();
  return (
    <Section title={t("cards.title")}>
      <ul className="plain-list cards">
        {cards.map((card) => (
          <li key={card.id}>
            <button type="button" className="measure-card" aria-pressed={card.id === chosen} onClick={() => choose(card.id)}>
              <strong>{words(card).name}</strong>
              {card.name ? <span>{words(card).question}</span> : null}
              <span className="small soft">
                {t(`unit.${card.unit}`, { defaultValue: card.unit })}
                {card.version !== undefined ? ` · ${t("cards.version", { version: card.version })}` : ""}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Population({ measure }: { measure: Measure }) {
  const { t } = useTranslation("measures");
  const formats = useFormats();
  const { permitted, of, coverage } = measure.population;
  if (permitted === null)
    return (
      <p className="notice" data-state="partial">
        {t("population_few")}
      </p>
    );
  return (
    <p className="prose">
      {t("population", { permitted: formats.count(permitted), of: formats.count(of), coverage: formats.share(coverage) })}
    </p>
  );
}
