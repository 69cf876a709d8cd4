import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { findChildren } from "../../api/operations";
import { useCommunity, usePurpose } from "../../app/community";
import { ActionProblem, Section, useFormats } from "../../design";

/** A search by name, sent in the body of the request: no name ever stands in an address. */
export function FindChild() {
  const { t } = useTranslation("children");
  const formats = useFormats();
  const { purpose } = usePurpose();
  const community = useCommunity();
  const [text, setText] = useState("");
  const finding = useMutation({ mutationFn: () => findChildren(text.trim(), purpose ?? "") });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) finding.mutate();
  };
  const sourceName = (id: string) => community.data?.sources.find((source) => source.id === id)?.name ?? id;
  return (
    <Section title={t("find.title")}>
      <form className="find-form" onSubmit={submit} role="search">
        <TextInput
          label={t("find.label")}
          description={t("find.hint")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autoComplete="off"
        />
        <Button type="submit" variant="default" loading={finding.isPending}>
          {t("find.button")}
        </Button>
      </form>
      <ActionProblem error={finding.error} />
      <div role="status">
        {finding.data ? (
          finding.data.hits.length === 0 ? (
            <p>{t("find.none")}</p>
          ) : (
            <>
              <p className="small soft">{t(finding.data.is_cut ? "find.cut" : "find.count", { count: finding.data.hits.length })}</p>
              <ul className="plain-list found">
                {finding.data.hits.map((hit) => (
                  <li key={hit.person}>
                    <Link to="/children/$person" params={{ person: hit.person }}>
                      {hit.given} {hit.surname}
                    </Link>
                    <span className="soft">
                      {" "}
                      · {t("find.born", { day: formats.day(hit.birth_date) })} · {hit.sources.map(sourceName).join(", ")}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )
        ) : null}
      </div>
    </Section>
  );
}
