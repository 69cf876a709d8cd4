import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function MyChildrenPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.children")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
