import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listEngagement, type Prospect } from "../../api/govern";
import { useSession } from "../../app/session";
import { Answer, EmptyState, Page, Section } from "../../design";
import "../../design/forms.css";
import { BenefitOf } from "./Benefit";
import "./joined.css";
import { Board } from "./Board";
import { PlanTable } from "./PlanTable";
import { ProspectForm } from "./ProspectForm";
import { Readiness } from "./Readiness";

type View = "table" | "board";
const kViews: View[] = ["table", "board"];
const kSharing = new Set(["first_data", "first_benefit_seen", "active", "champion"]);

/** Who is at the table? */
export default function JoinedPage() {
  const { t } = useTranslation("joined");
  const { t: common } = useTranslation();
  const session = useSession();
  const plan = useQuery({ queryKey: ["engagement"], queryFn: listEngagement });
  const [view, setView] = useState<View>("table");
  const [editing, setEditing] = useState<Prospect | "new" | null>(null);
  const mayKeep = session.role === "steward";
  return (
    <Page
      title={common("pages.joined")}
      sentence={plan.data ? <Sentence prospects={plan.data.items} /> : undefined}
      tools={mayKeep && editing === null ? <Button onClick={() => setEditing("new")}>{t("add")}</Button> : null}
    >
      {editing ? (
        <ProspectForm
          key={editing === "new" ? "new" : editing.id}
          prospect={editing === "new" ? null : editing}
          close={() => setEditing(null)}
        />
      ) : null}
      <Section title={t("plan.title")} aside={<ViewSwitch view={view} setView={setView} />}>
        <Answer
          query={plan}
          isEmpty={(data) => data.items.length === 0}
          empty={<EmptyState title={t("plan.empty")}>{t("plan.empty_text")}</EmptyState>}
        >
          {(data) =>
            view === "table" ? (
              <PlanTable prospects={data.items} edit={mayKeep ? setEditing : null} />
            ) : (
              <Board prospects={data.items} edit={mayKeep ? setEditing : null} />
            )
          }
        </Answer>
      </Section>
      <BenefitOf />
      <Readiness />
    </Page>
  );
}

function ViewSwitch({ view, setView }: { view: View; setView: (view: View) => void }) {
  const { t } = useTranslation("joined");
  return (
    <span className="row no-print" role="group" aria-label={t("plan.view")}>
      {kViews.map((one) => (
        <button key={one} type="button" className="link-button view-button" aria-pressed={view === one} onClick={() => setView(one)}>
          {t(`plan.as_${one}`)}
        </button>
      ))}
    </span>
  );
}

function Sentence({ prospects }: { prospects: Prospect[] }) {
  const { t } = useTranslation("joined");
  const present = prospects.filter((prospect) => prospect.stage !== "left");
  if (present.length === 0) return <>{t("sentence_none")}</>;
  const late = present.filter((prospect) => prospect.overdue).length;
  return (
    <>
      {t("sentence", {
        joined: present.filter((prospect) => kSharing.has(prospect.stage)).length,
        all: present.length,
        overdue: late === 0 ? t("overdue_none") : t("overdue", { count: late }),
      })}
    </>
  );
}
