import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type EffectReport, estimateEffect, listProgrammes, type Programme } from "../../api/insight";
import { asProblem, type Problem } from "../../api/problem";
import { useStepSeen } from "../../app/tour";
import { Answer, EmptyState, Loading, Page, ProblemState } from "../../design";
import "../../design/forms.css";
import "./effect.css";
import { Paths } from "./Paths";
import { Report } from "./Report";
import { isRefusal, useSigned } from "./words";

const kOutcome = "attendance";

/** Did it help? The verdict comes first, in words, with everything that could make it wrong under it. */
export default function EffectPage() {
  const { t } = useTranslation("effect");
  const { t: common } = useTranslation();
  const programmes = useQuery({ queryKey: ["programmes"], queryFn: listProgrammes });
  const [asked, setAsked] = useState<Programme | null>(null);
  const asking = useMutation({
    mutationFn: ({ programme, outcome }: { programme: Programme; outcome: string }) => estimateEffect(programme.id, outcome),
  });
  const ask = (programme: Programme, outcome: string) => {
    setAsked(programme);
    asking.mutate({ programme, outcome });
  };
  const report = asking.data;
  useStepSeen("ask_did_it_help", report !== undefined);
  const isAnswered = report !== undefined && !report.refused && asked !== null;
  return (
    <Page
      title={common("pages.effect")}
      sentence={
        isAnswered ? <Verdict report={report} programme={asked} outcome={asking.variables?.outcome ?? kOutcome} /> : t("sentence_ask")
      }
    >
      <Answer
        query={programmes}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyState title={t("empty")}>{t("empty_text")}</EmptyState>}
      >
        {(data) => <Ask programmes={data.items} ask={ask} isAsking={asking.isPending} />}
      </Answer>
      <div aria-live="polite" className={asked ? "page" : "visually-hidden"}>
        {asking.isPending ? <Loading lines={8} /> : null}
        {asking.isError ? (
          <Failed problem={asProblem(asking.error)} retry={() => asked && ask(asked, asking.variables?.outcome ?? kOutcome)} />
        ) : null}
        {report?.refused ? <Refused minimum={report.refused.minimum ?? null} isSize={isRefusal(report.refused.key)} /> : null}
        {isAnswered ? <Report report={report} /> : null}
      </div>
      {asked && !asking.isPending ? <Paths programme={asked} /> : null}
    </Page>
  );
}

function Ask({
  programmes,
  ask,
  isAsking,
}: {
  programmes: Programme[];
  ask: (programme: Programme, outcome: string) => void;
  isAsking: boolean;
}) {
  const { t } = useTranslation("effect");
  const [chosen, setChosen] = useState("");
  const [wish, setWish] = useState("");
  const programme = programmes.find((one) => one.id === chosen) ?? programmes[0];
  const outcomes = programme?.outcomes ?? [kOutcome];
  const outcome = outcomes.includes(wish) ? wish : (outcomes[0] ?? kOutcome);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (programme) ask(programme, outcome);
  };
  return (
    <form className="sheet form-grid no-print" onSubmit={send}>
      <NativeSelect
        label={t("programme")}
        value={programme?.id ?? ""}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={programmes.map((one) => ({ value: one.id, label: one.name }))}
      />
      <NativeSelect
        label={t("outcome")}
        value={outcome}
        onChange={(event) => setWish(event.currentTarget.value)}
        data={outcomes.map((id) => ({ value: id, label: t(`outcomes.${id}`, { defaultValue: id }) }))}
      />
      <div>
        <Button type="submit" loading={isAsking}>
          {t("ask")}
        </Button>
      </div>
    </form>
  );
}

/** The verdict names what failed in the same breath: an estimate never stands alone. */
function Verdict({ report, programme, outcome }: { report: EffectReport; programme: Programme; outcome: string }) {
  const { t, i18n } = useTranslation("effect");
  const signed = useSigned(report.estimate?.unit);
  const concerns = (report.concerns ?? []).map((concern) => t(`concern.${concern}`, { defaultValue: concern.replaceAll("_", " ") }));
  const list = new Intl.ListFormat(i18n.language, { style: "long", type: "conjunction" }).format(concerns);
  const { estimate } = report;
  const isSure = report.verdict.key === "helped" || report.verdict.key === "hurt";
  const show = isSure ? signed.size : signed.signed;
  const showBare = isSure ? signed.bare : signed.signedBare;
  // The size of a harm or a help reads from its smaller end to its larger.
  const ends = estimate ? [estimate.low, estimate.high].sort((a, b) => (isSure ? Math.abs(a) - Math.abs(b) : a - b)) : [];
  const words = {
    programme: programme.name,
    outcome: t(`outcomes.${outcome}`, { defaultValue: outcome }),
    value: show(estimate?.value),
    low: showBare(ends[0]),
    high: showBare(ends[1]),
    because: concerns.length > 0 ? t("because", { list }) : "",
  };
  const hasOwnBecause = report.verdict.key === "cannot_tell" || report.verdict.key === "not_fair";
  return (
    <>
      {t(`verdict.${report.verdict.key}`, { ...words, defaultValue: typeof report.sentence === "string" ? report.sentence : "" })}
      {!hasOwnBecause && concerns.length > 0 ? ` ${t("but", { list })}` : ""}
    </>
  );
}

function Refused({ minimum, isSize }: { minimum: number | null; isSize: boolean }) {
  const { t } = useTranslation("effect");
  return (
    <div className="state state-denied" data-state="refused">
      <h2>{isSize ? t("refused.title") : t("refused.other")}</h2>
      {minimum !== null ? <p>{t("refused.text", { minimum })}</p> : null}
      <p className="soft">{t("refused.next")}</p>
    </div>
  );
}

function Failed({ problem, retry }: { problem: Problem; retry: () => void }) {
  return isRefusal(problem.id) ? <Refused minimum={null} isSize /> : <ProblemState problem={problem} retry={retry} />;
}
