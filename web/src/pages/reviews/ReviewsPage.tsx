import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function ReviewsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.reviews")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
