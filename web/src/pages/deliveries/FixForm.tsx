import { Button, NativeSelect } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fix } from "../../api/types";

const kOrders = ["mdy", "dmy", "ymd"] as const;
const kMarks = ["P", "A", "E", "T", "H", "-"] as const;
const kRoles = [
  "local_id",
  "full_name",
  "given_name",
  "surname",
  "birth_date",
  "sex",
  "phone",
  "address",
  "guardian_name",
  "school",
  "programme",
  "event_date",
  "mark_code",
  "ignored",
] as const;

/** The one choice that mends a whole group. What it cannot know by itself it asks, and nothing else. */
export function FixForm({
  fix,
  column,
  isBusy,
  onApply,
}: {
  fix: Fix;
  column: string | null;
  isBusy: boolean;
  onApply: (fix: Fix) => void;
}) {
  const { t } = useTranslation("deliveries");
  const codes = Array.isArray(fix.codes) ? fix.codes.map(String) : [];
  const [order, setOrder] = useState<string>("mdy");
  const [code, setCode] = useState(codes[0] ?? "");
  const [mark, setMark] = useState<string>("P");
  const [role, setRole] = useState<string>("ignored");
  if (fix.kind === "mark" && codes.length === 0) return null; // the codes are shown to the member that sent them
  if (fix.kind === "column" && !column) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fix.kind === "date_order") onApply({ kind: "date_order", order });
    else if (fix.kind === "mark") onApply({ kind: "mark", code, mark });
    else onApply({ kind: "column", column, role });
  };
  return (
    <form className="fix-form no-print" onSubmit={submit}>
      {fix.kind === "date_order" ? (
        <NativeSelect
          label={t("fix.date_order")}
          value={order}
          onChange={(event) => setOrder(event.currentTarget.value)}
          data={kOrders.map((value) => ({ value, label: t(`fix.orders.${value}`) }))}
        />
      ) : null}
      {fix.kind === "mark" ? (
        <>
          {codes.length > 1 ? (
            <NativeSelect label={t("fix.code")} value={code} onChange={(event) => setCode(event.currentTarget.value)} data={codes} />
          ) : null}
          <NativeSelect
            label={t("fix.mark", { mark: code })}
            value={mark}
            onChange={(event) => setMark(event.currentTarget.value)}
            data={kMarks.map((value) => ({ value, label: t(`fix.marks.${value}`) }))}
          />
        </>
      ) : null}
      {fix.kind === "column" ? (
        <NativeSelect
          label={t("fix.column", { column })}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
          data={kRoles.map((value) => ({ value, label: t(`fix.roles.${value}`) }))}
        />
      ) : null}
      <Button type="submit" variant="default" loading={isBusy}>
        {t("fix.apply")}
      </Button>
    </form>
  );
}
