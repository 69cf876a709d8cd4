import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { getReceipt } from "../../api/audit";
import { Answer } from "../../design";
import { saveText } from "./save";

/** The proof of one entry, to keep: what a parent, a lawyer or another program can check without the ledger. */
export function Receipt({ sequence, close }: { sequence: number; close: () => void }) {
  const { t } = useTranslation("audit");
  const receipt = useQuery({ queryKey: ["audit", "receipt", sequence], queryFn: () => getReceipt(sequence) });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [sequence]);
  return (
    <div className="sheet stack">
      <h3 tabIndex={-1} ref={heading}>
        {t("receipt.title", { n: sequence })}
      </h3>
      <p className="prose">{t("receipt.lead", { n: sequence })}</p>
      <Answer query={receipt}>
        {(data) => {
          const text = JSON.stringify(data, null, 2);
          return (
            <>
              <pre className="signed-text" tabIndex={0}>
                {text}
              </pre>
              <div className="row">
                <Button variant="default" onClick={() => saveText(`receipt-${sequence}.json`, text)}>
                  {t("receipt.save")}
                </Button>
                <Button variant="default" onClick={close}>
                  {t("receipt.close")}
                </Button>
              </div>
            </>
          );
        }}
      </Answer>
    </div>
  );
}
