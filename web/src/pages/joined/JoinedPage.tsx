import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function JoinedPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.joined")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
