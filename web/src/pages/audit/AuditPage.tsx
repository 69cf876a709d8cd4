import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function AuditPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.audit")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
