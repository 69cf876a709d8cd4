import { useTranslation } from "react-i18next";
import { addDays } from "./format";
import { countMarks, isExceptionsOnly, lastMarks } from "./marks";
import { useFormats } from "./useFormats";

/**
 * One child's attendance, a mark a day: present is a short line at the foot, late a half bar, absent a full bar, excused a
 * hollow bar, no mark a gap. Height and fill tell them apart; colour only repeats it. The words beside it are its twin.
 */
interface MarksStripProps {
  from: string;
  marks: string;
  /** Only the last so many days. */
  days?: number;
  legend?: boolean;
}

const kStep = 7;
const kHeight = 26;

export function MarksStrip({ from, marks, days, legend = false }: MarksStripProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { start, marks: shown } = lastMarks(marks, days);
  if (shown === "") return <p className="small soft">{t("strip.none")}</p>;
  const counts = countMarks(shown);
  const words = t(isExceptionsOnly(marks) ? "strip.exceptions" : "strip.summary", {
    from: formats.shortDay(addDays(from, start)),
    to: formats.shortDay(addDays(from, start + Math.max(0, shown.length - 1))),
    present: counts.P,
    absent: counts.A,
    late: counts.L,
    excused: counts.E,
  });
  return (
    <figure style={{ margin: 0 }}>
      <svg
        className="strip"
        viewBox={`0 0 ${Math.max(shown.length, 1) * kStep} ${kHeight}`}
        width={shown.length * kStep}
        height={kHeight}
        role="img"
        aria-label={words}
        preserveAspectRatio="xMinYMid meet"
      >
        <line x1="0" x2={shown.length * kStep} y1={kHeight - 1} y2={kHeight - 1} stroke="var(--line)" />
        {Array.from(shown, (mark, index) => (
          <Mark key={index} mark={mark} x={index * kStep + 1} />
        ))}
      </svg>
      {legend ? <figcaption className="small soft">{words}</figcaption> : null}
    </figure>
  );
}

function Mark({ mark, x }: { mark: string; x: number }) {
  const width = kStep - 2;
  switch (mark) {
    case "P":
      return <rect x={x} y={kHeight - 5} width={width} height={4} fill="var(--ink-soft)" />;
    case "L":
      return <rect x={x} y={kHeight - 13} width={width} height={12} fill="var(--ink-soft)" />;
    case "A":
      return <rect x={x} y={2} width={width} height={kHeight - 3} fill="var(--accent)" />;
    case "E":
      return <rect x={x + 0.6} y={2.6} width={width - 1.2} height={kHeight - 4.2} fill="none" stroke="var(--accent)" strokeWidth="1.2" />;
    default:
      return null;
  }
}
