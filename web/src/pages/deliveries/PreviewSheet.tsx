import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DeliveryCounts } from "../../api/types";
import { Counts } from "./Counts";
import { useProblemWords } from "./problems";

/** What docs/openapi.json leaves open in `Upload.preview`: the answer of a preview job. */
export interface PreviewAnswer {
  end: "committed" | "previewed" | "already_held";
  counts: DeliveryCounts;
  removals: "none" | "flow" | "wait";
  problems: { id: string; severity: string; count: number }[];
  drift: { kind: string; sheet: string; column: string }[];
}

/** What would change, before anything does. Many missing at once wait for a person: that choice has a button of its own. */
export function PreviewSheet({ preview, onDeliver }: { preview: PreviewAnswer; onDeliver: (allowRemovals: boolean) => void }) {
  const { t } = useTranslation("deliveries");
  const words = useProblemWords();
  if (preview.end === "already_held") return <p className="notice">{t("preview.already_held")}</p>;
  const mustChoose = preview.removals === "wait";
  return (
    <div className="stack">
      <p>
        {t("preview.sentence", { added: preview.counts.added, changed: preview.counts.changed, count: preview.counts.quarantined_lines })}
      </p>
      <Counts counts={preview.counts} />
      {preview.drift.length > 0 ? (
        <p className="notice small">
          {t("preview.drift")}{" "}
          {preview.drift
            .map((each) => t(`drift.${each.kind}`, { column: each.column, defaultValue: `${each.kind}: ${each.column}` }))
            .join("; ")}
        </p>
      ) : null}
      {preview.problems.length > 0 ? (
        <details open={preview.problems.length <= 4}>
          <summary>{t("preview.problems", { count: preview.problems.length })}</summary>
          <ul className="preview-problems small">
            {preview.problems.map((problem) => (
              <li key={problem.id}>
                {words.title(problem.id)} <span className="soft">· {t("preview.times", { count: problem.count })}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {mustChoose ? (
        <div className="notice stack">
          <p>{t("preview.many_gone", { count: preview.counts.gone })}</p>
          <div className="row">
            <Button onClick={() => onDeliver(false)}>{t("preview.keep_them")}</Button>
            <Button variant="default" onClick={() => onDeliver(true)}>
              {t("preview.mark_gone")}
            </Button>
          </div>
        </div>
      ) : (
        <div>
          <Button onClick={() => onDeliver(false)}>{t("preview.deliver")}</Button>
        </div>
      )}
    </div>
  );
}
