import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { askCorrection, type Correction, type Holding } from "../../api/agreements";
import { useNames } from "../../api/useNames";
import { useFinishStep } from "../../app/tour";
import { ActionProblem, Section, useFormats } from "../../design";

/** A parent says what is wrong; whoever holds it answers. */
export function Corrections({ person, holdings, corrections }: { person: string; holdings: Holding[]; corrections: Correction[] }) {
  const { t } = useTranslation("family");
  const names = useNames();
  const client = useQueryClient();
  const finish = useFinishStep();
  const parts = holdings.flatMap((holding) => holding.categories.map((kept) => ({ holding, category: kept.category })));
  const [part, setPart] = useState(0);
  const [text, setText] = useState("");
  const [isShort, setShort] = useState(false);
  const chosen = parts[part];
  const asking = useMutation({
    mutationFn: () => askCorrection(person, { source: chosen?.holding.source ?? "", category: chosen?.category ?? "", text: text.trim() }),
    onSuccess: async () => {
      setText("");
      finish("ask_correction");
      await client.invalidateQueries({ queryKey: ["family", person] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setShort(text.trim().length < 3);
    if (text.trim().length >= 3) asking.mutate();
  };
  return (
    <Section title={t("corrections.title")}>
      {corrections.length > 0 ? <Asked corrections={corrections} /> : null}
      {parts.length > 0 ? (
        <form className="sheet stack no-print" onSubmit={send}>
          <p>{t("corrections.lead")}</p>
          <NativeSelect
            label={t("corrections.which")}
            value={String(part)}
            onChange={(event) => setPart(Number(event.currentTarget.value))}
            data={parts.map((entry, index) => ({
              value: String(index),
              label: `${names.category(entry.category)} – ${entry.holding.name}`,
            }))}
          />
          <Textarea
            label={t("corrections.what")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            rows={4}
            maxLength={2000}
            error={isShort ? t("corrections.too_short") : undefined}
          />
          <ActionProblem error={asking.error} />
          <div role="status">
            {asking.isSuccess ? <p className="notice small">{t("corrections.sent", { member: chosen?.holding.name ?? "" })}</p> : null}
          </div>
          <div>
            <Button type="submit" variant="default" loading={asking.isPending}>
              {t("corrections.send")}
            </Button>
          </div>
        </form>
      ) : null}
    </Section>
  );
}

function Asked({ corrections }: { corrections: Correction[] }) {
  const { t } = useTranslation("family");
  const formats = useFormats();
  const names = useNames();
  return (
    <ul className="plain-list stack">
      {corrections.map((correction) => (
        <li key={correction.id} className="sheet">
          <p className="row">
            <span className="tag">{t(`corrections.state.${correction.state}`, { defaultValue: correction.state })}</span>
            <span className="small soft">
              {names.category(correction.category)} · {t("corrections.asked", { day: formats.day(correction.asked_at) })}
            </span>
          </p>
          <p>{correction.text}</p>
          {correction.reply ? <p className="small">{correction.reply}</p> : null}
        </li>
      ))}
    </ul>
  );
}
