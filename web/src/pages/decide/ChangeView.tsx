import { useTranslation } from "react-i18next";
import type { Motion } from "../../api/govern";
import { readable, useNames } from "../../api/useNames";
import { useFormats } from "../../design";
import { type ChangeLine, changeLines, placeParts } from "./change_lines";

/** The change itself, before and after: what people vote on is what the program will do. */
const kManyLines = 8;
const kCarried = new Set<Motion["state"]>(["carried", "in_effect", "superseded"]);

export function ChangeView({ motion, isDecided }: { motion: Motion; isDecided: boolean }) {
  const { t } = useTranslation("decide");
  const { change } = motion;
  const lines = changeLines(change.before, change.after);
  if (lines.length === 0)
    return (
      <p className="soft">
        {change.kind && change.kind !== "none" ? t(`kind.${change.kind}`, { defaultValue: change.summary }) : t("no_change")}
      </p>
    );
  const table = <ChangeTable lines={lines} isDecided={isDecided} about={motion.title} isCarried={kCarried.has(motion.state)} />;
  return (
    <div className="change">
      <p>{t(`kind.${change.kind}`, { defaultValue: change.summary })}</p>
      {lines.length <= kManyLines ? (
        table
      ) : (
        <details>
          <summary>{t("lines", { count: lines.length })}</summary>
          {table}
        </details>
      )}
    </div>
  );
}

function ChangeTable({
  lines,
  isDecided,
  isCarried,
  about,
}: {
  lines: ChangeLine[];
  isDecided: boolean;
  isCarried: boolean;
  about: string;
}) {
  const { t } = useTranslation("decide");
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={`${t("change_title")}: ${about}`}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t("change_title")}</th>
            <th scope="col">{t(isDecided ? "was" : "before")}</th>
            <th scope="col">{t(!isDecided ? "after" : isCarried ? "became" : "would_have")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.place}/${line.field}`}>
              <th scope="row">
                <Place line={line} />
              </th>
              <td>
                <Side line={line} side="before" />
              </td>
              <td>
                <Side line={line} side="after" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Place({ line }: { line: ChangeLine }) {
  const { t } = useTranslation("decide");
  const names = useNames();
  const { kind, id } = placeParts(line.place);
  const name = kind === "purpose" ? names.purpose(id) : kind === "member" ? names.member(id) : kind === "target" ? readable(id) : id;
  return (
    <>
      {t(`place.${kind}`, { id: name, defaultValue: readable(line.place) })}
      {line.field ? <span className="soft"> – {t(`field.${line.field}`, { defaultValue: readable(line.field) })}</span> : null}
    </>
  );
}

/** Long lists show what differs only: a plus and a minus, struck through, so that no colour is needed. */
function Side({ line, side }: { line: ChangeLine; side: "before" | "after" }) {
  const { t } = useTranslation("decide");
  const names = useNames();
  const formats = useFormats();
  const word = (entry: string) =>
    line.field === "categories" ? names.category(entry) : line.field === "purposes" ? names.purpose(entry) : entry;
  const differing = side === "after" ? line.added : line.removed;
  const isList = line.added.length + line.removed.length > 0;
  if (isList) {
    if (differing.length === 0) return <span className="soft">–</span>;
    return side === "after" ? <ins>+ {names.list(differing, word)}</ins> : <del>− {names.list(differing, word)}</del>;
  }
  const value = line[side];
  if (value === null) return <span className="soft">{t("nothing")}</span>;
  const isShare = placeParts(line.place).kind === "target" && line.field === "value";
  const said = isShare ? formats.share(Number(value)) : value === "true" ? t("form.yes") : value === "false" ? t("form.no") : value;
  return side === "after" ? <ins>{said}</ins> : <span>{said}</span>;
}
