import { useFormats } from "../../design";

/** How far something is. Without a total it only says that it goes on. */
export function Bar({ done, total, label }: { done: number; total: number; label: string }) {
  const formats = useFormats();
  return (
    <div className="bar">
      <progress aria-label={label} max={total > 0 ? total : undefined} value={total > 0 ? done : undefined} />
      {total > 0 ? <span className="small number">{formats.share(Math.min(1, done / total))}</span> : null}
    </div>
  );
}
