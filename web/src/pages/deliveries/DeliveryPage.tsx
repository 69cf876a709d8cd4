import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function DeliveryPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.deliveries")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
