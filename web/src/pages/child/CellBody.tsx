import { useTranslation } from "react-i18next";
import type { Cell, Fact, Identity } from "../../api/types";
import { format, MarksStrip, useFormats } from "../../design";

const kFactsFirst = 4;
const kStripDays = 60;
const kSelfEvident = new Set(["title", "name"]); // the value says what it is

export function CellBody({ content }: { content: Cell["content"] }) {
  const { t } = useTranslation("child");
  if (!content) return <p className="soft small">{t("shown.nothing_held")}</p>;
  const isBlank = !content.identity && content.facts.length === 0 && content.strips.length === 0;
  return (
    <div className="stack">
      {content.identity ? <IdentityBody identity={content.identity} /> : null}
      {content.strips.map((strip) => (
        <div key={`${strip.programme}-${strip.from}`}>
          {strip.programme ? <div className="small soft">{strip.programme}</div> : null}
          <MarksStrip from={strip.from} marks={strip.marks} days={kStripDays} legend />
        </div>
      ))}
      {content.facts.length > 0 ? <Facts facts={content.facts} /> : null}
      {isBlank ? <p className="soft small">{t("shown.nothing_held")}</p> : null}
    </div>
  );
}

function IdentityBody({ identity }: { identity: Identity }) {
  const { t } = useTranslation("child");
  const formats = useFormats();
  const name = [identity.given, identity.middle, identity.surname, identity.suffix].filter(Boolean).join(" ");
  const entries: [string, string][] = [];
  const add = (label: string, value: unknown) => {
    if (typeof value === "string" && value) entries.push([label, value]);
  };
  add(t("identity.name"), name);
  add(t("identity.preferred"), identity.preferred);
  if (identity.birth_date) add(t("identity.born"), formats.day(identity.birth_date));
  if (identity.sex) add(t("identity.sex"), t(`sexes.${identity.sex.toLowerCase()}`, { defaultValue: identity.sex }));
  for (const contact of identity.contacts) {
    add(
      t(`identity.${String(contact.kind)}`, { defaultValue: String(contact.kind) }),
      contact.kind === "phone" ? format.phoneText(String(contact.value)) : contact.value,
    );
  }
  for (const address of identity.addresses)
    add(
      t("identity.address"),
      Object.values(address)
        .filter((part) => typeof part === "string" && part)
        .join(", "),
    );
  for (const guardian of identity.guardians) {
    add(
      t("identity.guardian"),
      [guardian.name, guardian.phone ? format.phoneText(String(guardian.phone)) : ""].filter(Boolean).join(" · "),
    );
  }
  return (
    <dl className="pairs">
      {entries.map(([label, value], index) => (
        <div key={index}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  const { t } = useTranslation("child");
  const newest = [...facts].sort((a, b) => (b.from ?? "").localeCompare(a.from ?? ""));
  const rest = newest.slice(kFactsFirst);
  return (
    <>
      <FactList facts={newest.slice(0, kFactsFirst)} />
      {rest.length > 0 ? (
        <details className="small">
          <summary>{t("shown.more_facts", { count: rest.length })}</summary>
          <FactList facts={rest} />
        </details>
      ) : null}
    </>
  );
}

function FactList({ facts }: { facts: Fact[] }) {
  const { t } = useTranslation("child");
  const formats = useFormats();
  return (
    <ul className="plain-list facts">
      {facts.map((fact, index) => (
        <li key={index}>
          <span className="soft small fact-day">
            {fact.from ? formats.day(fact.from) : ""}
            {fact.to && fact.to !== fact.from ? ` – ${formats.day(fact.to)}` : ""}
          </span>
          <span>
            {fact.attributes.length === 0 ? t(`fact_kinds.${fact.kind}`, { defaultValue: fact.kind }) : null}
            {selfEvidentFirst(fact.attributes).map((attribute, position) => (
              <span key={position}>
                {position > 0 ? " · " : ""}
                {kSelfEvident.has(String(attribute.name)) ? null : <span className="soft">{readable(String(attribute.name))} </span>}
                {String(attribute.value)}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** `grade_level` as a person writes it. */
function readable(name: string): string {
  return name.replaceAll("_", " ").toLowerCase();
}

function selfEvidentFirst(attributes: Fact["attributes"]): Fact["attributes"] {
  const isFirst = (attribute: Fact["attributes"][number]) => Number(kSelfEvident.has(String(attribute.name)));
  return [...attributes].sort((a, b) => isFirst(b) - isFirst(a));
}
