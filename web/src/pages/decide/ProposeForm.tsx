import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type MotionClass, proposeMotion } from "../../api/govern";
import { listMeasures } from "../../api/insight";
import { useFinishStep } from "../../app/tour";
import { ActionProblem } from "../../design";
import { addDays } from "../../design/format";

const kClasses: MotionClass[] = ["measure", "consent_policy", "minimum_data_set", "membership", "request", "incident"];
const kKinds = ["none", "set_minimum_cell", "publish_zeros", "put_measure_target"] as const;
type Kind = (typeof kKinds)[number];
const kVoteDays = 14;

/** What the settings of a change look like to the server. Shares are typed in percent and sent as shares. */
export function changeOf(
  kind: Kind,
  values: { minimum: number; zeros: boolean; card: string; percent: number },
): Record<string, unknown> | undefined {
  switch (kind) {
    case "none":
      return undefined;
    case "set_minimum_cell":
      return { kind, value: values.minimum };
    case "publish_zeros":
      return { kind, value: values.zeros ? 1 : 0 };
    case "put_measure_target":
      return { kind, target: { card: values.card, value: values.percent / 100 } };
  }
}

/** A motion names the change it makes; what could not be applied is refused before anybody votes. */
export function ProposeForm({ close, done }: { close: () => void; done: () => void }) {
  const { t } = useTranslation("decide");
  const client = useQueryClient();
  const finish = useFinishStep();
  const cards = useQuery({ queryKey: ["measures"], queryFn: listMeasures });
  const [motionClass, setClass] = useState<MotionClass>("measure");
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  const [closesOn, setClosesOn] = useState(addDays(new Date().toISOString(), kVoteDays));
  const [kind, setKind] = useState<Kind>("none");
  const [values, setValues] = useState({ minimum: 11, zeros: false, card: "", percent: 15 });
  const [isMissing, setMissing] = useState(false);
  const card = values.card || cards.data?.items[0]?.id || "";
  const sending = useMutation({
    mutationFn: () =>
      proposeMotion({
        class: motionClass,
        title: title.trim(),
        text: text.trim(),
        closes_on: closesOn,
        change: changeOf(kind, { ...values, card }),
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["motions"] });
      finish("prepare_motion");
      done();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const isWanting = !title.trim() || !text.trim();
    setMissing(isWanting);
    if (!isWanting) sending.mutate();
  };
  return (
    <form className="sheet stack no-print" onSubmit={send} aria-label={t("form.title")}>
      <h2>{t("form.title")}</h2>
      <TextInput
        label={t("form.name")}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        maxLength={200}
        data-autofocus
        autoFocus
      />
      <Textarea label={t("form.text")} value={text} onChange={(event) => setText(event.currentTarget.value)} rows={4} maxLength={5000} />
      <div className="form-grid">
        <NativeSelect
          label={t("form.class")}
          value={motionClass}
          onChange={(event) => setClass(event.currentTarget.value as MotionClass)}
          data={kClasses.map((id) => ({ value: id, label: t(`class.${id}`) }))}
        />
        <TextInput type="date" label={t("form.closes")} value={closesOn} onChange={(event) => setClosesOn(event.currentTarget.value)} />
        <NativeSelect
          label={t("form.change")}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Kind)}
          data={kKinds.map((id) => ({ value: id, label: t(`form.changes.${id}`) }))}
        />
        {kind === "set_minimum_cell" ? (
          <TextInput
            type="number"
            label={t("form.minimum")}
            min={3}
            max={1000}
            value={values.minimum}
            onChange={(event) => setValues({ ...values, minimum: event.currentTarget.valueAsNumber })}
          />
        ) : null}
        {kind === "publish_zeros" ? (
          <NativeSelect
            label={t("form.zeros")}
            value={values.zeros ? "yes" : "no"}
            onChange={(event) => setValues({ ...values, zeros: event.currentTarget.value === "yes" })}
            data={["no", "yes"].map((id) => ({ value: id, label: t(`form.${id}`) }))}
          />
        ) : null}
        {kind === "put_measure_target" ? (
          <>
            <NativeSelect
              label={t("form.card")}
              value={card}
              onChange={(event) => setValues({ ...values, card: event.currentTarget.value })}
              data={(cards.data?.items ?? []).map((entry) => ({ value: entry.id, label: entry.question }))}
            />
            <TextInput
              type="number"
              label={t("form.target")}
              min={0}
              max={100}
              step={0.5}
              value={values.percent}
              onChange={(event) => setValues({ ...values, percent: event.currentTarget.valueAsNumber })}
            />
          </>
        ) : null}
      </div>
      {isMissing ? (
        <p className="notice small" role="alert">
          {t("form.missing")}
        </p>
      ) : null}
      <ActionProblem error={sending.error} />
      <div className="row">
        <Button type="submit" loading={sending.isPending}>
          {t("form.send")}
        </Button>
        <Button variant="default" onClick={close}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}
