import { Button, Radio, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Consent, type FamilyChild, familyGive, familyNarrow, type Holding } from "../../api/agreements";
import { useNames } from "../../api/useNames";
import { useFinishStep } from "../../app/tour";
import { ActionProblem } from "../../design";
import { CheckGroup } from "../../design/CheckGroup";
import { addDays } from "../../design/format";
import { boxesOf, categoriesHeld, isWhole, kEverything, lessThan, today } from "./consent_wish";

interface ConsentFormProps {
  child: FamilyChild;
  holdings: Holding[];
  /** Given: this consent may only become smaller. */
  narrow?: Consent;
  cancel: () => void;
  done: (said: string) => void;
}

const kYearDays = 365;

/** Boxes in plain words. Who gives starts with nothing ticked; who narrows starts with what holds and may only take away. */
export function ConsentForm({ child, holdings, narrow, cancel, done }: ConsentFormProps) {
  const { t } = useTranslation("family");
  const names = useNames();
  const client = useQueryClient();
  const finish = useFinishStep();
  const choices = useChoices(holdings, narrow);
  const [effect, setEffect] = useState<"permit" | "deny">("permit");
  const [categories, setCategories] = useState<string[]>(narrow ? boxesOf(narrow.categories, choices.categories) : []);
  const [recipients, setRecipients] = useState<string[]>(narrow ? boxesOf(narrow.recipients, choices.recipients) : []);
  const [purposes, setPurposes] = useState<string[]>(narrow ? boxesOf(narrow.purposes, choices.purposes) : []);
  const [until, setUntil] = useState(narrow?.to ?? (narrow ? "" : addDays(today(), kYearDays)));
  const [isIncomplete, setIncomplete] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const less = narrow ? lessThan(narrow, { categories, recipients, purposes, to: until }, choices) : null;
  const sending = useMutation({
    mutationFn: () =>
      narrow && less
        ? familyNarrow(narrow.id, less)
        : familyGive(child.person, {
            authority: child.authority?.id,
            effect,
            categories,
            recipients: isWhole(recipients, choices.recipients) ? [kEverything] : recipients,
            purposes,
            sources: [kEverything],
            ...(until ? { to: until } : {}),
          }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["family"] });
      finish("change_consent");
      done(t(narrow ? "consents.narrowed" : "consents.given"));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const isWanting =
      [categories, recipients, purposes].some((list) => list.length === 0) || (less !== null && Object.keys(less).length === 0);
    setIncomplete(isWanting);
    if (!isWanting) sending.mutate();
  };
  const options = (ids: string[], name: (id: string) => string) => ids.map((id) => ({ id, label: name(id) }));
  return (
    <form className="sheet stack no-print" onSubmit={send} aria-labelledby="consent-form-title">
      <h3 id="consent-form-title" tabIndex={-1} ref={heading}>
        {t(narrow ? "form.title_narrow" : "form.title_give")}
      </h3>
      {narrow ? (
        <p className="soft">{t("form.narrow_hint")}</p>
      ) : (
        <Radio.Group label={t("form.effect")} value={effect} onChange={(value) => setEffect(value === "deny" ? "deny" : "permit")}>
          <div className="stack consent-effect">
            <Radio value="permit" label={t("form.permit")} />
            <Radio value="deny" label={t("form.deny")} />
          </div>
        </Radio.Group>
      )}
      <CheckGroup
        legend={t("form.categories")}
        options={options(choices.categories, names.category)}
        chosen={categories}
        choose={setCategories}
      />
      <CheckGroup
        legend={t("form.recipients")}
        options={options(choices.recipients, names.recipient)}
        chosen={recipients}
        choose={setRecipients}
      />
      <CheckGroup legend={t("form.purposes")} options={options(choices.purposes, names.purpose)} chosen={purposes} choose={setPurposes} />
      <TextInput
        type="date"
        label={t("form.until")}
        value={until}
        min={today()}
        max={narrow?.to ?? undefined}
        onChange={(event) => setUntil(event.currentTarget.value)}
        className="date-input"
      />
      {isIncomplete ? (
        <p className="notice small" role="alert">
          {t(narrow ? "form.nothing_taken" : "form.choose_one")}
        </p>
      ) : null}
      <ActionProblem error={sending.error} />
      <div className="row">
        <Button type="submit" loading={sending.isPending}>
          {t(narrow ? "form.send_narrow" : "form.send_give")}
        </Button>
        <Button variant="default" onClick={cancel}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** What there is to choose from: what is held, who takes part, what it may be for; a narrower consent chooses within itself. */
function useChoices(holdings: Holding[], narrow: Consent | undefined) {
  const names = useNames();
  const held = categoriesHeld(holdings);
  const members =
    names.members.length > 0 ? names.members.map((member) => member.id) : [...new Set(holdings.map((holding) => holding.member))];
  const purposes =
    names.purposes.length > 0
      ? names.purposes.filter(isForFamilies).map((purpose) => purpose.id)
      : ["care-coordination", "attendance-support"];
  const within = (set: readonly string[] | undefined, all: string[]) => (set && !set.includes(kEverything) ? [...set] : all);
  return {
    categories: within(narrow?.categories, held),
    recipients: within(narrow?.recipients, members),
    purposes: within(narrow?.purposes, purposes),
  };
}

/** Purposes that the law or an agreement already settles are not a parent's to tick. */
const isForFamilies = (purpose: { id: string; to: string | null }) =>
  !["emergency", "child-protection"].includes(purpose.id) && (purpose.to === null || purpose.to >= today());
