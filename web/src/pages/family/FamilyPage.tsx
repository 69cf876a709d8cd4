import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FamilyChild, type FamilyWindow, getFamily, getFamilyChild } from "../../api/agreements";
import { useSession } from "../../app/session";
import { useStepSeen } from "../../app/tour";
import { Answer, EmptyState, Page, useFormats } from "../../design";
import { Tour } from "../home/Tour";
import { Consents } from "./Consents";
import { Corrections } from "./Corrections";
import "../../design/forms.css";
import "../home/home.css";
import "./family.css";
import { Holdings } from "./Holdings";
import { Looks } from "./Looks";

/** What do they know about my child? Phone first; what a parent says takes effect at once and can be said again. */
export default function FamilyPage() {
  const { t } = useTranslation("family");
  const { t: common } = useTranslation();
  const session = useSession();
  const formats = useFormats();
  const [chosen, setChosen] = useState<string | null>(null);
  const family = useQuery({ queryKey: ["family"], queryFn: getFamily });
  const child = family.data?.children.find((one) => one.person === chosen) ?? family.data?.children[0];
  const window_ = useQuery({
    queryKey: ["family", child?.person],
    queryFn: () => getFamilyChild(child?.person ?? ""),
    enabled: child !== undefined,
  });
  useStepSeen("see_holders", window_.data !== undefined);

  return (
    <Page
      title={common("pages.family")}
      sentence={child && window_.data ? <Sentence child={child} answer={window_.data} /> : undefined}
      asOf={child ? <Standing child={child} /> : null}
      tools={
        child ? (
          <Button variant="default" onClick={() => window.print()}>
            {t("print")}
          </Button>
        ) : null
      }
    >
      {session.tour.dismissed ? null : <Tour tour={session.tour} />}
      <Answer
        query={family}
        isEmpty={(data) => data.children.length === 0}
        empty={<EmptyState title={t("no_child.title")}>{t("no_child.text")}</EmptyState>}
      >
        {(data) => (
          <>
            {data.children.length > 1 ? <ChildSwitch all={data.children} chosen={child?.person} choose={setChosen} /> : null}
            {child?.handover_on ? (
              <p className="notice">{t("handover", { day: formats.day(child.handover_on), given: child.given })}</p>
            ) : null}
            <Answer query={window_} lines={8}>
              {(answer) =>
                child ? (
                  <div key={child.person} className="family-sections">
                    <Consents child={child} consents={answer.consents} holdings={answer.holdings} />
                    <Holdings holdings={answer.holdings} />
                    <Looks looks={answer.looks} />
                    <Corrections person={child.person} holdings={answer.holdings} corrections={answer.corrections} />
                  </div>
                ) : null
              }
            </Answer>
          </>
        )}
      </Answer>
    </Page>
  );
}

function Sentence({ child, answer }: { child: FamilyChild; answer: FamilyWindow }) {
  const { t } = useTranslation("family");
  const formats = useFormats();
  const members = new Set(answer.holdings.map((holding) => holding.member)).size;
  const last = answer.looks.items[0]?.at;
  const held = members === 0 ? t("sentence_none", { given: child.given }) : t("sentence", { count: members, given: child.given });
  const looked = answer.looks.total === 0 || !last ? t("looked_none") : t("looked", { count: answer.looks.total, last: formats.day(last) });
  return (
    <>
      {held} {looked}
    </>
  );
}

function Standing({ child }: { child: FamilyChild }) {
  const { t } = useTranslation("family");
  const { t: word } = useTranslation("words");
  const formats = useFormats();
  if (!child.authority) return null;
  const capacity = word(`capacity.${child.authority.capacity}`, { defaultValue: child.authority.capacity });
  return (
    <p className="as-of">
      {child.authority.until ? t("authority_until", { capacity, day: formats.day(child.authority.until) }) : t("authority", { capacity })}
    </p>
  );
}

function ChildSwitch({ all, chosen, choose }: { all: FamilyChild[]; chosen: string | undefined; choose: (person: string) => void }) {
  const { t } = useTranslation("family");
  return (
    <div className="row no-print" role="group" aria-label={t("choose")}>
      {all.map((child) => (
        <Button
          key={child.person}
          variant={child.person === chosen ? "light" : "default"}
          aria-pressed={child.person === chosen}
          onClick={() => choose(child.person)}
        >
          {child.given} {child.surname}
        </Button>
      ))}
    </div>
  );
}
