import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Consent, type ConsentWish, type FamilyChild, familyGive, familyWithdraw, type Holding } from "../../api/agreements";
import { type Names, useNames } from "../../api/useNames";
import { useFinishStep } from "../../app/tour";
import { ActionProblem, EmptyState, Section, useFormats, useUndo } from "../../design";
import { ConsentForm } from "./ConsentForm";
import { endsSoon, isLiving, kEverything, sameWords, wishOf } from "./consent_wish";

interface ConsentsProps {
  child: FamilyChild;
  consents: Consent[];
  holdings: Holding[];
}

type Open = { kind: "give" } | { kind: "narrow"; consent: Consent } | null;

/** What a parent said, in sentences. Taking back works at once; its undo is saying the same words again. */
export function Consents({ child, consents, holdings }: ConsentsProps) {
  const { t } = useTranslation("family");
  const [open, setOpen] = useState<Open>(null);
  const [done, setDone] = useState("");
  const actions = useConsentActions(child, setDone);
  const living = consents.filter(isLiving);
  const past = consents.filter((consent) => !isLiving(consent));
  const finish = (said: string) => {
    setOpen(null);
    setDone(said);
  };
  return (
    <Section title={t("consents.title")}>
      <div role="status">{done ? <p className="notice">{done}</p> : null}</div>
      <ActionProblem error={actions.error} />
      {living.length === 0 ? <EmptyState title={t("consents.empty")} /> : null}
      <ul className="plain-list stack">
        {living.map((consent) => (
          <OneConsent key={consent.id} consent={consent}>
            {open?.kind === "narrow" && open.consent.id === consent.id ? (
              <ConsentForm child={child} holdings={holdings} narrow={consent} cancel={() => setOpen(null)} done={finish} />
            ) : (
              <div className="row no-print">
                <Button variant="default" onClick={() => actions.withdraw(consent)} loading={actions.isWorking}>
                  {t("consents.withdraw")}
                </Button>
                {consent.effect === "permit" ? (
                  <Button variant="default" onClick={() => setOpen({ kind: "narrow", consent })}>
                    {t("consents.narrow")}
                  </Button>
                ) : null}
                {endsSoon(consent) ? (
                  <Button variant="default" onClick={() => actions.give(wishOf(consent))}>
                    {t("consents.renew")}
                  </Button>
                ) : null}
              </div>
            )}
          </OneConsent>
        ))}
      </ul>
      {open?.kind === "give" ? (
        <ConsentForm child={child} holdings={holdings} cancel={() => setOpen(null)} done={finish} />
      ) : (
        <div className="no-print">
          <Button onClick={() => setOpen({ kind: "give" })}>{t("give")}</Button>
        </div>
      )}
      {past.length > 0 ? (
        <details>
          <summary>
            {t("consents.past")} ({past.length})
          </summary>
          <ul className="plain-list stack family-past">
            {past.map((consent) => (
              <OneConsent key={consent.id} consent={consent}>
                <div className="no-print">
                  <Button variant="default" onClick={() => actions.give(wishOf(consent))} loading={actions.isWorking}>
                    {t("consents.again")}
                  </Button>
                </div>
              </OneConsent>
            ))}
          </ul>
        </details>
      ) : null}
    </Section>
  );
}

function useConsentActions(child: FamilyChild, say: (text: string) => void) {
  const { t } = useTranslation("family");
  const undo = useUndo();
  const finish = useFinishStep();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["family"] });
  const giving = useMutation({
    mutationFn: (wish: ConsentWish) => familyGive(child.person, { ...wish, authority: child.authority?.id }),
    onSuccess: () => {
      say(t("consents.given"));
      finish("change_consent");
      return refresh();
    },
  });
  const withdrawing = useMutation({
    mutationFn: (consent: Consent) => familyWithdraw(consent.id),
    onSuccess: (_, consent) => {
      say(`${t("consents.withdrawn")} ${t("consents.cannot_recall")}`);
      finish("change_consent");
      undo.offer(t("consents.withdrawn"), () => giving.mutateAsync(sameWords(consent)));
      return refresh();
    },
  });
  return {
    give: giving.mutate,
    withdraw: withdrawing.mutate,
    isWorking: giving.isPending || withdrawing.isPending,
    error: withdrawing.error ?? giving.error,
  };
}

export function consentSentence(
  consent: Pick<Consent, "effect" | "categories" | "sources" | "recipients">,
  names: Names,
  t: (key: string, words: Record<string, string>) => string,
): string {
  const categories = consent.categories.includes(kEverything)
    ? names.category(kEverything)
    : names.list(consent.categories, (id) => names.category(id).toLowerCase());
  const source = names.list(consent.sources, names.source);
  const sentence = t(consent.effect === "permit" ? "consents.yes" : "consents.no", {
    source,
    categories,
    recipients: names.list(consent.recipients, names.recipient),
  });
  return sentence;
}

function OneConsent({ consent, children }: { consent: Consent; children: ReactNode }) {
  const { t } = useTranslation("family");
  const { t: word } = useTranslation("words");
  const formats = useFormats();
  const names = useNames();
  const state = word(`consent_state.${consent.state}`, { defaultValue: consent.state });
  const isSoon = endsSoon(consent);
  return (
    <li className={`sheet consent ${isLiving(consent) ? "" : "is-past"}`}>
      <p className="consent-words">{consentSentence(consent, names, t)}</p>
      <p className="small soft">{t("consents.why", { purposes: names.list(consent.purposes, names.purpose) })}</p>
      <p className="row small">
        <span className={`tag ${isLiving(consent) ? "tag-good" : "tag-quiet"}`}>{state}</span>
        {isSoon ? <span className="tag tag-accent">{t("consents.ends_soon", { count: consent.days_left ?? 0 })}</span> : null}
        <span className="soft">
          {consent.to ? t("consents.until", { day: formats.day(consent.to) }) : t("consents.open_end")}
          {consent.signed_at ? ` · ${t("consents.signed", { day: formats.day(consent.signed_at) })}` : ""}
        </span>
      </p>
      {children}
    </li>
  );
}
