import { useTranslation } from "react-i18next";
import type { Agreement } from "../../api/agreements";
import { useNames } from "../../api/useNames";
import { EmptyState, Section, useFormats } from "../../design";

/** Those with gaps first, then what ends soonest. */
export function inOrder(agreements: readonly Agreement[]): Agreement[] {
  const left = (agreement: Agreement) => agreement.days_left ?? Number.MAX_SAFE_INTEGER;
  return [...agreements].sort(
    (a, b) => Number(b.gaps.length > 0) - Number(a.gaps.length > 0) || left(a) - left(b) || a.id.localeCompare(b.id),
  );
}

export function Agreements({ agreements }: { agreements: Agreement[] }) {
  const { t } = useTranslation("consents");
  return (
    <Section title={t("agreements.title")}>
      {agreements.length === 0 ? <EmptyState title={t("agreements.empty")}>{t("agreements.empty_text")}</EmptyState> : null}
      <ul className="plain-list agreement-list">
        {inOrder(agreements).map((agreement) => (
          <OneAgreement key={agreement.id} agreement={agreement} />
        ))}
      </ul>
    </Section>
  );
}

const kSoonDays = 120;

function OneAgreement({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation("consents");
  const { t: word } = useTranslation("words");
  const formats = useFormats();
  const names = useNames();
  const left = agreement.days_left;
  const isSoon = left !== null && left !== undefined && left <= kSoonDays && agreement.state === "in_force";
  const about = agreement.contributor
    ? names.member(agreement.contributor)
    : agreement.title || names.list(agreement.purposes, names.purpose);
  return (
    <li className="sheet agreement">
      <div className="agreement-head">
        <h3>
          {word(`tier.${agreement.tier}`, { defaultValue: agreement.tier })}
          {about ? `: ${about}` : ""}
        </h3>
        <span className="small soft agreement-id">{agreement.id}</span>
      </div>
      <p className="row small">
        <span className={`tag ${agreement.state === "in_force" ? "tag-good" : "tag-quiet"}`}>
          {word(`agreement_state.${agreement.state}`, { defaultValue: agreement.state })}
        </span>
        {isSoon ? <span className="tag tag-accent">{t("agreements.days_left", { count: left })}</span> : null}
        <span className={`tag ${agreement.gaps.length > 0 ? "tag-accent" : "tag-quiet"}`}>
          {agreement.gaps.length > 0 ? t("agreements.gaps", { count: agreement.gaps.length }) : t("agreements.gaps_none")}
        </span>
        <span className="soft">
          {t(agreement.to ? "agreements.window" : "agreements.window_open", {
            from: formats.day(agreement.from),
            to: formats.day(agreement.to),
          })}
        </span>
      </p>
      {agreement.gaps.length > 0 ? (
        <ul className="plain-list gap-list">
          {agreement.gaps.map((gap, index) => (
            <li key={index}>
              {gap.text} <cite className="small soft">{gap.citation}</cite>
            </li>
          ))}
        </ul>
      ) : null}
      <details>
        <summary>{t("agreements.terms")}</summary>
        <Terms agreement={agreement} />
      </details>
    </li>
  );
}

function Terms({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation("consents");
  const names = useNames();
  const rows: [string, string][] = [
    [t("agreements.parties"), names.list(agreement.parties, names.member)],
    [t("agreements.contributor"), agreement.contributor ? names.member(agreement.contributor) : ""],
    [t("agreements.categories"), names.list(agreement.categories, names.category)],
    [t("agreements.purposes"), names.list(agreement.purposes, names.purpose)],
    [t("agreements.recipients"), names.list(agreement.recipients, names.recipient)],
    [t("agreements.actions"), names.list(agreement.actions, names.action)],
  ];
  return (
    <dl className="terms">
      {rows
        .filter(([, value]) => value !== "")
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
