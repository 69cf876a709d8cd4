import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Delivery } from "../../api/types";
import { DataTable, useFormats } from "../../design";

export function DeliveryTable({ deliveries }: { deliveries: Delivery[] }) {
  const { t } = useTranslation("deliveries");
  const formats = useFormats();
  const number = (name: "added" | "changed" | "gone" | "quarantined_lines") => ({
    id: name,
    header: t(`counts.${name}`),
    accessorFn: (row: Delivery) => row.counts[name],
    meta: { isNumber: true },
    cell: ({ row }: { row: { original: Delivery } }) => formats.count(row.original.counts[name]),
  });
  return (
    <DataTable<Delivery>
      caption={t("list.title")}
      hideCaption
      rows={deliveries}
      rowId={(row) => String(row.id)}
      columns={[
        {
          header: t("list.received"),
          accessorKey: "received_at",
          meta: { isRowHead: true },
          cell: ({ row }) => (
            <Link to="/deliveries/$delivery" params={{ delivery: String(row.original.id) }}>
              {formats.moment(row.original.received_at)}
            </Link>
          ),
        },
        { header: t("feeds.source"), accessorKey: "source_name" },
        {
          header: t("list.state"),
          accessorKey: "state",
          cell: ({ row }) => (
            <span className={row.original.state === "undone" ? "tag tag-quiet" : "tag"}>{t(`state.${row.original.state}`)}</span>
          ),
        },
        number("added"),
        number("changed"),
        number("gone"),
        number("quarantined_lines"),
      ]}
    />
  );
}
