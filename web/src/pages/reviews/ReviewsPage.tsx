import { Button, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { getReview, listReviews, settleReview, undoVerdict } from "../../api/operations";
import type { Review, Verdict } from "../../api/types";
import { useFinishStep } from "../../app/tour";
import { ActionProblem, Answer, EmptyState, Page, Section, useFormats, useUndo, Waterfall } from "../../design";
import { SideBySide } from "./SideBySide";
import { useKeys } from "./useKeys";
import "./reviews.css";

const kHouseholdMin = 0.05; // below it nothing is said
const kAnswers: { answer: Verdict; key: string }[] = [
  { answer: "same", key: "S" },
  { answer: "different", key: "D" },
  { answer: "unsure", key: "U" },
];

/** The engine writes `given name`, `possible-twins`; keys of texts have underscores. */
const keyOf = (word: string) => word.replace(/[\s-]/g, "_");

/** Are these the same child? One question at a time, answered by a key; the answer binds until a person takes it back. */
export default function ReviewsPage() {
  const { t } = useTranslation("reviews");
  const client = useQueryClient();
  const list = useQuery({ queryKey: ["reviews"], queryFn: () => listReviews() });
  const [chosen, setChosen] = useState<number | null>(null);
  const current = chosen ?? list.data?.items[0]?.id ?? null;
  const review = useQuery({ queryKey: ["review", current], queryFn: () => getReview(current!), enabled: current !== null });
  const refresh = useCallback(() => client.invalidateQueries({ queryKey: ["reviews"] }), [client]);
  const show = useCallback(
    (id: number | null) => {
      setChosen(id);
      void refresh();
    },
    [refresh],
  );

  return (
    <Page title={t("pages.reviews", { ns: "common" })} sentence={list.data ? t("sentence", { count: list.data.total }) : undefined}>
      <Answer
        query={list}
        lines={8}
        isEmpty={(data) => data.items.length === 0 && chosen === null}
        empty={<EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>}
      >
        {() =>
          current === null ? null : (
            <Answer query={review} lines={8}>
              {(data) => <Question review={data} ids={list.data?.items.map((item) => item.id) ?? []} onShow={show} />}
            </Answer>
          )
        }
      </Answer>
    </Page>
  );
}

function Question({ review, ids, onShow }: { review: Review; ids: number[]; onShow: (id: number | null) => void }) {
  const { t } = useTranslation("reviews");
  const formats = useFormats();
  const { offer, undoLast } = useUndo();
  const [hasKeys, setHasKeys] = useState(true);
  const following = ids[ids.indexOf(review.id) + 1] ?? ids.find((id) => id !== review.id) ?? null;
  const finish = useFinishStep();
  const settling = useMutation({
    mutationFn: (answer: Verdict) => settleReview(review.id, answer),
    onSuccess: ({ verdict, next }, answer) => {
      finish("settle_review");
      onShow(answer === "unsure" ? (following ?? next) : (next ?? following));
      offer(t(`said.${answer}`), async () => {
        if (verdict !== null) await undoVerdict(verdict);
        onShow(review.id);
      });
    },
  });
  const say = (answer: Verdict) => {
    if (!settling.isPending) settling.mutate(answer);
  };
  useKeys(hasKeys, { s: () => say("same"), d: () => say("different"), u: () => say("unsure"), z: undoLast });

  const told = review.evidence.filter((each) => each.level !== "missing");
  const untold = review.evidence.filter((each) => each.level === "missing");
  const household = review.household.filter((each) => Math.abs(each.weight) >= kHouseholdMin);
  return (
    <>
      <div className="review-answers no-print" role="group" aria-label={t("question")}>
        {kAnswers.map(({ answer, key }) => (
          <Button
            key={answer}
            variant={answer === "same" ? "filled" : "default"}
            onClick={() => say(answer)}
            loading={settling.isPending && settling.variables === answer}
            aria-keyshortcuts={hasKeys ? key : undefined}
          >
            {t(`answers.${answer}`)}
            {hasKeys ? (
              <kbd className="review-key" aria-hidden="true">
                {key}
              </kbd>
            ) : null}
          </Button>
        ))}
        <Switch label={t("keys")} checked={hasKeys} onChange={(event) => setHasKeys(event.currentTarget.checked)} size="sm" />
        {ids.length > 1 ? (
          <button type="button" className="link-button" onClick={() => onShow(following)}>
            {t("skip")}
          </button>
        ) : null}
      </div>
      <ActionProblem error={settling.error} />
      <Section title={t("records")} aside={t(`reasons.${keyOf(review.reason)}`, { defaultValue: review.reason })}>
        <SideBySide a={review.a} b={review.b} />
        {review.others_in_cluster > 0 ? <p className="small soft">{t("others", { count: review.others_in_cluster })}</p> : null}
      </Section>
      <Section title={t("evidence")} aside={t("evidence_hint")}>
        <Waterfall
          caption={t("evidence")}
          labelHead={t("field")}
          noteHead={t("compared")}
          totalLabel={t("total")}
          steps={told.map((each) => ({
            label: t(`fields.${keyOf(each.field)}`, { defaultValue: each.field }),
            note: each.note || (each.level ? t(`levels.${keyOf(each.level)}`, { defaultValue: each.level }) : ""),
            weight: each.weight,
          }))}
        />
        {untold.length > 0 ? (
          <p className="small soft">
            {t("untold", { fields: untold.map((each) => t(`fields.${keyOf(each.field)}`, { defaultValue: each.field })).join(", ") })}
          </p>
        ) : null}
        <p className="small soft">{t("odds", { weight: formats.decimal(review.weight) })}</p>
      </Section>
      {household.length > 0 ? (
        <Section title={t("household")}>
          <p className="prose">{t("household_text")}</p>
          <ul className="plain-list row">
            {household.map((each) => (
              <li key={each.field} className="tag">
                {t(`fields.${keyOf(each.field)}`, { defaultValue: each.field })} {formats.decimal(each.weight)}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
