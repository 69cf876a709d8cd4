import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RosterChild, Sentence } from "../../api/types";
import { isExceptionsOnly, MarksStrip, useFormats } from "../../design";
import { useSay } from "../../text/say";

const kStripDays = 30;
const tagOf: Record<RosterChild["status"], string> = {
  needs_you: "tag tag-accent",
  watch: "tag",
  steady: "tag tag-quiet",
  unknown: "tag tag-quiet",
};

export function RosterList({ items, filter }: { items: RosterChild[]; filter: string }) {
  const { t } = useTranslation("children");
  const wanted = fold(filter.trim());
  const shown = wanted ? items.filter((child) => fold(`${child.given} ${child.surname}`).includes(wanted)) : items;
  if (shown.length === 0)
    return (
      <p className="soft" role="status">
        {t("no_match")}
      </p>
    );
  return (
    <ul className="plain-list roster">
      {shown.map((child) => (
        <RosterRow key={child.person} child={child} />
      ))}
    </ul>
  );
}

/** "9 of the last 20 days" is true only of a source that marks every day; of one that sends absences it is "9 days since". */
function reasonOf(reason: Sentence, child: RosterChild): Sentence {
  const isCounted = reason.key === "reason.absent" || reason.key === "reason.late";
  if (!isCounted || !child.strip || !isExceptionsOnly(child.strip.marks)) return reason;
  return { key: `${reason.key}_since`, n: Number(reason.n), since: child.strip.from };
}

/** Accents and case do not matter to somebody who looks for a name. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function RosterRow({ child }: { child: RosterChild }) {
  const { t } = useTranslation("children");
  const say = useSay();
  const formats = useFormats();
  return (
    <li className="roster-row">
      <div className="roster-name">
        <Link to="/children/$person" params={{ person: child.person }}>
          {child.given} {child.surname}
        </Link>
        <span className={tagOf[child.status]}>{t(`status.${child.status}`)}</span>
      </div>
      <div className="roster-why">
        {child.reasons.length > 0 ? (
          child.reasons.map((reason, index) => <div key={index}>{say(reasonOf(reason, child))}</div>)
        ) : (
          <span className="soft">{t(`why.${child.status}`)}</span>
        )}
      </div>
      <div className="roster-strip">
        {child.strip && child.strip.marks ? (
          <MarksStrip from={child.strip.from} marks={child.strip.marks} days={kStripDays} />
        ) : (
          <span className="small soft">{t("no_marks")}</span>
        )}
      </div>
      <div className="roster-next small">
        {child.next_step ? (
          <div>
            {child.next_step.text}
            {child.next_step.due ? <span className="soft"> · {t("due", { day: formats.day(child.next_step.due) })}</span> : null}
          </div>
        ) : null}
        {child.last_contact ? <div className="soft">{t("last_contact", { day: formats.day(child.last_contact) })}</div> : null}
      </div>
    </li>
  );
}
