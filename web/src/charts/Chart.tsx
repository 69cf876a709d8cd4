import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "./chart.css";
import type { Picture, TableTwin } from "./picture";

/**
 * A picture that answers one question, which is its title. Its table twin is one key away and always printed. The picture itself
 * is one image to a screen reader, named by the question and `said`, the answer in words; the numbers are in the table.
 */
interface ChartProps {
  question: string;
  /** What the picture shows, in a sentence: read out in place of the picture and printed under the title. */
  said: string;
  picture: Picture;
  table: TableTwin;
  /** How to read it, as of when, from how many: stands under the picture. */
  note?: ReactNode;
  /** "h4" inside a grid of small pictures. */
  heading?: "h3" | "h4";
}

export function Chart({ question, said, picture, table, note, heading: Heading = "h3" }: ChartProps) {
  const { t } = useTranslation("charts");
  const place = useRef<HTMLDivElement>(null);
  const tableId = useId();
  const [isTableOpen, setTableOpen] = useState(false);
  const [isDrawn, setDrawn] = useState(true);
  const drawing = JSON.stringify(picture);

  useEffect(() => {
    let stop = () => {};
    let isGone = false;
    import("./draw")
      .then(({ draw }) => {
        if (!isGone && place.current) stop = draw(place.current, JSON.parse(drawing) as Picture);
        setDrawn(true);
      })
      .catch(() => setDrawn(false));
    return () => {
      isGone = true;
      stop();
    };
  }, [drawing]);

  return (
    <figure className="chart">
      <figcaption>
        <Heading className="chart-question">{question}</Heading>
        <p className="small soft">{said}</p>
      </figcaption>
      {isBlank(picture) ? null : isDrawn ? (
        <div role="img" aria-label={`${question} ${said}`} className="chart-frame">
          <div ref={place} aria-hidden="true" className="chart-place" data-spec={picture.spec} />
        </div>
      ) : (
        <p className="small soft">{t("not_drawn")}</p>
      )}
      {note ? <div className="small soft">{note}</div> : null}
      <button
        type="button"
        className="chart-switch no-print"
        aria-expanded={isTableOpen}
        aria-controls={tableId}
        onClick={() => setTableOpen(!isTableOpen)}
      >
        {t(isTableOpen ? "hide_table" : "show_table")}
      </button>
      <div id={tableId} className={`chart-table ${isTableOpen || !isDrawn ? "is-open" : ""}`}>
        <PlainTable caption={question} table={table} />
      </div>
    </figure>
  );
}

/** Where everything is withheld there is nothing to draw: the sentence says so, and the table names every row. */
export function isBlank(picture: Picture): boolean {
  return picture.spec === "intervals" && (picture.data.rows ?? []).every((row) => row.value === null);
}

/** The first column names the row. */
export function PlainTable({ caption, table }: { caption: string; table: TableTwin }) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={caption}>
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.key} scope="col" className={column.align === "end" ? "number" : ""}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {table.columns.map((column, place) =>
                place === 0 ? (
                  <th key={column.key} scope="row">
                    {row[column.key]}
                  </th>
                ) : (
                  <td key={column.key} className={column.align === "end" ? "number" : ""}>
                    {row[column.key]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
