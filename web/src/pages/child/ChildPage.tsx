import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function ChildPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.child")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
