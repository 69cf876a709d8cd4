import { Button, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listMyChildren } from "../../api/operations";
import type { Roster } from "../../api/types";
import { Answer, AsOf, EmptyState, Page, Section } from "../../design";
import { useStepSeen } from "../../app/tour";
import { useSay } from "../../text/say";
import { FindChild } from "./FindChild";
import { RosterList } from "./RosterList";
import "./children.css";

/** Who needs me this week? The children this viewer serves, those who need somebody first. */
export default function MyChildrenPage() {
  const { t } = useTranslation("children");
  const say = useSay();
  const [filter, setFilter] = useState("");
  const query = useInfiniteQuery({
    queryKey: ["children"],
    queryFn: ({ pageParam }) => listMyChildren(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Roster) => last.next_cursor ?? undefined,
  });
  const first = query.data?.pages[0];
  useStepSeen("open_roster", first !== undefined);
  return (
    <Page
      title={t("pages.children", { ns: "common" })}
      sentence={first ? say(first.sentence) : undefined}
      asOf={first ? <AsOf at={first.as_of} /> : null}
    >
      <Section title={t("roster")} aside={first ? t("counted", { count: first.total }) : null}>
        <Answer
          query={query}
          lines={8}
          isEmpty={(data) => data.pages.every((page) => page.items.length === 0)}
          empty={<EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>}
        >
          {(data) => {
            const items = data.pages.flatMap((page) => page.items);
            return (
              <>
                {items.length > 8 ? (
                  <TextInput
                    className="no-print roster-filter"
                    label={t("filter")}
                    value={filter}
                    onChange={(event) => setFilter(event.currentTarget.value)}
                    type="search"
                  />
                ) : null}
                <RosterList items={items} filter={filter} />
                {query.hasNextPage ? (
                  <Button variant="default" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
                    {t("more")}
                  </Button>
                ) : null}
              </>
            );
          }}
        </Answer>
      </Section>
      <FindChild />
    </Page>
  );
}
