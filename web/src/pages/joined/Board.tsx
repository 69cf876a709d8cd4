import { useTranslation } from "react-i18next";
import { kStages, type Prospect } from "../../api/govern";
import { Due } from "./PlanTable";

/** The plan by stage. Stages may be skipped; those nobody stands on are left out. */
export function Board({ prospects, edit }: { prospects: Prospect[]; edit: ((prospect: Prospect) => void) | null }) {
  const { t } = useTranslation("joined");
  const stages = kStages
    .map((stage) => ({ stage, items: prospects.filter((prospect) => prospect.stage === stage) }))
    .filter(({ items }) => items.length > 0);
  return (
    <ol className="plain-list board" tabIndex={0} aria-label={t("plan.as_board")}>
      {stages.map(({ stage, items }) => (
        <li key={stage} className="board-stage">
          <h3>
            {t(`stage.${stage}`)} <span className="small soft">{t("plan.count", { count: items.length })}</span>
          </h3>
          <ul className="plain-list stack">
            {items.map((prospect) => (
              <li key={prospect.id} className="sheet board-card">
                <strong>{prospect.organisation}</strong>
                {prospect.benefit ? <p className="small">{prospect.benefit}</p> : null}
                {prospect.next_step ? (
                  <p className="small">
                    <span className="soft">{t("plan.next")}:</span> {prospect.next_step}
                  </p>
                ) : null}
                <p className="small">
                  <Due prospect={prospect} /> <span className="soft">{prospect.owner || t("plan.nobody")}</span>
                </p>
                {edit ? (
                  <button
                    type="button"
                    className="link-button small no-print"
                    aria-label={`${t("plan.edit")}: ${prospect.organisation}`}
                    onClick={() => edit(prospect)}
                  >
                    {t("plan.edit")}
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
