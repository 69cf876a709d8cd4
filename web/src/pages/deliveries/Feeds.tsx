import { useTranslation } from "react-i18next";
import type { Feed } from "../../api/types";
import { nameOf, useCommunity } from "../../app/community";
import { DataTable, useFormats } from "../../design";

export function Feeds({ feeds }: { feeds: Feed[] }) {
  const { t } = useTranslation("deliveries");
  const formats = useFormats();
  const community = useCommunity();
  if (feeds.length === 0) return <p className="soft">{t("feeds.none")}</p>;
  const rank = { late: 0, never: 1, fresh: 2 };
  const tags = { late: "tag tag-accent", never: "tag", fresh: "tag tag-good" };
  return (
    <DataTable<Feed>
      caption={t("feeds.title")}
      hideCaption
      rows={[...feeds].sort((a, b) => rank[a.health] - rank[b.health])}
      rowId={(feed) => feed.source}
      columns={[
        { header: t("feeds.source"), accessorKey: "name", meta: { isRowHead: true } },
        { header: t("feeds.member"), accessorFn: (feed: Feed) => nameOf(community.data?.members, feed.member), id: "member" },
        {
          header: t("feeds.health"),
          accessorKey: "health",
          cell: ({ row }) => <span className={tags[row.original.health]}>{t(`feeds.${row.original.health}`)}</span>,
        },
        { header: t("feeds.last"), accessorKey: "last_at", cell: ({ row }) => formats.moment(row.original.last_at) },
        {
          header: t("feeds.expected"),
          accessorKey: "expected_every_days",
          cell: ({ row }) => (row.original.expected_every_days ? t("feeds.every", { count: row.original.expected_every_days }) : "–"),
        },
      ]}
    />
  );
}
