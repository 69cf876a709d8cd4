import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Agreement, type Decided, type WhatIfAnswer, type WhatIfQuestion, whatIf } from "../../api/agreements";
import { useNames } from "../../api/useNames";
import { ActionProblem, Section, useFormats } from "../../design";

const kKinds: WhatIfQuestion["change"]["kind"][] = ["agreement_in_force", "consent_given", "consent_withdrawn", "expires"];

const kOfAgreements = new Set<string>(["agreement_in_force", "expires"]);

/** Tries a change without making it: the decision now beside the decision then. */
export function WhatIf({ agreements }: { agreements: Agreement[] }) {
  const { t } = useTranslation("consents");
  const { t: word } = useTranslation("words");
  const names = useNames();
  const [wish, setWish] = useState({ purpose: "", category: "", source: "", viewer: "", kind: "consent_given", id: "" });
  const set = (key: keyof typeof wish) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setWish((last) => ({ ...last, [key]: value }));
  };
  const purpose = wish.purpose || names.purposes[0]?.id || "";
  const source = names.sources.find((entry) => entry.id === wish.source) ?? names.sources[0];
  const category = source?.categories.includes(wish.category) ? wish.category : (source?.categories[0] ?? "");
  const agreement = agreements.find((each) => each.id === wish.id)?.id ?? agreements[0]?.id ?? "";
  const id = kOfAgreements.has(wish.kind) ? agreement : wish.id.trim();
  const asking = useMutation({
    mutationFn: () =>
      whatIf({
        purpose,
        category,
        source: source?.id ?? "",
        ...(wish.viewer.trim() ? { viewer: wish.viewer.trim() } : {}),
        change: { kind: wish.kind as WhatIfQuestion["change"]["kind"], ...(id ? { id } : {}) },
      }),
  });
  const ask = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  return (
    <Section title={t("what_if.title")} id="what-if">
      <p className="soft prose no-print">{t("what_if.lead")}</p>
      <form className="sheet form-grid no-print" onSubmit={ask}>
        <NativeSelect
          label={t("what_if.change")}
          value={wish.kind}
          onChange={set("kind")}
          data={kKinds.map((kind) => ({ value: kind, label: t(`what_if.kinds.${kind}`) }))}
        />
        {kOfAgreements.has(wish.kind) ? (
          <NativeSelect
            label={t("what_if.agreement")}
            value={agreement}
            onChange={set("id")}
            data={agreements.map((each) => ({
              value: each.id,
              label: `${word(`tier.${each.tier}`, { defaultValue: each.tier })} ${each.id}`,
            }))}
          />
        ) : (
          <TextInput label={t("what_if.id")} value={wish.id} onChange={set("id")} maxLength={100} />
        )}
        <NativeSelect
          label={t("what_if.source")}
          value={source?.id ?? ""}
          onChange={set("source")}
          data={names.sources.map((entry) => ({ value: entry.id, label: entry.name }))}
        />
        <NativeSelect
          label={t("what_if.category")}
          value={category}
          onChange={set("category")}
          data={(source?.categories ?? []).map((id) => ({ value: id, label: names.category(id) }))}
        />
        <NativeSelect
          label={t("what_if.purpose")}
          value={purpose}
          onChange={set("purpose")}
          data={names.purposes.map((entry) => ({ value: entry.id, label: names.purpose(entry.id) }))}
        />
        <TextInput label={t("what_if.viewer")} value={wish.viewer} onChange={set("viewer")} maxLength={100} autoComplete="off" />
        <div className="form-end">
          <Button type="submit" variant="default" loading={asking.isPending}>
            {t("what_if.ask")}
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        <ActionProblem error={asking.error} />
        {asking.data ? <Compared answer={asking.data} /> : null}
      </div>
    </Section>
  );
}

function Compared({ answer }: { answer: WhatIfAnswer }) {
  const { t } = useTranslation("consents");
  const formats = useFormats();
  const { counts } = answer;
  if (counts) {
    if (counts.suppressed || counts.before === null || counts.after === null) return <p className="notice">{t("what_if.withheld")}</p>;
    const words = (n: number) => ({ n: formats.count(n), of: formats.count(counts.of) });
    return (
      <div className="sheet stack">
        <p>{t("what_if.children_before", words(counts.before))}</p>
        <p>
          <strong>{t("what_if.children_after", words(counts.after))}</strong>
        </p>
      </div>
    );
  }
  if (!answer.before || !answer.after) return <p className="notice">{t("what_if.nothing")}</p>;
  return (
    <div className="before-after">
      <Side title={t("what_if.before")} decided={answer.before} />
      <Side title={t("what_if.after")} decided={answer.after} />
      {answer.before.decision === answer.after.decision ? <p className="soft">{t("what_if.same")}</p> : null}
    </div>
  );
}

function Side({ title, decided }: { title: string; decided: Decided }) {
  const { t } = useTranslation("consents");
  const isShown = decided.decision === "permit";
  return (
    <div className="sheet stack">
      <h3>{title}</h3>
      <p>
        <span className={`tag ${isShown ? "tag-good" : "tag-quiet"}`}>
          {isShown ? "✓ " : "– "}
          {t(`what_if.${decided.decision}`)}
        </span>
      </p>
      <ul>
        {decided.reasons.map((reason, index) => (
          <li key={index} className="small">
            {reason.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
