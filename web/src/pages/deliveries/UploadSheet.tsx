import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ChangeEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { nameOf, useCommunity } from "../../app/community";
import { ActionProblem, useFormats } from "../../design";
import { progressOf } from "../../upload/parts";
import { isOver } from "../../upload/jobs";
import { type Running, uploads } from "../../upload/runner";
import { Bar } from "./Bar";
import { PreviewSheet, type PreviewAnswer } from "./PreviewSheet";

/** One upload from its first byte to its delivery, with the one thing that can be done next. */
export function UploadSheet({ running }: { running: Running }) {
  const { t } = useTranslation("deliveries");
  const community = useCommunity();
  const { upload, job, problem } = running;
  const isWorking = job !== null && !isOver(job);
  const preview = upload.preview as PreviewAnswer | null;
  return (
    <section className="sheet upload" aria-label={t("uploads.named", { source: nameOf(community.data?.sources, upload.source) })}>
      <div className="row upload-head">
        <h3>{nameOf(community.data?.sources, upload.source)}</h3>
        <span className="small soft">{upload.files.map((file) => file.name).join(", ")}</span>
      </div>
      {upload.state === "receiving" && !running.needsFiles ? <Receiving running={running} /> : null}
      {running.needsFiles ? <PickAgain id={upload.id} /> : null}
      {isWorking ? <Working running={running} /> : null}
      {problem ? <ActionProblem error={problem} /> : null}
      {job?.state === "failed" ? (
        <p className="notice" role="alert">
          {t(`job_problem.${(job.error?.id ?? "").replaceAll(".", "_")}`, {
            defaultValue: job.error?.detail || job.error?.title || t("uploads.failed"),
          })}
        </p>
      ) : null}
      {upload.state === "done" ? (
        <Done running={running} />
      ) : (
        <>
          {preview && !isWorking ? <PreviewSheet preview={preview} onDeliver={(allow) => void uploads.deliver(upload.id, allow)} /> : null}
          <div className="row no-print">
            {!isWorking && !preview && (upload.state === "ready" || upload.state === "failed") ? (
              <Button variant="default" onClick={() => void uploads.preview(upload.id)}>
                {t("uploads.look_again")}
              </Button>
            ) : null}
            <button type="button" className="link-button small" onClick={() => void uploads.drop(upload.id)}>
              {t("uploads.drop")}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

function Receiving({ running }: { running: Running }) {
  const { t } = useTranslation("deliveries");
  const formats = useFormats();
  const { received, bytes } = progressOf(running.upload);
  return (
    <div role="group" aria-label={t("uploads.sending")}>
      <Bar done={received} total={bytes} label={t("uploads.sending")} />
      <p className="small soft">
        {running.isWaiting ? t("uploads.waiting") : t("uploads.sent", { done: formats.bytes(received), total: formats.bytes(bytes) })}
      </p>
    </div>
  );
}

function Working({ running }: { running: Running }) {
  const { t } = useTranslation("deliveries");
  const formats = useFormats();
  const job = running.job!;
  const doing = t(`doing.${job.doing.replaceAll(" ", "_")}`, { defaultValue: job.doing || t(`doing.${job.kind}`) });
  return (
    <div>
      <Bar done={job.done} total={job.total} label={doing} />
      <p className="small soft" role="status">
        {job.state === "waiting" ? t("doing.waiting") : doing}
        {job.total > 0 ? ` · ${formats.count(job.done)} / ${formats.count(job.total)}` : ""}
      </p>
    </div>
  );
}

function PickAgain({ id }: { id: string }) {
  const { t } = useTranslation("deliveries");
  const [isOther, setOther] = useState(false);
  const pick = (event: ChangeEvent<HTMLInputElement>) => setOther(!uploads.goOn(id, [...(event.currentTarget.files ?? [])]));
  return (
    <div className="stack">
      <p>{t("uploads.pick_again")}</p>
      <input type="file" multiple className="drop-input" aria-label={t("uploads.pick_label")} onChange={pick} />
      {isOther ? (
        <p className="notice small" role="alert">
          {t("uploads.other_files")}
        </p>
      ) : null}
    </div>
  );
}

function Done({ running }: { running: Running }) {
  const { t } = useTranslation("deliveries");
  const delivery = running.upload.delivery;
  return (
    <div className="row" role="status">
      <span className="tag tag-good">{t("uploads.delivered")}</span>
      {delivery ? (
        <Link to="/deliveries/$delivery" params={{ delivery: String(delivery) }}>
          {t("uploads.see")}
        </Link>
      ) : null}
      <button type="button" className="link-button small" onClick={() => uploads.remove(running.upload.id)}>
        {t("uploads.put_away")}
      </button>
    </div>
  );
}
