import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function MeasuresPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.measures")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
