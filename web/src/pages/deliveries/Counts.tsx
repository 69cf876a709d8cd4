import { useTranslation } from "react-i18next";
import type { DeliveryCounts } from "../../api/types";
import { Stat, Stats, useFormats } from "../../design";

/** New, changed, gone, held back; and that every line of the files is accounted for. */
export function Counts({ counts }: { counts: DeliveryCounts }) {
  const { t } = useTranslation("deliveries");
  const formats = useFormats();
  const accounted = counts.loaded_lines + counts.quarantined_lines + counts.ignored_lines;
  return (
    <div className="stack">
      <Stats>
        {(["added", "changed", "same", "gone", "held_back"] as const).map((name) => (
          <Stat
            key={name}
            value={formats.count(counts[name])}
            label={t(`counts.${name}`)}
            note={name === "gone" || name === "held_back" ? t(`counts.${name}_note`) : undefined}
          />
        ))}
      </Stats>
      <p className="small soft">
        {t("counts.lines", {
          input: formats.count(counts.input_lines),
          loaded: formats.count(counts.loaded_lines),
          quarantined: formats.count(counts.quarantined_lines),
          ignored: formats.count(counts.ignored_lines),
        })}{" "}
        {accounted === counts.input_lines ? t("counts.all") : null}
      </p>
    </div>
  );
}
