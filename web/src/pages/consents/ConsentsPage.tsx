import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ConsentOverview, consentOverview, listAgreements } from "../../api/agreements";
import { useSession } from "../../app/session";
import { useStepSeen } from "../../app/tour";
import { Answer, Page, useFormats } from "../../design";
import { Agreements } from "./Agreements";
import "../../design/forms.css";
import "./consents.css";
import { Coverage } from "./Coverage";
import { Expiring } from "./Expiring";
import { WhatIf } from "./WhatIf";

/** What may we share, until when? */
export default function ConsentsPage() {
  const { t } = useTranslation("consents");
  const { t: common } = useTranslation();
  const overview = useQuery({ queryKey: ["consents"], queryFn: consentOverview });
  const agreements = useQuery({ queryKey: ["agreements"], queryFn: listAgreements });
  useStepSeen("check_agreement", agreements.data !== undefined);
  const inForce = agreements.data?.items.filter((agreement) => agreement.state === "in_force").length;
  const maySteer = useSession().role === "steward"; // counting for how many children is the steward's
  const goToWhatIf = () => {
    const place = document.getElementById("what-if");
    place?.scrollIntoView();
    place?.querySelector<HTMLElement>("select, input")?.focus({ preventScroll: true });
  };
  return (
    <Page
      title={common("pages.consents")}
      sentence={overview.data && inForce !== undefined ? <Sentence overview={overview.data} inForce={inForce} /> : undefined}
      asOf={overview.data ? <People overview={overview.data} /> : null}
      tools={maySteer ? <Button onClick={goToWhatIf}>{t("what_if_button")}</Button> : null}
    >
      <Answer query={agreements} lines={6}>
        {(data) => <Agreements agreements={data.items} />}
      </Answer>
      <Answer query={overview} lines={6}>
        {(data) => (
          <>
            <Coverage coverage={data.coverage} />
            <Expiring expiring={data.expiring} />
          </>
        )}
      </Answer>
      {maySteer ? <WhatIf agreements={agreements.data?.items ?? []} /> : null}
    </Page>
  );
}

/** The share over every member and kind of data that may be counted; cells that are withheld are left out of both sums. */
export function coveredShare(coverage: ConsentOverview["coverage"]): number | null {
  const known = coverage.filter((cell) => cell.covered !== null && cell.of !== null);
  const of = known.reduce((sum, cell) => sum + (cell.of ?? 0), 0);
  return of === 0 ? null : known.reduce((sum, cell) => sum + (cell.covered ?? 0), 0) / of;
}

function Sentence({ overview, inForce }: { overview: ConsentOverview; inForce: number }) {
  const { t } = useTranslation("consents");
  const formats = useFormats();
  const share = coveredShare(overview.coverage);
  return <>{t(share === null ? "sentence_unknown" : "sentence", { share: formats.share(share), agreements: formats.count(inForce) })}</>;
}

function People({ overview }: { overview: ConsentOverview }) {
  const { t } = useTranslation("consents");
  const formats = useFormats();
  const parts = (["handovers", "lapsed"] as const).flatMap((key) => {
    const count = overview[key];
    return count ? [t(key, { count, n: formats.count(count) })] : [];
  });
  return parts.length > 0 ? <p className="as-of">{parts.join(" ")}</p> : null;
}
