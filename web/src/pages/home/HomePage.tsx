import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function HomePage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.home")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
