import { useTranslation } from "react-i18next";
import { accumulate } from "./running";
import { useFormats } from "./useFormats";

/**
 * Evidence, field by field, as a running total: each bar starts where the one before ended. To the right speaks for one child
 * (filled), to the left against (hatched). It is a table whose last column is a picture, so it is its own twin.
 */
export interface Step {
  label: string;
  note: string;
  weight: number;
}

const kWidth = 400;

export function Waterfall({
  steps,
  caption,
  labelHead,
  noteHead,
  totalLabel,
}: {
  steps: Step[];
  caption: string;
  labelHead: string;
  noteHead: string;
  totalLabel: string;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { spans, total, low, high } = accumulate(steps.map((step) => step.weight));
  const scale = (value: number) => ((value - low) / (high - low)) * kWidth;
  const signed = (value: number) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${formats.decimal(Math.abs(value))}`;
  const bar = (from: number, to: number) => (
    <svg viewBox={`0 0 ${kWidth} 20`} preserveAspectRatio="none" aria-hidden="true">
      <line x1={scale(0)} x2={scale(0)} y1="0" y2="20" stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
      <rect
        x={Math.min(scale(from), scale(to))}
        width={Math.max(2, Math.abs(scale(to) - scale(from)))}
        y="4"
        height="12"
        fill={to >= from ? "var(--ink-soft)" : "url(#kith-hatch)"}
        stroke={to >= from ? "none" : "var(--accent)"}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={caption}>
      <svg width="0" height="0" style={{ position: "absolute" }} aria-hidden="true">
        <defs>
          <pattern id="kith-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" fill="var(--accent-soft)" />
            <line x1="0" x2="0" y1="0" y2="5" stroke="var(--accent)" strokeWidth="2" />
          </pattern>
        </defs>
      </svg>
      <table className="data-table waterfall">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{labelHead}</th>
            <th scope="col">{noteHead}</th>
            <th scope="col" className="number">
              {t("waterfall.weight")}
            </th>
            <th scope="col" className="bar-cell">
              {t("waterfall.running")}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, index) => (
            <tr key={`${step.label}-${index}`}>
              <th scope="row">{step.label}</th>
              <td>{step.note}</td>
              <td className="number">{signed(step.weight)}</td>
              <td className="bar-cell">{bar(spans[index]?.from ?? 0, spans[index]?.to ?? 0)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{totalLabel}</th>
            <td />
            <td className="number">
              <strong>{signed(total)}</strong>
            </td>
            <td className="bar-cell">{bar(0, total)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
