import { useTranslation } from "react-i18next";
import type { Cell } from "../../api/types";
import { useFinishStep } from "../../app/tour";
import { ReasonTip } from "../../design";
import { CellBody } from "./CellBody";
import { Chain, useReasonWords } from "./reasons";

/** What may be shown, by category; every cell carries the chain that shows it. */
export function ShownCells({ cells }: { cells: Cell[] }) {
  const { t } = useTranslation("child");
  const words = useReasonWords();
  const finish = useFinishStep();
  if (cells.length === 0) return <p className="soft">{t("shown.none")}</p>;
  const categories = [...new Set(cells.map((cell) => cell.category))];
  return (
    <div className="cells">
      {categories.map((category) => (
        <section
          key={category}
          className="sheet cell-category"
          aria-label={t(`categories.${category}`, { ns: "common", defaultValue: category })}
        >
          <h3>{t(`categories.${category}`, { ns: "common", defaultValue: category })}</h3>
          {cells
            .filter((cell) => cell.category === category)
            .map((cell) => (
              <div key={cell.source} className="cell">
                <div className="cell-source small">
                  <strong>{cell.source_name}</strong>
                  {cell.suspected_gone ? <span className="tag">{t("shown.gone")}</span> : null}
                  <span className="soft">
                    <ReasonTip onOpen={() => finish("see_reason")} reason={<Chain answer={cell.answer} />}>
                      {cell.answer.reasons[0] ? words.short(cell.answer.reasons[0]) : t("shown.why")}
                    </ReasonTip>
                  </span>
                </div>
                <CellBody content={cell.content} />
              </div>
            ))}
        </section>
      ))}
    </div>
  );
}
