import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getReadiness, type ReadinessLine } from "../../api/govern";
import { useNames } from "../../api/useNames";
import { useSession } from "../../app/session";
import { Answer, EmptyState, ReasonTip, Section, useFormats } from "../../design";
import { AnswerForm } from "./AnswerForm";
import { columnsOf, levelOf, mostApart } from "./readiness_map";

/** Members by statements, with the disagreement, and beside it what the platform measures and one next step. */
export function Readiness() {
  const { t } = useTranslation("joined");
  const readiness = useQuery({ queryKey: ["readiness"], queryFn: getReadiness });
  return (
    <Section title={t("readiness.title")}>
      <p className="soft prose">{t("readiness.lead")}</p>
      <Answer query={readiness} lines={8} isEmpty={(data) => data.items.length === 0} empty={<EmptyState title={t("readiness.empty")} />}>
        {(data) => <ReadinessMap lines={data.items} />}
      </Answer>
    </Section>
  );
}

function ReadinessMap({ lines }: { lines: ReadinessLine[] }) {
  const { t } = useTranslation("joined");
  const names = useNames();
  const session = useSession();
  const columns = columnsOf(lines);
  const mayAnswer = session.role === "member-lead" && session.member !== null;
  return (
    <>
      <p className="small soft">{t("readiness.legend")}</p>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={t("readiness.title")}>
        <table className="data-table readiness">
          <thead>
            <tr>
              <th scope="col">{t("readiness.item")}</th>
              {columns.map((member) => (
                <th key={member} scope="col" className="readiness-member">
                  <span>{names.member(member)}</span>
                </th>
              ))}
              <th scope="col">{t("readiness.spread")}</th>
              <th scope="col">{t("readiness.measured")}</th>
              <th scope="col">{t("readiness.next")}</th>
            </tr>
          </thead>
          <tbody>
            {mostApart(lines).map((line) => (
              <Line key={line.item} line={line} columns={columns} answerAs={mayAnswer ? session.member : null} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Line({ line, columns, answerAs }: { line: ReadinessLine; columns: string[]; answerAs: string | null }) {
  const { t } = useTranslation("joined");
  const names = useNames();
  const { indicator } = line;
  const next = indicator
    ? t(`readiness_next.${indicator.next_step.replace("readiness.next.", "")}`, { defaultValue: indicator.next_step })
    : "–";
  return (
    <tr>
      <th scope="row" className="readiness-item">
        <span className="small soft">{t(`dimension.${line.dimension}`, { defaultValue: line.dimension })}</span>
        <br />
        {t(`item.${line.item}`, { defaultValue: line.question })}
        {answerAs ? <AnswerForm line={line} member={answerAs} /> : null}
      </th>
      {columns.map((member) => {
        const answer = line.answers.find((one) => one.member === member);
        return (
          <td key={member} className="readiness-cell">
            {answer ? (
              <ReasonTip
                reason={`${names.member(member)}: ${t(`readiness.level.${levelOf(answer)}`)}${answer.evidence ? `. ${answer.evidence}` : ""}`}
              >
                <span className={`level level-${levelOf(answer)}`}>{levelOf(answer)}</span>
              </ReasonTip>
            ) : (
              <span className="soft" aria-label={t("readiness.none")} role="img">
                ·
              </span>
            )}
          </td>
        );
      })}
      <td className="number">
        {line.hidden_until_answered ? "…" : line.spread === null ? "–" : line.spread === 0 ? t("readiness.agree") : line.spread}
      </td>
      <td>{indicator ? <Indicator indicator={indicator} /> : "–"}</td>
      <td>{next}</td>
    </tr>
  );
}

function Indicator({ indicator }: { indicator: NonNullable<ReadinessLine["indicator"]> }) {
  const { t } = useTranslation("joined");
  const formats = useFormats();
  const { value, unit } = indicator;
  const shown =
    value === null
      ? unit === "days"
        ? t("readiness.never")
        : "–"
      : unit === "share"
        ? formats.share(value)
        : unit === "days"
          ? t("unit.days", { count: value, n: formats.count(value) })
          : formats.count(value);
  return (
    <>
      <span className="small soft">{t(`indicator.${indicator.key}`, { defaultValue: indicator.key })}</span>
      <br />
      <strong>{shown}</strong>{" "}
      {indicator.standing ? (
        <span className={`tag ${indicator.standing === "act" ? "tag-accent" : indicator.standing === "good" ? "tag-good" : "tag-quiet"}`}>
          {t(`standing.${indicator.standing}`, { defaultValue: indicator.standing })}
        </span>
      ) : null}
    </>
  );
}
