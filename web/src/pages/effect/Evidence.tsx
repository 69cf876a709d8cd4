import { useTranslation } from "react-i18next";
import type { EffectReport } from "../../api/insight";
import { readable } from "../../api/useNames";
import { Section, useFormats } from "../../design";
import { useSigned } from "./words";

/** The same comparison on the year before, where there can be no effect. */
export function Placebo({ report }: { report: EffectReport }) {
  const { t } = useTranslation("effect");
  const { signed, signedBare } = useSigned(report.estimate?.unit);
  const { placebo } = report;
  const words = placebo ? { value: signed(placebo.value), low: signedBare(placebo.low), high: signedBare(placebo.high) } : {};
  return (
    <Section title={t("placebo.title")}>
      <p className={`prose ${placebo?.passed ? "" : "notice"}`}>
        <strong>{placebo ? (placebo.passed ? "✓ " : "✗ ") : ""}</strong>
        {placebo ? t(placebo.passed ? "placebo.passed" : "placebo.failed", words) : t("placebo.none")}
      </p>
    </Section>
  );
}

export function Wrong({ report }: { report: EffectReport }) {
  const { t } = useTranslation("effect");
  const formats = useFormats();
  const { sensitivity } = report;
  return (
    <Section title={t("wrong.title")}>
      {sensitivity ? (
        <div className="prose stack">
          <p>
            {t("wrong.rv", { rv: formats.share(sensitivity.rv) })} {t("wrong.rv_alpha", { rv: formats.share(sensitivity.rv_alpha) })}
          </p>
          {sensitivity.evalue ? <p>{t("wrong.evalue", { evalue: formats.decimal(sensitivity.evalue) })}</p> : null}
        </div>
      ) : (
        <p className="soft">{t("wrong.none")}</p>
      )}
    </Section>
  );
}

export function Evidence({ report }: { report: EffectReport }) {
  const { t } = useTranslation("effect");
  const { wwc } = report;
  if (!wwc) return null;
  const because = Array.isArray(wwc.because) ? wwc.because : [wwc.because];
  const method = typeof report.method === "string" ? t(`estimator.${report.method}`, { defaultValue: readable(report.method) }) : "";
  return (
    <Section title={t("evidence.title")}>
      <ul className="prose">
        <li>{t(`evidence.rating.${wwc.rating}`, { defaultValue: wwc.rating })}</li>
        <li>
          {wwc.essa_tier ? t("evidence.tier", { tier: wwc.essa_tier }) : t("evidence.no_tier")}{" "}
          {because
            .filter(Boolean)
            .map((reason) => t(`evidence.because.${reason}`, { defaultValue: reason }))
            .join(" ")}
        </li>
        {method ? <li>{t("evidence.method", { method })}</li> : null}
      </ul>
    </Section>
  );
}
