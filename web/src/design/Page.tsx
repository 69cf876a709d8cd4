import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";

interface PageProps {
  /** The page's name: small, above the sentence, and in the browser's title. */
  title: string;
  /** The answer in words. Absent while it is not known yet. */
  sentence?: ReactNode;
  asOf?: ReactNode;
  /** The one primary action of the page, and few quieter ones. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A page opens with its answer. Everything below it is the list or the method behind that sentence. */
export function Page({ title, sentence, asOf, tools, children }: PageProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title, t]);
  return (
    <article className="page">
      <header className="page-head">
        <h1 className="page-title" tabIndex={-1} id="page-title">
          {title}
        </h1>
        {sentence ? <p className="page-sentence">{sentence}</p> : null}
        {asOf}
        {tools ? <div className="page-tools no-print">{tools}</div> : null}
      </header>
      {children}
    </article>
  );
}

interface SectionProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  id?: string;
}

export function Section({ title, aside, children, id }: SectionProps) {
  return (
    <section className="section" id={id}>
      <div className="section-head">
        <h2>{title}</h2>
        {aside ? <div className="small soft">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
