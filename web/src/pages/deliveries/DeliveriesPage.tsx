import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function DeliveriesPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.deliveries")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
