import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cell, Child } from "../../api/types";
import { useFormats } from "../../design";

const kShownFirst = 8;

/** What happened, newest first, across the organisations whose records are shown. */
export function Timeline({ entries, cells }: { entries: Child["timeline"]; cells: Cell[] }) {
  const { t } = useTranslation("child");
  const formats = useFormats();
  const [isWhole, setWhole] = useState(false);
  if (entries.length === 0) return <p className="soft">{t("timeline.none")}</p>;
  const sourceName = (id: string) => cells.find((cell) => cell.source === id)?.source_name ?? id;
  const shown = isWhole ? entries : entries.slice(0, kShownFirst);
  return (
    <div className="stack">
      <ol className="plain-list timeline">
        {shown.map((entry, index) => (
          <li key={index}>
            <time dateTime={entry.day} className="timeline-day">
              {formats.day(entry.day)}
            </time>
            <div>
              <div>
                {entry.text.replaceAll("_", " ") || t(`categories.${entry.category}`, { ns: "common", defaultValue: entry.category })}
              </div>
              <div className="small soft">
                {t(`categories.${entry.category}`, { ns: "common", defaultValue: entry.category })} · {sourceName(entry.source)}
              </div>
            </div>
          </li>
        ))}
      </ol>
      {entries.length > kShownFirst ? (
        <button type="button" className="link-button no-print" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t("timeline.less") : t("timeline.more", { count: entries.length })}
        </button>
      ) : null}
    </div>
  );
}
