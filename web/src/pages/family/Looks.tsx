import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FamilyWindow, Look } from "../../api/agreements";
import { useNames } from "../../api/useNames";
import { useStepSeen } from "../../app/tour";
import { EmptyState, Section, useFormats } from "../../design";

const kFirst = 8;

/** Who looked and why, newest first. A refusal is listed too: it tells a parent that the answer was no. */
export function Looks({ looks }: { looks: FamilyWindow["looks"] }) {
  const { t } = useTranslation("family");
  const formats = useFormats();
  const [isAll, setAll] = useState(false);
  useStepSeen("see_looks", looks.items.length > 0);
  const shown = isAll ? looks.items : looks.items.slice(0, kFirst);
  return (
    <Section
      title={t("looks.title")}
      aside={looks.total > shown.length ? t("looks.shown", { n: formats.count(shown.length), total: formats.count(looks.total) }) : null}
    >
      {looks.items.length === 0 ? <EmptyState title={t("looks.empty")} /> : null}
      <ol className="plain-list family-looks">
        {shown.map((look, index) => (
          <OneLook key={index} look={look} />
        ))}
      </ol>
      {!isAll && looks.items.length > kFirst ? (
        <button type="button" className="link-button no-print" onClick={() => setAll(true)}>
          {t("looks.all", { count: looks.items.length })}
        </button>
      ) : null}
    </Section>
  );
}

function OneLook({ look }: { look: Look }) {
  const { t } = useTranslation("family");
  const formats = useFormats();
  const names = useNames();
  const who = [look.by_name, names.role(look.role), names.member(look.member)].filter(Boolean).join(", ");
  const isShown = look.decision === "permit";
  const key = `${isShown ? "saw" : "refused"}${look.categories.length === 0 ? "_record" : ""}`;
  return (
    <li>
      <span className="small soft">{formats.moment(look.at)}</span>
      <span>
        <span className={`tag ${isShown ? "" : "tag-quiet"}`}>
          {isShown ? "✓" : "–"}
          <span className="visually-hidden"> </span>
        </span>{" "}
        {t(`looks.${key}`, { who, categories: names.list(look.categories, (id) => names.category(id).toLowerCase()) })}
        <span className="small soft"> · {t("looks.why", { purpose: names.purpose(look.purpose) })}</span>
      </span>
    </li>
  );
}
