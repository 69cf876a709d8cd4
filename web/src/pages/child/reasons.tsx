import { useTranslation } from "react-i18next";
import type { CellAnswer, Reason, UnlockStep } from "../../api/types";

export function stepsOf(answer: CellAnswer): UnlockStep[] {
  const { unlock } = answer;
  if (!unlock) return [];
  if (Array.isArray(unlock)) return unlock;
  return Array.isArray(unlock.steps) && unlock.steps.length > 0 ? (unlock.steps as UnlockStep[]) : [unlock];
}

/** One reason in the reader's words. The server's own sentence names the agreement or consent and its end; it is English. */
export function useReasonWords() {
  const { t, i18n } = useTranslation("rules");
  return {
    reason: (reason: Reason) => {
      const words = t(`rule.${reason.rule}`, { defaultValue: reason.text });
      if (i18n.language === "en") return reason.text || words;
      const id = typeof reason.id === "string" && reason.id ? ` (${reason.id})` : "";
      return `${words}${id}`;
    },
    short: (reason: Reason) => t(`rule.${reason.rule}`, { defaultValue: reason.text }),
    unlock: (step: UnlockStep) => t(`unlock.${step.kind}`, { defaultValue: step.text }),
    who: (step: UnlockStep) => (typeof step.who === "string" && step.who ? t(`who.${step.who}`, { defaultValue: step.who }) : ""),
    obligation: (kind: string, text: string) => t(`obligation.${kind}`, { defaultValue: text }),
  };
}

/** The whole chain behind one cell: every reason, then what the viewer has to do. */
export function Chain({ answer }: { answer: CellAnswer }) {
  const { t } = useTranslation("rules");
  const words = useReasonWords();
  const duties = answer.obligations.filter((duty) => duty.kind !== "record_disclosure");
  return (
    <>
      <ul className="chain">
        {answer.reasons.map((reason, index) => (
          <li key={index}>{words.reason(reason)}</li>
        ))}
      </ul>
      {duties.length > 0 ? (
        <div>
          {t("you_must")} {duties.map((duty) => words.obligation(String(duty.kind), String(duty.text))).join("; ")}
        </div>
      ) : null}
    </>
  );
}
