import { Button, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type DragEvent, type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommunity } from "../../app/community";
import { useSession } from "../../app/session";
import { useFinishStep } from "../../app/tour";
import { ActionProblem, useFormats } from "../../design";
import { uploads } from "../../upload/runner";

/** Files as they are: dropped or picked, for one source. Nothing is stored before the preview was seen. */
export function DropArea() {
  const { t } = useTranslation("deliveries");
  const formats = useFormats();
  const session = useSession();
  const community = useCommunity();
  const picker = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<File[]>([]);
  const [source, setSource] = useState("");
  const [isOver, setOver] = useState(false);
  const mine = (community.data?.sources ?? []).filter(
    (each) => !session.member || session.role === "steward" || each.member === session.member,
  );
  const chosen = source || (mine.length === 1 ? mine[0]!.id : "");
  const finish = useFinishStep();
  const beginning = useMutation({
    mutationFn: () => uploads.begin(chosen, files),
    onSuccess: () => {
      finish("drop_export");
      setFiles([]);
      if (picker.current) picker.current.value = "";
    },
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    setFiles([...event.dataTransfer.files]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen && files.length > 0) beginning.mutate();
  };
  return (
    <form
      className={`drop-area ${isOver ? "is-over" : ""}`}
      onSubmit={submit}
      onDrop={drop}
      aria-label={t("drop.title")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
    >
      <div>
        <h2>{t("drop.title")}</h2>
        <p className="soft">{t("drop.text")}</p>
      </div>
      <div className="drop-fields">
        <NativeSelect
          label={t("drop.source")}
          value={chosen}
          onChange={(event) => setSource(event.currentTarget.value)}
          data={[{ value: "", label: t("drop.choose_source") }, ...mine.map((each) => ({ value: each.id, label: each.name }))]}
        />
        <div>
          <label className="drop-label" htmlFor="drop-files">
            {t("drop.files")}
          </label>
          <input
            id="drop-files"
            ref={picker}
            type="file"
            multiple
            className="drop-input"
            onChange={(event) => setFiles([...(event.currentTarget.files ?? [])])}
          />
        </div>
      </div>
      {files.length > 0 ? (
        <ul className="plain-list small">
          {files.map((file) => (
            <li key={file.name}>
              {file.name} <span className="soft">{formats.bytes(file.size)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="row">
        <Button type="submit" disabled={!chosen || files.length === 0} loading={beginning.isPending}>
          {t("drop.look")}
        </Button>
        <span className="small soft">{t("drop.nothing_stored")}</span>
      </div>
      <ActionProblem error={beginning.error} />
    </form>
  );
}
