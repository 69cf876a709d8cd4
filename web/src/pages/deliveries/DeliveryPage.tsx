import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { getDelivery, getFixIt, listProblemGroups, undoDelivery } from "../../api/operations";
import type { Delivery } from "../../api/types";
import { useStepSeen } from "../../app/tour";
import { ActionProblem, Answer, AsOf, EmptyState, Page, Section, useFormats } from "../../design";
import { Counts } from "./Counts";
import { ProblemGroups } from "./ProblemGroups";
import "./deliveries.css";

/** One delivery: what it changed, what was wrong with it, and the sheet to send back. */
export default function DeliveryPage() {
  const { t } = useTranslation("deliveries");
  const formats = useFormats();
  const { delivery } = useParams({ strict: false }) as { delivery: string };
  const id = Number(delivery);
  const query = useQuery({ queryKey: ["delivery", id], queryFn: () => getDelivery(id) });
  const groups = useQuery({ queryKey: ["delivery", id, "problems"], queryFn: () => listProblemGroups(id), enabled: query.isSuccess });
  const known = query.data;
  useStepSeen("see_changes", known !== undefined);
  return (
    <Page
      title={known ? t("one.title", { source: known.source_name }) : t("pages.deliveries", { ns: "common" })}
      sentence={known ? <FirstSentence delivery={known} /> : undefined}
      asOf={known ? <AsOf at={known.received_at} /> : null}
      tools={known ? <Tools delivery={known} /> : null}
    >
      <Answer query={query}>
        {(data) => (
          <>
            <Section title={t("one.what")} aside={data.files.map((file) => `${file.name} (${formats.bytes(file.bytes)})`).join(", ")}>
              <Counts counts={data.counts} />
            </Section>
            <Section title={t("one.problems")} aside={groups.data ? t("one.causes", { count: groups.data.total }) : null}>
              <Answer
                query={groups}
                isEmpty={(list) => list.items.length === 0}
                empty={<EmptyState title={t("one.no_problems_title")}>{t("one.no_problems_text")}</EmptyState>}
              >
                {(list) => <ProblemGroups delivery={data} groups={list.items} />}
              </Answer>
            </Section>
            <p>
              <Link to="/deliveries">{t("one.back")}</Link>
            </p>
          </>
        )}
      </Answer>
    </Page>
  );
}

function FirstSentence({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("deliveries");
  if (delivery.state === "undone") return t("one.undone");
  return delivery.counts.quarantined_lines > 0 ? t("one.held", { count: delivery.counts.quarantined_lines }) : t("one.whole");
}

function Tools({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("deliveries");
  const client = useQueryClient();
  const fetching = useMutation({ mutationFn: () => getFixIt(delivery.id) });
  const undoing = useMutation({
    mutationFn: () => undoDelivery(delivery.id),
    onSuccess: (undone) => {
      client.setQueryData(["delivery", delivery.id], undone);
      void client.invalidateQueries({ queryKey: ["deliveries"] });
    },
  });
  if (delivery.state === "undone") return null;
  return (
    <>
      {delivery.counts.quarantined_lines > 0 ? (
        <Button onClick={() => fetching.mutate()} loading={fetching.isPending}>
          {t("one.fix_it")}
        </Button>
      ) : null}
      <Button variant="default" onClick={() => undoing.mutate()} loading={undoing.isPending}>
        {t("one.undo")}
      </Button>
      <ActionProblem error={fetching.error ?? undoing.error} />
    </>
  );
}
