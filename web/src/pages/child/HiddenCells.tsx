import { useTranslation } from "react-i18next";
import type { Cell } from "../../api/types";
import { stepsOf, useReasonWords } from "./reasons";

/** What is not shown, gathered by the reason: why, what would open it, and who can do that. */
export function HiddenCells({ cells }: { cells: Cell[] }) {
  const { t } = useTranslation("child");
  const words = useReasonWords();
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.answer.reasons[0]?.rule, stepsOf(cell.answer).map((step) => [step.kind, step.who])]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return (
    <ul className="plain-list stack">
      {[...groups.entries()].map(([key, group]) => {
        const answer = group[0]!.answer;
        const reason = answer.reasons[0];
        const steps = stepsOf(answer);
        return (
          <li key={key} className="hidden-group">
            <h3>{reason ? words.short(reason) : t("hidden.no_reason")}</h3>
            <ul className="hidden-cells small">
              {group.map((cell) => (
                <li key={`${cell.category}-${cell.source}`}>
                  {t(`categories.${cell.category}`, { ns: "common", defaultValue: cell.category })}{" "}
                  <span className="soft">· {cell.source_name}</span>
                </li>
              ))}
            </ul>
            {steps.length > 0 ? (
              <p>
                <strong>{t("hidden.unlock")}</strong>{" "}
                {steps
                  .map((step) => {
                    const who = words.who(step);
                    return `${words.unlock(step)}${who ? ` (${who})` : ""}`;
                  })
                  .join("; ")}
              </p>
            ) : (
              <p className="soft">{t("hidden.never")}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
