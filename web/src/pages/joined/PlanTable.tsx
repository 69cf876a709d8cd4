import type { ColumnDef } from "@tanstack/react-table";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { kStages, type Prospect } from "../../api/govern";
import { DataTable, useFormats } from "../../design";

/** The plan as a table: late ones first. */
export function PlanTable({ prospects, edit }: { prospects: Prospect[]; edit: ((prospect: Prospect) => void) | null }) {
  const { t } = useTranslation("joined");
  const formats = useFormats();
  const columns = useMemo<ColumnDef<Prospect, unknown>[]>(() => {
    const all: ColumnDef<Prospect, unknown>[] = [
      { id: "organisation", accessorFn: (row) => row.organisation, header: t("plan.organisation"), meta: { isRowHead: true } },
      {
        id: "stage",
        accessorFn: (row) => kStages.indexOf(row.stage),
        header: t("plan.stage"),
        cell: ({ row }) => <span className="tag">{t(`stage.${row.original.stage}`)}</span>,
      },
      { id: "why", accessorFn: (row) => row.benefit, header: t("plan.why"), enableSorting: false },
      { id: "next", accessorFn: (row) => row.next_step, header: t("plan.next"), enableSorting: false },
      { id: "due", accessorFn: (row) => row.due ?? "", header: t("plan.due"), cell: ({ row }) => <Due prospect={row.original} /> },
      { id: "owner", accessorFn: (row) => row.owner, header: t("plan.owner"), cell: ({ row }) => row.original.owner || t("plan.nobody") },
      {
        id: "hours",
        accessorFn: (row) => row.hours_saved ?? 0,
        header: t("plan.hours"),
        meta: { isNumber: true },
        cell: ({ row }) => `${formats.count(row.original.hours_given)} / ${formats.count(row.original.hours_saved)}`,
      },
    ];
    if (edit) {
      all.push({
        id: "edit",
        header: () => <span className="visually-hidden">{t("plan.edit")}</span>,
        enableSorting: false,
        cell: ({ row }) => (
          <button
            type="button"
            className="link-button"
            aria-label={`${t("plan.edit")}: ${row.original.organisation}`}
            onClick={() => edit(row.original)}
          >
            {t("plan.edit")}
          </button>
        ),
      });
    }
    return all;
  }, [t, formats, edit]);
  return <DataTable caption={t("plan.title")} hideCaption rows={prospects} columns={columns} rowId={(row) => row.id} />;
}

export function Due({ prospect }: { prospect: Prospect }) {
  const { t } = useTranslation("joined");
  const formats = useFormats();
  return (
    <>
      {formats.day(prospect.due)} {prospect.overdue ? <span className="tag tag-accent">{t("plan.late")}</span> : null}
    </>
  );
}
