import { useTranslation } from "react-i18next";
import type { HelpingMember } from "../../api/types";
import { format } from "../../design";

/** Who else is helping, and whom to call. The phone number is the largest thing on the card: it is what people come for. */
export function Helpers({ helpers }: { helpers: HelpingMember[] }) {
  const { t } = useTranslation("child");
  if (helpers.length === 0) return <p className="soft">{t("helpers.none")}</p>;
  return (
    <ul className="plain-list cards">
      {helpers.map((helper) => (
        <li key={helper.member} className="sheet helper">
          <h3>{helper.name}</h3>
          <div className="soft small">{t(`kinds.${helper.kind}`, { ns: "common", defaultValue: helper.kind.replaceAll("_", " ") })}</div>
          {helper.phone ? (
            <a
              className="helper-phone"
              href={format.phoneLink(helper.phone)}
              aria-label={t("helpers.call", { name: helper.contact || helper.name, phone: format.phoneText(helper.phone) })}
            >
              {format.phoneText(helper.phone)}
            </a>
          ) : (
            <p className="small soft">{t("helpers.no_phone")}</p>
          )}
          {helper.contact ? <div>{t("helpers.ask_for", { contact: helper.contact })}</div> : null}
          <div className="small soft">{helper.sources.join(", ")}</div>
        </li>
      ))}
    </ul>
  );
}
