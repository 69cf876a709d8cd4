import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function SettingsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.settings")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
