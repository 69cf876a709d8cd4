import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "./useFormats";

/** One number with its meaning and where it comes from. Several belong in <Stats>. */
export function Stat({ value, label, note }: { value: ReactNode; label: ReactNode; note?: ReactNode }) {
  return (
    <div>
      <dt className="stat-label">{label}</dt>
      <dd>
        <span className="stat-value">{value}</span>
        {note ? <div className="stat-note">{note}</div> : null}
      </dd>
    </div>
  );
}

export function Stats({ children }: { children: ReactNode }) {
  return <dl className="stats">{children}</dl>;
}

/** As of when, from how many, for how much of them consent covers it: belongs under every number. */
export function AsOf({ at, n, coverage }: { at: string | null | undefined; n?: number | null; coverage?: number | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const parts = [];
  if (at) parts.push(t("as_of.at", { at: at.length > 10 ? formats.moment(at) : formats.day(at) }));
  if (n !== undefined && n !== null) parts.push(t("as_of.n", { count: n, n: formats.count(n) }));
  if (coverage !== undefined && coverage !== null) parts.push(t("as_of.coverage", { share: formats.share(coverage) }));
  return <p className="as-of">{parts.join(" · ")}</p>;
}
