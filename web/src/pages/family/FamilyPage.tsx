import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function FamilyPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.family")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
