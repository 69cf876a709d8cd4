import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../design";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.not_found")}>
      <EmptyState title={t("state.missing.title")} action={<a href="/">{t("state.go_home")}</a>}>
        {t("state.missing.text")}
      </EmptyState>
    </Page>
  );
}
