import { useTranslation } from "react-i18next";
import type { Holding } from "../../api/agreements";
import { useNames } from "../../api/useNames";
import { EmptyState, Section, useFormats } from "../../design";
import { phoneLink } from "../../design/format";

const kNamedAtOnce = 3;

/** Who holds what: a card an organisation, with its phone, and who each kind of data is shared with. */
export function Holdings({ holdings }: { holdings: Holding[] }) {
  const { t } = useTranslation("family");
  const members = [...new Set(holdings.map((holding) => holding.member))];
  return (
    <Section title={t("holdings.title")}>
      {holdings.length === 0 ? <EmptyState title={t("holdings.empty")} /> : null}
      <ul className="plain-list cards">
        {members.map((member) => (
          <Holder key={member} holdings={holdings.filter((holding) => holding.member === member)} />
        ))}
      </ul>
    </Section>
  );
}

function Holder({ holdings }: { holdings: Holding[] }) {
  const { t } = useTranslation("family");
  const [first] = holdings;
  if (!first) return null;
  return (
    <li className="sheet stack">
      <h3>{first.name}</h3>
      {first.phone ? (
        <a href={phoneLink(first.phone)} className="family-call">
          {t("holdings.call", { phone: first.phone })}
        </a>
      ) : null}
      <ul className="plain-list stack">
        {holdings.flatMap((holding) => holding.categories.map((kept) => <Kept key={`${holding.source}/${kept.category}`} kept={kept} />))}
      </ul>
    </li>
  );
}

function Kept({ kept }: { kept: Holding["categories"][number] }) {
  const { t } = useTranslation("family");
  const formats = useFormats();
  const names = useNames();
  return (
    <li>
      <strong>{names.category(kept.category)}</strong>
      <div className="small soft">
        {t("holdings.records", { count: kept.records, n: formats.count(kept.records) })}
        {kept.from && kept.to ? `, ${t("holdings.between", { from: formats.day(kept.from), to: formats.day(kept.to) })}` : ""}
      </div>
      <div className="small">
        {kept.shared_with.length > kNamedAtOnce ? (
          <details>
            <summary>{t("holdings.shared_many", { count: kept.shared_with.length })}</summary>
            {names.list(kept.shared_with, names.recipient)}
          </details>
        ) : kept.shared_with.length > 0 ? (
          t("holdings.shared", { who: names.list(kept.shared_with, names.recipient) })
        ) : (
          t("holdings.not_shared")
        )}
      </div>
    </li>
  );
}
