import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { answerReadiness, type ReadinessLine } from "../../api/govern";
import { ActionProblem } from "../../design";
import { levelOf } from "./readiness_map";

const kSteps = ["0", "1", "2", "3"];

/** A member's own answer, given before the others' are seen. */
export function AnswerForm({ line, member }: { line: ReadinessLine; member: string }) {
  const { t } = useTranslation("joined");
  const client = useQueryClient();
  const mine = line.answers.find((answer) => answer.member === member);
  const [level, setLevel] = useState(String(mine ? levelOf(mine) : 2));
  const [confidence, setConfidence] = useState(String(mine?.confidence ?? 2));
  const [evidence, setEvidence] = useState(mine?.evidence ?? "");
  const saving = useMutation({
    mutationFn: () => answerReadiness(line.item, { level: Number(level), confidence: Number(confidence), evidence: evidence.trim() }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["readiness"] }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <details className="no-print">
      <summary className="small">{t("readiness.answer")}</summary>
      {line.hidden_until_answered ? <p className="small soft">{t("readiness.hidden")}</p> : null}
      <form className="stack" onSubmit={send}>
        <NativeSelect
          label={t("readiness.answer")}
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value)}
          data={kSteps.map((step) => ({ value: step, label: t(`readiness.level.${step}`) }))}
        />
        <NativeSelect
          label={t("readiness.confidence_label")}
          value={confidence}
          onChange={(event) => setConfidence(event.currentTarget.value)}
          data={kSteps.map((step) => ({ value: step, label: t(`readiness.confidence.${step}`) }))}
        />
        <TextInput
          label={t("readiness.evidence")}
          value={evidence}
          onChange={(event) => setEvidence(event.currentTarget.value)}
          maxLength={500}
        />
        <ActionProblem error={saving.error} />
        <div>
          <Button type="submit" size="xs" variant="default" loading={saving.isPending}>
            {t("readiness.save")}
          </Button>{" "}
          <span role="status" className="small">
            {saving.isSuccess ? t("readiness.saved") : ""}
          </span>
        </div>
      </form>
    </details>
  );
}
