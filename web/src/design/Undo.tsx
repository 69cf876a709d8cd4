import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

/**
 * Undo instead of "are you sure?": an action is done at once, says so in a bar, and offers its way back for a while. The bar
 * stays while the pointer or the focus is in it. One action can be taken back at a time: the last one.
 */
interface Offer {
  text: string;
  undo: () => void | Promise<unknown>;
}

interface UndoContext {
  offer: (text: string, undo: Offer["undo"]) => void;
  undoLast: () => void;
}

const kOfferMs = 12_000;
const Context = createContext<UndoContext>({ offer: () => {}, undoLast: () => {} });

export const useUndo = () => useContext(Context);

export function UndoProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [offer, setOffer] = useState<Offer | null>(null);
  const timer = useRef<number>(undefined);
  const current = useRef<Offer | null>(null);
  const forget = useCallback(() => {
    current.current = null;
    setOffer(null);
  }, []);
  const hold = useCallback(() => window.clearTimeout(timer.current), []);
  const start = useCallback(() => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(forget, kOfferMs);
  }, [forget]);
  useEffect(() => hold, [hold]);

  const undoLast = useCallback(() => {
    hold();
    const last = current.current;
    current.current = null;
    setOffer(null);
    if (last) void last.undo();
  }, [hold]);
  const value = useMemo<UndoContext>(
    () => ({
      offer: (text, undo) => {
        current.current = { text, undo };
        setOffer(current.current);
        start();
      },
      undoLast,
    }),
    [start, undoLast],
  );
  return (
    <Context.Provider value={value}>
      {children}
      <div className="undo-bar no-print" role="status">
        {offer ? (
          <div onMouseEnter={hold} onMouseLeave={start} onFocus={hold} onBlur={start}>
            <span>{offer.text}</span>
            <button type="button" onClick={undoLast}>
              {t("undo")}
            </button>
          </div>
        ) : null}
      </div>
    </Context.Provider>
  );
}
