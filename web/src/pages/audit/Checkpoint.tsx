import { useTranslation } from "react-i18next";
import type { Checkpoint as Point } from "../../api/audit";
import { useFormats } from "../../design";

export function Checkpoint({ checkpoint }: { checkpoint: Point }) {
  const { t } = useTranslation("audit");
  const formats = useFormats();
  const rows: [string, string][] = [
    [t("checkpoint.origin"), checkpoint.origin],
    [t("checkpoint.size"), formats.count(checkpoint.size)],
    [t("checkpoint.root"), checkpoint.root],
    [t("checkpoint.key"), checkpoint.public_key],
  ];
  return (
    <div className="sheet stack">
      <p className="prose">{t("checkpoint.lead")}</p>
      <dl className="checkpoint">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{t("checkpoint.text")}</summary>
        <pre className="signed-text" tabIndex={0}>
          {checkpoint.text}
        </pre>
      </details>
    </div>
  );
}
