import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../design";

export default function EffectPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("pages.effect")}>
      <EmptyState title={t("state.empty")} />
    </Page>
  );
}
