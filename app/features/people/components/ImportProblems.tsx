import { Table } from "~/kit/Table";
import type { Problem } from "../imports/preview.server";

export function ImportProblems({ problems }: { problems: readonly Problem[] }) {
  return (
    <Table
      caption="Lines we cannot take"
      rows={problems}
      rowKey={(one) => one.line}
      columns={[
        { key: "line", label: "Line", isRowHeader: true, cell: (one) => one.line.toLocaleString("en-GB") },
        { key: "reason", label: "Why", cell: (one) => one.reason },
        { key: "excerpt", label: "It begins", cell: (one) => one.excerpt || "Nothing to show" },
      ]}
    />
  );
}
