import { Button, Radio, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { castBallot, type Choice, type Motion } from "../../api/govern";
import { useFinishStep } from "../../app/tour";
import { ActionProblem } from "../../design";

const kChoices: Choice[] = ["for", "against", "abstain"];

/** A member's vote. It may be changed until the vote ends, so nothing is asked twice. */
export function Ballot({ motion }: { motion: Motion }) {
  const { t } = useTranslation("decide");
  const client = useQueryClient();
  const finish = useFinishStep();
  const mine = motion.my_ballot ?? null;
  const [choice, setChoice] = useState<Choice | null>(mine);
  const [reason, setReason] = useState("");
  const casting = useMutation({
    mutationFn: () => castBallot(motion.id, choice ?? "abstain", reason.trim()),
    onSuccess: () => {
      finish("vote");
      return client.invalidateQueries({ queryKey: ["motions"] });
    },
  });
  const cast = (event: FormEvent) => {
    event.preventDefault();
    if (choice) casting.mutate();
  };
  return (
    <form className="ballot stack no-print" onSubmit={cast}>
      <Radio.Group
        label={t("vote_title")}
        description={t("vote_hint")}
        value={choice ?? ""}
        onChange={(value) => setChoice(value as Choice)}
      >
        <div className="row ballot-choices">
          {kChoices.map((option) => (
            <Radio key={option} value={option} label={t(`choice.${option}`)} />
          ))}
        </div>
      </Radio.Group>
      <Textarea label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} rows={2} maxLength={1000} />
      <ActionProblem error={casting.error} />
      <div className="row">
        <Button type="submit" variant="light" disabled={choice === null} loading={casting.isPending}>
          {t(mine ? "cast_again" : "cast")}
        </Button>
        <span role="status">{mine ? t("voted", { choice: t(`choice.${mine}`) }) : ""}</span>
      </div>
    </form>
  );
}
