import { useTranslation } from "react-i18next";
import type { ReviewSide } from "../../api/types";

/** Two records, field by field. What differs is marked by a sign and a word, not by colour alone. */
export function SideBySide({ a, b }: { a: ReviewSide; b: ReviewSide }) {
  const { t } = useTranslation("reviews");
  const names = [...new Set([...a.fields, ...b.fields].map((field) => String(field.name)))];
  const valueOf = (side: ReviewSide, name: string) => String(side.fields.find((field) => field.name === name)?.value ?? "");
  const closed = [a, b].filter((side) => side.fields.length === 0);
  const why = closed.map((side) => (
    <p key={side.source} className="notice small">
      {t("closed_side", { source: side.source_name })}
    </p>
  ));
  if (closed.length === 2) return <div className="stack">{why}</div>;
  return (
    <div className="stack">
      {why}
      <div className="table-scroll" tabIndex={0} role="group" aria-label={t("records")}>
        <table className="data-table sides">
          <caption className="visually-hidden">{t("records")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              <th scope="col">{a.source_name}</th>
              <th scope="col">
                <span className="visually-hidden">{t("compare")}</span>
              </th>
              <th scope="col">{b.source_name}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const left = valueOf(a, name);
              const right = valueOf(b, name);
              const kind = !left || !right ? "missing" : left.toLowerCase() === right.toLowerCase() ? "equal" : "differs";
              return (
                <tr key={name} className={`side-${kind}`}>
                  <th scope="row">{t(`fields.${name}`, { defaultValue: name })}</th>
                  <td>{left || <span className="soft">{t("blank")}</span>}</td>
                  <td className="side-sign">
                    <span aria-hidden="true">{kind === "equal" ? "=" : kind === "differs" ? "≠" : "·"}</span>
                    <span className="visually-hidden">{t(`sign.${kind}`)}</span>
                  </td>
                  <td>{right || <span className="soft">{t("blank")}</span>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
