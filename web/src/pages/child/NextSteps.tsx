import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { addNextStep, updateNextStep } from "../../api/operations";
import type { Child, NextStep } from "../../api/types";
import { useSession } from "../../app/session";
import { useFinishStep } from "../../app/tour";
import { ActionProblem, format, useFormats, useUndo } from "../../design";

const kDefaultDays = 7;

export function NextSteps({ child }: { child: Child }) {
  const { t } = useTranslation("child");
  const formats = useFormats();
  const session = useSession();
  const client = useQueryClient();
  const { offer } = useUndo();
  const refresh = () =>
    Promise.all([client.invalidateQueries({ queryKey: ["child", child.person] }), client.invalidateQueries({ queryKey: ["children"] })]);
  const setState = useMutation({
    mutationFn: ({ step, state }: { step: NextStep; state: NextStep["state"] }) => updateNextStep(child.person, step.id, { state }),
    onSuccess: (_, { step, state }) => {
      void refresh();
      if (state !== "open") offer(t(`steps.was_${state}`), () => setState.mutateAsync({ step, state: "open" }));
    },
  });
  const finish = useFinishStep();
  const open = child.next_steps.filter((step) => step.state === "open");
  const over = child.next_steps.filter((step) => step.state !== "open");
  const today = new Date().toISOString().slice(0, 10);
  return (
    <div className="stack">
      {open.length === 0 ? <p className="soft">{t("steps.none")}</p> : null}
      <ul className="plain-list steps">
        {open.map((step) => (
          <li key={step.id} className="step">
            <div>
              <div>{step.text}</div>
              <div className="small soft">
                {step.owner === session.user ? t("steps.you") : step.owner}
                {step.due ? ` · ${t("steps.due", { day: formats.day(step.due) })}` : ""}
                {step.due && step.due < today ? <strong className="late"> · {t("steps.late")}</strong> : null}
              </div>
            </div>
            <div className="row no-print">
              <Button
                size="compact-sm"
                variant="default"
                loading={setState.isPending && setState.variables.step.id === step.id}
                onClick={() => setState.mutate({ step, state: "done" })}
                aria-label={t("steps.done_named", { text: step.text })}
              >
                {t("steps.done")}
              </Button>
              <button
                type="button"
                className="link-button small"
                onClick={() => setState.mutate({ step, state: "dropped" })}
                aria-label={t("steps.drop_named", { text: step.text })}
              >
                {t("steps.drop")}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <ActionProblem error={setState.error} />
      <NewStep
        person={child.person}
        onAdded={(step) => {
          void refresh();
          finish("add_next_step");
          offer(t("steps.was_added"), () => setState.mutateAsync({ step, state: "dropped" }));
        }}
      />
      {over.length > 0 ? (
        <details className="small">
          <summary>{t("steps.earlier", { count: over.length })}</summary>
          <ul className="plain-list">
            {over.map((step) => (
              <li key={step.id} className="soft">
                {step.text} · {t(`steps.state_${step.state}`)}
                {step.outcome ? ` · ${step.outcome}` : ""}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function NewStep({ person, onAdded }: { person: string; onAdded: (step: NextStep) => void }) {
  const { t } = useTranslation("child");
  const session = useSession();
  const [text, setText] = useState("");
  const [due, setDue] = useState(() => format.addDays(new Date().toISOString(), kDefaultDays));
  const adding = useMutation({
    mutationFn: () => addNextStep(person, { text: text.trim(), owner: session.user, ...(due ? { due } : {}) }),
    onSuccess: (step) => {
      setText("");
      onAdded(step);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) adding.mutate();
  };
  return (
    <form className="step-form no-print" onSubmit={submit}>
      <TextInput
        className="step-text"
        label={t("steps.text")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={400}
        required
        withAsterisk={false}
        autoComplete="off"
      />
      <TextInput type="date" label={t("steps.by")} value={due} onChange={(event) => setDue(event.currentTarget.value)} />
      <Button type="submit" loading={adding.isPending}>
        {t("steps.add")}
      </Button>
      <ActionProblem error={adding.error} />
    </form>
  );
}
