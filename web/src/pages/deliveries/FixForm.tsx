import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fix } from "../../api/types";

const kMeanings = ["present", "absent", "late", "excused", "ignore"] as const;
const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** The one choice that mends a whole group. What it cannot know by itself it asks, and nothing else. */
export function FixForm({ fix, isBusy, onApply }: { fix: Fix; isBusy: boolean; onApply: (fix: Fix) => void }) {
  const { t } = useTranslation("deliveries");
  const [order, setOrder] = useState(textOf(fix.order) || "month_first");
  const [meaning, setMeaning] = useState(textOf(fix.meaning) || "present");
  const [column, setColumn] = useState(textOf(fix.field));
  const fields = Array.isArray(fix.fields) ? fix.fields.map(String) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fix.kind === "date_order") onApply({ ...fix, order });
    else if (fix.kind === "mark") onApply({ ...fix, meaning });
    else onApply({ ...fix, field: column });
  };
  return (
    <form className="fix-form no-print" onSubmit={submit}>
      {fix.kind === "date_order" ? (
        <NativeSelect label={t("fix.date_order")} value={order} onChange={(event) => setOrder(event.currentTarget.value)}
          data={["month_first", "day_first"].map((value) => ({ value, label: t(`fix.${value}`) }))} />
      ) : null}
      {fix.kind === "mark" ? (
        <NativeSelect label={t("fix.mark", { mark: textOf(fix.mark) })} value={meaning} onChange={(event) => setMeaning(event.currentTarget.value)}
          data={kMeanings.map((value) => ({ value, label: t(`fix.marks.${value}`) }))} />
      ) : null}
      {fix.kind === "column" ? (
        fields.length > 0 ? (
          <NativeSelect label={t("fix.column", { column: textOf(fix.column) })} value={column} onChange={(event) => setColumn(event.currentTarget.value)} data={["", ...fields]} />
        ) : (
          <TextInput label={t("fix.column", { column: textOf(fix.column) })} value={column} onChange={(event) => setColumn(event.currentTarget.value)} />
        )
      ) : null}
      <Button type="submit" variant="default" loading={isBusy}>{t("fix.apply")}</Button>
    </form>
  );
}
