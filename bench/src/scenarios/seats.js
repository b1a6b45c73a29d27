/** `people` seats at each of `documents` documents, beginning with document number `from`. */
export function seatsAt(server, documents, people, from = 0) {
  const seats = [];
  for (let document = from; document < from + documents; document++) {
    for (let person = 0; person < people; person++) seats.push(server.seat(document, person));
  }
  return seats;
}

/** Seats people and fails with the first reason when nobody, or too few, got in. */
export async function sitDown(load, task, mostFailures = 0) {
  const { failures, firstFailure } = await load.sit(task);
  if (failures > mostFailures) throw new Error(`${failures} of ${task.seats.length} people could not join: ${firstFailure}`);
  return failures;
}
