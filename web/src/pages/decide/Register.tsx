import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getRegister } from "../../api/govern";
import { PlainTable } from "../../charts/Chart";
import { Answer, EmptyState, Section, useFormats } from "../../design";

/** Every decision in force, in order, and whether replaying them gives the settings in use. */
export function Register() {
  const { t } = useTranslation("decide");
  const formats = useFormats();
  const register = useQuery({ queryKey: ["register"], queryFn: getRegister });
  return (
    <Section title={t("register.title")}>
      <p className="soft prose">{t("register.lead")}</p>
      <Answer query={register} lines={4}>
        {(data) => (
          <>
            <p className={data.replay === "equal" ? "" : "notice"}>
              <strong>{data.replay === "equal" ? "✓ " : "! "}</strong>
              {t(`register.${data.replay}`)}
            </p>
            <p className="small soft">
              {t("register.hash")}: <code className="hash">{data.configuration_hash}</code>
            </p>
            {data.items.length === 0 ? (
              <EmptyState title={t("register.empty")} />
            ) : (
              <PlainTable
                caption={t("register.title")}
                table={{
                  columns: [
                    { key: "number", label: t("register.number") },
                    { key: "motion", label: t("register.motion") },
                    { key: "change", label: t("register.change") },
                    { key: "state", label: t("register.state") },
                  ],
                  rows: data.items.map((motion, index) => ({
                    number: formats.count(index + 1),
                    motion: motion.title,
                    change: t(`kind.${motion.change.kind ?? "none"}`, { defaultValue: motion.change.summary }),
                    state: t(`state.${motion.state}`),
                  })),
                }}
              />
            )}
          </>
        )}
      </Answer>
    </Section>
  );
}
