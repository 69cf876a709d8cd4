import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { closeMotion, type Motion, openMotion } from "../../api/govern";
import { useNames } from "../../api/useNames";
import { ActionProblem, useFormats } from "../../design";
import { Ballot } from "./Ballot";
import { ChangeView } from "./ChangeView";

/** One motion: what it is, what it changes, how far the vote is, and the one thing the reader may do about it. */
export function OneMotion({ motion, maySteer }: { motion: Motion; maySteer: boolean }) {
  const { t } = useTranslation("decide");
  const formats = useFormats();
  const isOpen = motion.state === "open";
  return (
    <li className="sheet motion" data-motion={motion.id}>
      <p className="row small">
        <span className={`tag ${isOpen ? "tag-accent" : motion.state === "in_effect" ? "tag-good" : "tag-quiet"}`}>
          {t(`state.${motion.state}`)}
        </span>
        <span className="soft">{t(`class.${motion.class}`, { defaultValue: motion.class })}</span>
        <span className="soft">{t("closes", { day: formats.day(motion.closes_on) })}</span>
        <span className="soft">{t("proposed_by", { who: motion.proposer })}</span>
      </p>
      <h3 className="motion-title">{motion.title}</h3>
      <ChangeView motion={motion} isDecided={!isOpen && motion.state !== "tabled" && motion.state !== "draft"} />
      {motion.state === "tabled" || motion.state === "draft" ? null : <Quorum motion={motion} />}
      {isOpen && motion.may_vote ? <Ballot motion={motion} /> : null}
      <details>
        <summary>{t("details")}</summary>
        <div className="stack motion-details">
          <p className="prose motion-text">{motion.text}</p>
          {motion.evidence ? <p className="prose small soft">{motion.evidence}</p> : null}
          <Ballots motion={motion} />
        </div>
      </details>
      {maySteer ? <Steering motion={motion} /> : null}
    </li>
  );
}

function Quorum({ motion }: { motion: Motion }) {
  const { t } = useTranslation("decide");
  const { needed, present } = motion.quorum;
  const of = motion.electorate.length;
  const missing = Math.max(0, needed - present);
  const words = missing === 0 ? t("quorum_met", { present, of, needed }) : t("quorum_missing", { present, of, count: missing });
  return (
    <div className="stack">
      <p>
        {words} {t("tally", { ...motion.tally })}
      </p>
      <div className="quorum" aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <span key={index} className={`${index < present ? "is-in" : ""} ${index === needed - 1 ? "is-needed" : ""}`} />
        ))}
      </div>
    </div>
  );
}

function Ballots({ motion }: { motion: Motion }) {
  const { t } = useTranslation("decide");
  const names = useNames();
  const formats = useFormats();
  if (motion.ballots.length === 0) return <p className="soft">{t("no_ballots")}</p>;
  return (
    <div>
      <h4 className="small">{t("ballots_title")}</h4>
      <ul className="plain-list ballot-list">
        {motion.ballots.map((ballot) => (
          <li key={ballot.member}>
            <strong>{names.member(ballot.member)}</strong>: {t(`choice.${ballot.choice}`)}
            {ballot.reason ? <span className="soft"> – {ballot.reason}</span> : null}{" "}
            <span className="small soft">{formats.day(ballot.at)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Steering({ motion }: { motion: Motion }) {
  const { t } = useTranslation("decide");
  const client = useQueryClient();
  const refresh = () =>
    Promise.all([client.invalidateQueries({ queryKey: ["motions"] }), client.invalidateQueries({ queryKey: ["register"] })]);
  const opening = useMutation({ mutationFn: () => openMotion(motion.id), onSuccess: refresh });
  const closing = useMutation({ mutationFn: () => closeMotion(motion.id), onSuccess: refresh });
  const canOpen = motion.state === "draft" || motion.state === "tabled";
  if (!canOpen && motion.state !== "open") return null;
  return (
    <div className="stack no-print">
      <ActionProblem error={opening.error ?? closing.error} />
      <div>
        {canOpen ? (
          <Button variant="default" loading={opening.isPending} onClick={() => opening.mutate()}>
            {t("open_it")}
          </Button>
        ) : null}
        {motion.state === "open" ? (
          <Button variant="default" loading={closing.isPending} onClick={() => closing.mutate()}>
            {t("close_it")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
