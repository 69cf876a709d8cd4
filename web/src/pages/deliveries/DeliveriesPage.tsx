import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { listDeliveries } from "../../api/operations";
import type { DeliveryList } from "../../api/types";
import { useStepSeen } from "../../app/tour";
import { Answer, EmptyState, Page, Section } from "../../design";
import { uploads } from "../../upload/runner";
import { DeliveryTable } from "./DeliveryTable";
import { DropArea } from "./DropArea";
import { Feeds } from "./Feeds";
import { UploadSheet } from "./UploadSheet";
import "./deliveries.css";

/** Is my data in, and is it right? */
export default function DeliveriesPage() {
  const { t } = useTranslation("deliveries");
  const client = useQueryClient();
  const running = useSyncExternalStore(uploads.subscribe, uploads.list);
  const query = useQuery({ queryKey: ["deliveries"], queryFn: () => listDeliveries() });
  const [resumeError, setResumeError] = useState<unknown>(null);

  useEffect(() => {
    uploads.resume().then(() => setResumeError(null), setResumeError);
  }, []);
  const doneCount = running.filter((each) => each.upload.state === "done").length;
  useEffect(() => {
    if (doneCount > 0) void client.invalidateQueries({ queryKey: ["deliveries"] });
  }, [doneCount, client]);

  useStepSeen("check_feeds", query.data !== undefined);
  return (
    <Page title={t("pages.deliveries", { ns: "common" })} sentence={query.data ? <FirstSentence list={query.data} /> : undefined}>
      <DropArea />
      {running.length > 0 ? (
        <Section title={t("uploads.title")}>
          {running.map((each) => (
            <UploadSheet key={each.upload.id} running={each} />
          ))}
        </Section>
      ) : null}
      {resumeError ? <p className="small soft">{t("uploads.not_resumed")}</p> : null}
      <Answer query={query} lines={6}>
        {(list) => (
          <>
            <Section title={t("feeds.title")}>
              <Feeds feeds={list.feeds} />
            </Section>
            <Section title={t("list.title")} aside={t("list.counted", { count: list.total })}>
              {list.items.length === 0 ? (
                <EmptyState title={t("list.empty_title")}>{t("list.empty_text")}</EmptyState>
              ) : (
                <DeliveryTable deliveries={list.items} />
              )}
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}

function FirstSentence({ list }: { list: DeliveryList }) {
  const { t } = useTranslation("deliveries");
  const late = list.feeds.filter((feed) => feed.health === "late").length;
  const never = list.feeds.filter((feed) => feed.health === "never").length;
  if (list.feeds.length === 0) return t("sentence.none");
  if (late > 0) return t("sentence.late", { count: late, of: list.feeds.length });
  if (never > 0) return t("sentence.never", { count: never, of: list.feeds.length });
  return t("sentence.fresh", { count: list.feeds.length });
}
