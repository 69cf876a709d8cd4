import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AuditEntry, getCheckpoint, listAudit } from "../../api/audit";
import { asProblem } from "../../api/problem";
import { readable } from "../../api/useNames";
import { Answer, EmptyState, Loading, Page, ProblemState, Section, useFormats } from "../../design";
import { useSay } from "../../text/say";
import "../../design/forms.css";
import "./audit.css";
import { Checkpoint } from "./Checkpoint";
import { Receipt } from "./Receipt";
import { saveText } from "./save";

/** Can I check that? The answer is computed by the server at every visit, and by anyone with the checkpoint. */
export default function AuditPage() {
  const { t } = useTranslation("audit");
  const { t: common } = useTranslation();
  const formats = useFormats();
  const checkpoint = useQuery({ queryKey: ["audit", "checkpoint"], queryFn: getCheckpoint });
  const point = checkpoint.data;
  return (
    <Page
      title={common("pages.audit")}
      sentence={
        point ? t(point.verified.ok ? "sentence_ok" : "sentence_bad", { checked: formats.count(point.verified.checked) }) : undefined
      }
      tools={
        point ? <Button onClick={() => saveText(`checkpoint-${point.size}.txt`, point.text)}>{t("checkpoint.download")}</Button> : null
      }
    >
      <Section title={t("checkpoint.title")}>
        <Answer query={checkpoint}>{(data) => <Checkpoint checkpoint={data} />}</Answer>
      </Section>
      <Log />
    </Page>
  );
}

function Log() {
  const { t } = useTranslation("audit");
  const formats = useFormats();
  const [opened, setOpened] = useState<number | null>(null);
  const log = useInfiniteQuery({
    queryKey: ["audit", "log"],
    queryFn: ({ pageParam }) => listAudit(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  const total = log.data?.pages[0]?.total ?? 0;
  return (
    <Section
      title={t("log.title")}
      aside={entries.length > 0 ? t("log.shown", { n: formats.count(entries.length), total: formats.count(total) }) : null}
    >
      {log.isPending ? <Loading lines={6} /> : null}
      {log.isError && entries.length === 0 ? <ProblemState problem={asProblem(log.error)} retry={() => void log.refetch()} /> : null}
      {log.isSuccess && entries.length === 0 ? <EmptyState title={t("log.empty")} /> : null}
      {opened !== null ? <Receipt sequence={opened} close={() => setOpened(null)} /> : null}
      {entries.length > 0 ? <Entries entries={entries} open={setOpened} /> : null}
      {log.hasNextPage ? (
        <div className="no-print">
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t("log.more")}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function Entries({ entries, open }: { entries: AuditEntry[]; open: (sequence: number) => void }) {
  const { t } = useTranslation("audit");
  const formats = useFormats();
  const summary = useSummary();
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={t("log.title")}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col" className="number">
              {t("log.number")}
            </th>
            <th scope="col">{t("log.when")}</th>
            <th scope="col">{t("log.who")}</th>
            <th scope="col">{t("log.kind")}</th>
            <th scope="col">{t("log.summary")}</th>
            <th scope="col" className="no-print">
              {t("log.proof")}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.sequence}>
              <th scope="row" className="number">
                {formats.count(entry.sequence)}
              </th>
              <td className="audit-when">{formats.moment(entry.at)}</td>
              <td>{entry.by_name || t("log.nobody")}</td>
              <td>{t(`kind.${entry.kind.replaceAll(/[.-]/g, "_")}`, { defaultValue: readable(entry.kind) })}</td>
              <td>
                {summary(entry.summary)} {entry.child ? <span className="small soft">{t("log.child")}</span> : null}
              </td>
              <td className="no-print">
                <button type="button" className="link-button" onClick={() => open(entry.sequence)}>
                  {t("log.get")}
                  <span className="visually-hidden"> {entry.sequence}</span>
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A text, or a sentence of the server. */
function useSummary(): (summary: AuditEntry["summary"]) => string {
  const say = useSay();
  return (summary) => (typeof summary === "string" ? summary : say(summary));
}
