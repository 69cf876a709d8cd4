import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { getChild } from "../../api/operations";
import type { Child } from "../../api/types";
import { usePurpose } from "../../app/community";
import { useStepSeen } from "../../app/tour";
import { Answer, AsOf, EmptyState, Page, Section, useFormats } from "../../design";
import { ShownCells } from "./ShownCells";
import { HiddenCells } from "./HiddenCells";
import { Helpers } from "./Helpers";
import { NextSteps } from "./NextSteps";
import { Timeline } from "./Timeline";
import "./child.css";

/**
 * One child. Asked again every quarter of a minute while somebody looks, and whenever they come back: what a family withdraws
 * is gone from an open page.
 */
const kAskAgainMs = 15_000;

export default function ChildPage() {
  const { t } = useTranslation("child");
  const { person } = useParams({ strict: false }) as { person: string };
  const { purpose, purposes, choose, community } = usePurpose();
  const query = useQuery({
    queryKey: ["child", person, purpose],
    queryFn: () => getChild(person, purpose ?? undefined),
    enabled: purpose !== null || community.isFetched,
    refetchInterval: kAskAgainMs,
    gcTime: 0,
  });
  const child = query.isError && query.error ? undefined : query.data;
  useStepSeen("open_child", child !== undefined);
  return (
    <Page
      title={child ? t("title", { name: nameOf(child, t("unnamed")) }) : t("pages.child", { ns: "common" })}
      sentence={child ? <FirstSentence child={child} /> : undefined}
      asOf={child ? <Born child={child} /> : null}
      tools={
        purposes.length > 1 ? (
          <NativeSelect
            label={t("purpose")}
            value={purpose ?? ""}
            onChange={(event) => choose(event.currentTarget.value)}
            data={purposes.map((each) => ({ value: each.id, label: each.name }))}
          />
        ) : null
      }
    >
      <Answer
        query={query}
        lines={10}
        isEmpty={(data) => data.cells.length === 0 && data.helpers.length === 0}
        empty={<EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>}
      >
        {(data) => <Sheets child={data} />}
      </Answer>
    </Page>
  );
}

function nameOf(child: Child, otherwise: string): string {
  return `${child.given} ${child.surname}`.trim() || otherwise;
}

function FirstSentence({ child }: { child: Child }) {
  const { t } = useTranslation("child");
  return t("helped", { count: child.helpers.length, name: child.given || t("this_child") });
}

function Born({ child }: { child: Child }) {
  const { t } = useTranslation("child");
  const formats = useFormats();
  return (
    <>
      {child.birth_date ? <p>{t("born", { day: formats.day(child.birth_date) })}</p> : null}
      <AsOf at={child.at} />
    </>
  );
}

function Sheets({ child }: { child: Child }) {
  const { t } = useTranslation("child");
  const shown = child.cells.filter((cell) => cell.shown);
  const hidden = child.cells.filter((cell) => !cell.shown);
  return (
    <>
      <Section title={t("helpers.title")}>
        <Helpers helpers={child.helpers} />
      </Section>
      <Section title={t("steps.title")}>
        <NextSteps child={child} />
      </Section>
      <Section title={t("shown.title")} aside={t("shown.counted", { count: shown.length, of: child.cells.length })}>
        <ShownCells cells={shown} />
      </Section>
      <Section title={t("timeline.title")}>
        <Timeline entries={child.timeline} cells={child.cells} />
      </Section>
      {hidden.length > 0 ? (
        <Section title={t("hidden.title")} aside={t("hidden.counted", { count: hidden.length })}>
          <HiddenCells cells={hidden} />
        </Section>
      ) : null}
      <p className="small soft">{t("entered")}</p>
    </>
  );
}
