import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { setPreferences } from "../../api/operations";
import type { Session } from "../../api/types";
import { pathOfPage } from "../../app/pages";
import { kSessionKey } from "../../app/session";
import { useUndo } from "../../design";

/** The first five minutes, as a list that ticks itself. It goes away when it is told to, and can be called back. */
export function Tour({ tour }: { tour: Session["tour"] }) {
  const { t } = useTranslation("home");
  const client = useQueryClient();
  const { offer } = useUndo();
  const showing = useMutation({
    mutationFn: (isDismissed: boolean) => setPreferences({ tour_dismissed: isDismissed }),
    onMutate: (isDismissed) => {
      client.setQueryData<Session | null>(
        kSessionKey,
        (session) => session && { ...session, tour: { ...session.tour, dismissed: isDismissed } },
      );
      if (isDismissed) offer(t("tour.dismissed"), () => showing.mutate(false));
    },
  });
  if (tour.steps.length === 0) return null;
  const doneCount = tour.steps.filter((step) => step.done).length;
  return (
    <section className="sheet tour no-print" aria-label={t("tour.title")}>
      <div className="row tour-head">
        <h2>{t("tour.title")}</h2>
        <span className="small soft">{t("tour.done", { count: doneCount, of: tour.steps.length })}</span>
        <button type="button" className="link-button small tour-close" onClick={() => showing.mutate(true)}>
          {t("tour.dismiss")}
        </button>
      </div>
      <ol className="tour-steps">
        {tour.steps.map((step) => (
          <li key={step.key} className={step.done ? "is-done" : ""}>
            <Link to={pathOfPage(step.page)}>{t(`tour.steps.${step.key}`, { defaultValue: step.key.replaceAll("_", " ") })}</Link>
            {step.done ? (
              <span className="small">
                {" "}
                ✓ <span className="visually-hidden">{t("tour.is_done")}</span>
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
