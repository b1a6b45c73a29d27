import { useEffect, useState } from "react";
import type { Piece } from "./compare";
import styles from "./HistoryPlayer.module.css";
import prose from "./prose.module.css";

/** What is different now from then: gone words struck through, new ones underlined. */
export function Compared({ then, now }: { then: string; now: string }) {
  const [pieces, setPieces] = useState<Piece[]>();
  useEffect(() => {
    let current = true;
    import("./compare").then(
      ({ compareWords }) => current && setPieces(compareWords(then, now)),
      () => current && setPieces([]),
    );
    return () => {
      current = false;
    };
  }, [then, now]);
  if (!pieces) return <div className={prose.prose}>Comparing…</div>;
  if (pieces.length === 0) return <p className={prose.prose}>This could not be compared. Try again once you are connected.</p>;
  if (pieces.every((piece) => piece.kind === "same")) return <p className={prose.prose}>This is how it reads now.</p>;
  return (
    <div className={`${prose.prose} ${styles.compared}`}>
      {pieces.map((piece, index) => {
        const key = `${index}${piece.kind}`;
        if (piece.kind === "added") return <ins key={key}>{piece.words}</ins>;
        if (piece.kind === "gone") return <del key={key}>{piece.words}</del>;
        return <span key={key}>{piece.words}</span>;
      })}
    </div>
  );
}
