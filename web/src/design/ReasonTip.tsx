import { Popover } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";

interface ReasonTipProps {
  /** The words that carry the dotted line. */
  children: ReactNode;
  /** The reason, in full. Shown on hover, on focus, on click; read out by screen readers; printed below the words. */
  reason: ReactNode;
  onOpen?: () => void;
}

/** The reason behind a cell, one hover or one key away. Escape closes it; the pointer may move onto it. */
export function ReasonTip({ children, reason, onOpen }: ReasonTipProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const open = () => {
    setOpen(true);
    onOpen?.();
  };
  return (
    <>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        withinPortal={false}
        position="top-start"
        shadow="sm"
        trapFocus={false}
        returnFocus={false}
        withRoles={false}
      >
        <Popover.Target>
          <button
            type="button"
            className="tip-button"
            aria-describedby={id}
            onMouseEnter={open}
            onMouseLeave={() => setOpen(false)}
            onFocus={open}
            onBlur={() => setOpen(false)}
            onClick={open}
            onKeyDown={(event) => {
              if (event.key === "Escape") setOpen(false);
            }}
          >
            {children}
          </button>
        </Popover.Target>
        <Popover.Dropdown className="no-print" onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)} aria-hidden="true">
          <div className="tip-body">{reason}</div>
        </Popover.Dropdown>
      </Popover>
      <span id={id} className="visually-hidden print-shown">
        {reason}
      </span>
    </>
  );
}
