import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function ConsentsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.consents")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
