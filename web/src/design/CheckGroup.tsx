import { Checkbox } from "@mantine/core";
import "./forms.css";

interface CheckGroupProps {
  legend: string;
  options: { id: string; label: string }[];
  chosen: readonly string[];
  choose: (chosen: string[]) => void;
}

/** Several of a list: a fieldset with its question as the legend. */
export function CheckGroup({ legend, options, chosen, choose }: CheckGroupProps) {
  return (
    <fieldset className="check-group">
      <legend>{legend}</legend>
      <div className="check-list">
        {options.map((option) => (
          <Checkbox
            key={option.id}
            label={option.label}
            checked={chosen.includes(option.id)}
            onChange={(event) => choose(event.currentTarget.checked ? [...chosen, option.id] : chosen.filter((id) => id !== option.id))}
          />
        ))}
      </div>
    </fieldset>
  );
}
