import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { applyFix } from "../../api/operations";
import type { Delivery, Fix, Job, ProblemGroup } from "../../api/types";
import { ActionProblem, useFormats } from "../../design";
import { isOver, watchJob } from "../../upload/jobs";
import { Bar } from "./Bar";
import { FixForm } from "./FixForm";
import { useProblemWords } from "./problems";

/** Problems by cause: one fix for many cells, remembered for the next delivery. */
export function ProblemGroups({ delivery, groups }: { delivery: Delivery; groups: ProblemGroup[] }) {
  return (
    <ul className="plain-list stack">
      {groups.map((group) => (
        <li key={`${group.id}-${group.column ?? ""}`} className="sheet problem">
          <Group delivery={delivery} group={group} />
        </li>
      ))}
    </ul>
  );
}

function Group({ delivery, group }: { delivery: Delivery; group: ProblemGroup }) {
  const { t } = useTranslation("deliveries");
  const formats = useFormats();
  const words = useProblemWords();
  const client = useQueryClient();
  const [job, setJob] = useState<Job | null>(null);
  const fixing = useMutation({
    mutationFn: (fix: Fix) => applyFix(delivery.id, group.id, fix),
    onSuccess: (started) => {
      setJob(started);
      watchJob(
        started.id,
        (now) => {
          setJob(now);
          if (isOver(now))
            void client.invalidateQueries({ queryKey: ["delivery"] }).then(() => client.invalidateQueries({ queryKey: ["deliveries"] }));
        },
        () => setJob(null),
      );
    },
  });
  return (
    <>
      <div className="row">
        <h3>{words.title(group.id)}</h3>
        <span className={group.severity === "error" ? "tag tag-accent" : "tag"}>
          {t(`severity.${group.severity}`, { defaultValue: group.severity })}
        </span>
        <span className="soft small">
          {t("preview.times", { count: group.count })}
          {group.column ? ` · ${t("one.column", { column: group.column })}` : ""}
        </span>
      </div>
      {words.advice(group.id) ? <p>{words.advice(group.id)}</p> : null}
      {group.examples.length > 0 ? (
        <ul className="small examples">
          {group.examples.map((example, index) => (
            <li key={index}>
              <span className="soft">{t("one.place", { file: example.file, line: formats.count(example.line) })}</span>
              {example.column ? <span className="soft"> · {example.column}</span> : null}
              {example.value ? (
                <>
                  {" "}
                  <code>{example.value}</code>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {delivery.state === "undone" || group.fix.kind === "none" ? null : (
        <FixForm
          fix={group.fix}
          column={group.column}
          isBusy={fixing.isPending || (job !== null && !isOver(job))}
          onApply={(fix) => fixing.mutate(fix)}
        />
      )}
      {job && !isOver(job) ? <Bar done={job.done} total={job.total} label={t("fix.reading_again")} /> : null}
      {job?.state === "done" ? (
        <p className="small" role="status">
          {t("fix.done")}
        </p>
      ) : null}
      {job?.state === "failed" ? (
        <p className="notice small" role="alert">
          {job.error?.detail || t("uploads.failed")}{" "}
          <Button size="compact-xs" variant="default" onClick={() => setJob(null)}>
            {t("uploads.look_again")}
          </Button>
        </p>
      ) : null}
      <ActionProblem error={fixing.error} />
    </>
  );
}
