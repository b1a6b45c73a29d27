import { Link } from "react-router";
import { WaitingCard, type WaitingCardProps } from "~/features/case-notes/components/WaitingCard";
import { holdingProps } from "~/kit/board/held";
import { FailedWorkRow } from "./FailedWorkRow";
import { NewsRow } from "./NewsRow";
import { useNewest, useNews } from "./NewsContext";
import type { Waiting } from "./news.server";
import { ToCheckRow } from "./ToCheckRow";
import { useStill } from "./useStill";

/** What waits about people supported, as the page came, and the news of gaps and questions, as they are now. */
export function WaitingForYou({ waiting, more, news: came, failed = 0 }: Pick<WaitingCardProps, "waiting" | "more"> & { news: Waiting; /** Background work that failed, for facilitators. */ failed?: number | undefined }) {
  const { shown: news, held } = useStill(useNewest(came));
  const { done } = useNews();
  const others = [
    ...(failed > 0 ? [{ key: "failed", row: <FailedWorkRow count={failed} /> }] : []),
    ...(news.toCheck > 0 ? [{ key: "to-check", row: <ToCheckRow count={news.toCheck} /> }] : []),
    ...news.items.filter(({ id }) => !done.has(id)).map((item) => ({ key: item.id, row: <NewsRow news={item} back="/today" /> })),
  ];
  return <WaitingCard waiting={waiting} others={others} more={more || news.count > news.items.length + (news.toCheck > 0 ? 1 : 0)} rest={<Elsewhere hasNews={news.count > 0} />} holding={holdingProps(held)} />;
}

function Elsewhere({ hasNews }: { hasNews: boolean }) {
  return (
    <>
      {hasNews ? (
        <>
          <Link to="/inbox">See all in the inbox</Link>
          {" · "}
        </>
      ) : null}
      <Link to="/gaps/asks">Asks to the network</Link>
    </>
  );
}
