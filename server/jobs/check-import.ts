import { rm } from "node:fs/promises";
import { asking } from "~db/client";
import { previewOf, type Preview } from "~/features/people/imports/preview.server";
import { importFile } from "~/features/people/imports/upload.server";
import { errorCode } from "~/shared/errors";
import type { Services } from "~/shared/services.server";

/** Reads a chosen file through and keeps what a facilitator needs to decide; a bad file is said in one sentence. */
export async function checkImport({ db, config, log }: Services, id: string): Promise<void> {
  const file = importFile(config, id);
  const checked = await previewOf(file).then(
    (preview: Preview) => ({ preview: JSON.stringify(preview) }),
    async (error: unknown) => {
      await rm(file, { force: true });
      if (errorCode(error) === "wrong_entry" && error instanceof Error) return { failure: error.message };
      log.error({ import: id, error: String(error) }, "an import could not be checked");
      return { failure: "The file could not be read. Choose it once more." };
    },
  );
  await asking(db, { duty: "import" }, (trx) => trx.updateTable("organisation_import").set(checked).where("id", "=", id).where("preview", "is", null).execute());
}
