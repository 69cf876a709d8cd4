import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listMotions, type Motion } from "../../api/govern";
import { useSession } from "../../app/session";
import { Answer, EmptyState, Page, Section, useFormats } from "../../design";
import "../../design/forms.css";
import "./decide.css";
import { OneMotion } from "./OneMotion";
import { ProposeForm } from "./ProposeForm";
import { Register } from "./Register";

/** What do we have to decide? */
export default function DecidePage() {
  const { t } = useTranslation("decide");
  const { t: common } = useTranslation();
  const session = useSession();
  const [isProposing, setProposing] = useState(false);
  const [done, setDone] = useState("");
  const motions = useQuery({ queryKey: ["motions"], queryFn: listMotions });
  const maySteer = session.role === "steward";
  return (
    <Page
      title={common("pages.decide")}
      sentence={motions.data ? <Sentence motions={motions.data.items} /> : undefined}
      asOf={<div role="status">{done ? <p className="notice">{done}</p> : null}</div>}
      tools={maySteer && !isProposing ? <Button onClick={() => setProposing(true)}>{t("propose")}</Button> : null}
    >
      {isProposing ? (
        <ProposeForm
          close={() => setProposing(false)}
          done={() => {
            setProposing(false);
            setDone(t("form.sent"));
          }}
        />
      ) : null}
      <Answer
        query={motions}
        lines={8}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyState title={t("empty")}>{t("empty_text")}</EmptyState>}
      >
        {(data) => <Groups motions={data.items} maySteer={maySteer} />}
      </Answer>
      <Register />
    </Page>
  );
}

const kOpen = new Set(["open"]);
const kProposed = new Set(["draft", "tabled"]);

function Groups({ motions, maySteer }: { motions: Motion[]; maySteer: boolean }) {
  const { t } = useTranslation("decide");
  const groups = [
    {
      title: t("open_title"),
      items: motions.filter((motion) => kOpen.has(motion.state)).sort((a, b) => a.closes_on.localeCompare(b.closes_on)),
    },
    { title: t("tabled_title"), items: motions.filter((motion) => kProposed.has(motion.state)) },
    { title: t("closed_title"), items: motions.filter((motion) => !kOpen.has(motion.state) && !kProposed.has(motion.state)) },
  ];
  return (
    <>
      {groups
        .filter((group) => group.items.length > 0)
        .map((group) => (
          <Section key={group.title} title={group.title}>
            <ul className="plain-list stack">
              {group.items.map((motion) => (
                <OneMotion key={motion.id} motion={motion} maySteer={maySteer} />
              ))}
            </ul>
          </Section>
        ))}
    </>
  );
}

function Sentence({ motions }: { motions: Motion[] }) {
  const { t } = useTranslation("decide");
  const formats = useFormats();
  const open = motions.filter((motion) => motion.state === "open");
  if (open.length === 0) return <>{t("sentence_none")}</>;
  const first = open.map((motion) => motion.closes_on).sort()[0];
  const mine = open.filter((motion) => motion.may_vote && !motion.my_ballot).length;
  return (
    <>
      {t("sentence", { count: open.length, day: formats.day(first) })} {mine > 0 ? t("my_turn", { count: mine }) : ""}
    </>
  );
}
