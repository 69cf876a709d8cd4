import { type ColumnDef, flexRender, getCoreRowModel, getSortedRowModel, type SortingState, useReactTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

/**
 * A table people can sort and scroll with the keyboard. Past kVirtualFrom rows only those in sight are in the document (a print
 * of such a table holds what is in sight; long lists are printed from their export). A column's meta says whether it holds
 * numbers and whether it names the row.
 */
export interface ColumnMeta {
  isNumber?: boolean;
  isRowHead?: boolean;
}

interface DataTableProps<Row> {
  caption: string;
  hideCaption?: boolean;
  rows: Row[];
  // TanStack's column type is invariant in its value type; columns of several value types meet in this list.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  columns: ColumnDef<Row, any>[];
  rowId: (row: Row) => string;
  initialSort?: SortingState;
}

const kVirtualFrom = 150;
const kRowPixels = 44;

export function DataTable<Row>({ caption, hideCaption = false, rows, columns, rowId, initialSort = [] }: DataTableProps<Row>) {
  const { t } = useTranslation();
  const [sorting, setSorting] = useState<SortingState>(initialSort);
  const scroller = useRef<HTMLDivElement>(null);
  const table = useReactTable({
    data: rows,
    columns,
    getRowId: rowId,
    state: { sorting },
    onSortingChange: setSorting,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  const sorted = table.getRowModel().rows;
  const isLong = sorted.length > kVirtualFrom;
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => kRowPixels,
    overscan: 12,
    enabled: isLong,
  });
  const inSight = virtual.getVirtualItems();
  const before = isLong ? (inSight[0]?.start ?? 0) : 0;
  const after = isLong ? virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0) : 0;
  const shown = isLong ? inSight.flatMap((item) => sorted[item.index] ?? []) : sorted;
  return (
    <div className={`table-scroll ${isLong ? "is-long" : ""}`} ref={scroller} tabIndex={0} role="group" aria-label={caption}>
      <table className="data-table" aria-rowcount={isLong ? sorted.length + 1 : undefined}>
        <caption className={hideCaption ? "visually-hidden" : ""}>{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const meta = header.column.columnDef.meta as ColumnMeta | undefined;
                const direction = header.column.getIsSorted();
                return (
                  <th
                    key={header.id}
                    scope="col"
                    className={meta?.isNumber ? "number" : ""}
                    aria-sort={direction === "asc" ? "ascending" : direction === "desc" ? "descending" : undefined}
                  >
                    {header.column.getCanSort() ? (
                      <button type="button" className="sort-button" onClick={header.column.getToggleSortingHandler()}>
                        {flexRender(header.column.columnDef.header, header.getContext())}
                        <span aria-hidden="true">{direction === "asc" ? "↑" : direction === "desc" ? "↓" : ""}</span>
                        <span className="visually-hidden">{t("table.sort")}</span>
                      </button>
                    ) : (
                      flexRender(header.column.columnDef.header, header.getContext())
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {before > 0 ? (
            <tr aria-hidden="true">
              <td style={{ height: before, padding: 0 }} colSpan={columns.length} />
            </tr>
          ) : null}
          {shown.map((row) => (
            <tr key={row.id} aria-rowindex={isLong ? row.index + 2 : undefined}>
              {row.getVisibleCells().map((cell) => {
                const meta = cell.column.columnDef.meta as ColumnMeta | undefined;
                const content = flexRender(cell.column.columnDef.cell, cell.getContext());
                return meta?.isRowHead ? (
                  <th key={cell.id} scope="row">
                    {content}
                  </th>
                ) : (
                  <td key={cell.id} className={meta?.isNumber ? "number" : ""}>
                    {content}
                  </td>
                );
              })}
            </tr>
          ))}
          {after > 0 ? (
            <tr aria-hidden="true">
              <td style={{ height: after, padding: 0 }} colSpan={columns.length} />
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}
