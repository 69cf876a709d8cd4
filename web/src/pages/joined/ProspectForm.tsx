import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { addEngagement, kStages, type Prospect, type ProspectWish, type Stage, updateEngagement } from "../../api/govern";
import { ActionProblem, useUndo } from "../../design";

const kTexts = ["organisation", "contact", "owner", "next_step"] as const;

const wishOf = (
  prospect: Prospect | null,
): Required<Pick<ProspectWish, "organisation" | "contact" | "owner" | "stage" | "benefit" | "fears" | "next_step">> & { due: string } => ({
  organisation: prospect?.organisation ?? "",
  contact: prospect?.contact ?? "",
  owner: prospect?.owner ?? "",
  stage: prospect?.stage ?? "identified",
  benefit: prospect?.benefit ?? "",
  fears: prospect?.fears ?? "",
  next_step: prospect?.next_step ?? "",
  due: prospect?.due ?? "",
});

/** Only what differs is sent: a stage that is sent again would be reached again. */
export function changesOf(prospect: Prospect, values: ReturnType<typeof wishOf>): ProspectWish {
  const was = wishOf(prospect);
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== "" && value !== was[key as keyof typeof was]));
}

/** One organisation of the plan. An empty day is left out: the program does not guess one. */
export function ProspectForm({ prospect, close }: { prospect: Prospect | null; close: () => void }) {
  const { t } = useTranslation("joined");
  const client = useQueryClient();
  const undo = useUndo();
  const [wish, setWish] = useState(wishOf(prospect));
  const [isNameless, setNameless] = useState(false);
  const set = (key: keyof typeof wish) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setWish((last) => ({ ...last, [key]: value }));
  };
  const send = (values: typeof wish): Promise<Prospect> =>
    prospect ? updateEngagement(prospect.id, changesOf(prospect, values)) : addEngagement({ ...values, due: values.due || undefined });
  const saving = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["engagement"] });
      if (prospect)
        undo.offer(t("plan.saved"), () =>
          updateEngagement(prospect.id, { ...wishOf(prospect), due: prospect.due ?? undefined }).then(() =>
            client.invalidateQueries({ queryKey: ["engagement"] }),
          ),
        );
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setNameless(!wish.organisation.trim());
    if (wish.organisation.trim()) saving.mutate(wish);
  };
  return (
    <form className="sheet stack no-print" onSubmit={submit} aria-label={prospect?.organisation ?? t("add")}>
      <h2>{prospect?.organisation ?? t("add")}</h2>
      <div className="form-grid">
        {kTexts.map((key, index) => (
          <TextInput
            key={key}
            label={t(`plan.${key === "next_step" ? "next" : key}`)}
            value={wish[key]}
            onChange={set(key)}
            maxLength={300}
            autoFocus={index === 0}
            error={key === "organisation" && isNameless ? t("plan.name_missing") : undefined}
          />
        ))}
        <TextInput type="date" label={t("plan.due")} value={wish.due} onChange={set("due")} />
        <NativeSelect
          label={t("plan.stage")}
          value={wish.stage}
          onChange={(event) => setWish({ ...wish, stage: event.currentTarget.value as Stage })}
          data={kStages.map((stage) => ({ value: stage, label: t(`stage.${stage}`) }))}
        />
      </div>
      <Textarea label={t("plan.why")} value={wish.benefit} onChange={set("benefit")} rows={2} maxLength={2000} />
      <Textarea label={t("plan.fears")} value={wish.fears} onChange={set("fears")} rows={2} maxLength={2000} />
      <ActionProblem error={saving.error} />
      <div className="row">
        <Button type="submit" loading={saving.isPending}>
          {t("plan.save")}
        </Button>
        <Button variant="default" onClick={close}>
          {t("plan.cancel")}
        </Button>
      </div>
    </form>
  );
}
