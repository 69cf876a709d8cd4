import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function DecidePage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.decide")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
