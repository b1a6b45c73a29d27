import type { Gate } from "~server/documents/gate";
import type { Random } from "../../support/size";
import type { Clock } from "./clock";
import type { Store } from "./store";

export type Trouble = {
  /** PostgreSQL is away: every question fails, now or after a while. */
  down: boolean;
  /** How many of the next transactions are rolled back; lose their answer after COMMIT; commit after nobody waits any more. */
  aborts: number;
  lostAnswers: number;
  ghosts: number;
  /** Milliseconds a question takes at most, there and back each. */
  slowest: number;
};

type Question = { commit(): void; fail(error: Error): void };

/** The way from one server process to the store: each question takes its time there and back, and may fail at either end. */
export class Line {
  private readonly underway = new Set<Question>();
  /** Judgements written down, and those that were asked for again but which the database had lost. */
  opens = 0;
  lost = 0;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly trouble: Trouble,
    private readonly owner: object,
  ) {}

  /** This process dies: what was under way has been committed or never will be, and nobody hears which. */
  die(): void {
    for (const question of this.underway) if (this.random.next() < 0.5) question.commit();
  }
  /** The same, when PostgreSQL dies: whoever asked hears that it is gone. */
  cut(): void {
    this.die();
    for (const question of this.underway) question.fail(new Error("The connection to PostgreSQL broke."));
  }

  private ask<T>(transaction: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let answer: { is: T } | undefined;
      let over = false;
      const end = (tell: () => void) => {
        if (over) return;
        over = true;
        this.underway.delete(question);
        tell();
      };
      const question: Question = {
        fail: (error) => end(() => reject(error)),
        commit: () => {
          try {
            answer ??= { is: transaction() };
          } catch (error) {
            question.fail(error as Error);
          }
        },
      };
      this.underway.add(question);
      this.clock.after(this.delay(), () => {
        if (over) return;
        const { trouble } = this;
        if (trouble.down) return question.fail(new Error("PostgreSQL is not there."));
        if (spend(trouble, "aborts")) return question.fail(new Error("The transaction was rolled back."));
        // The connection breaks while the backend still works: it commits unheard, before or after the next try.
        if (spend(trouble, "ghosts")) {
          question.fail(new Error("The connection broke before COMMIT."));
          return void this.clock.after(this.random.below(200), () => !trouble.down && question.commit(), this.owner);
        }
        question.commit();
        if (spend(trouble, "lostAnswers")) return question.fail(new Error("The connection broke after COMMIT."));
        this.clock.after(this.delay(), () => end(() => resolve((answer as { is: T }).is)), this.owner);
      }, this.owner);
    });
  }

  private delay(): number {
    return 0.1 + this.random.next() ** 3 * this.trouble.slowest;
  }

  gate(): Gate {
    const { store } = this;
    return {
      open: (documentId, sessionId) =>
        this.ask(() => {
          const judgement = store.open(documentId, sessionId);
          if (judgement) this.opens += 1;
          return judgement;
        }),
      judgeAgain: (connectionIds) =>
        this.ask(() => {
          const answers = store.judgeAgain(connectionIds);
          this.lost += connectionIds.length - answers.size;
          return answers;
        }),
      close: (connectionIds) => this.ask(() => store.close(connectionIds)),
      append: (words) => this.ask(() => store.append(words)),
      load: (connectionId, after) => this.ask(() => store.load(connectionId, after)),
      past: (connectionId, seq) => this.ask(() => store.past(connectionId, seq)),
      touch: (sessionIds) => this.ask(() => store.touch(sessionIds)),
      forget: () => this.ask(() => {}),
      writers: (connectionId) => this.ask(() => store.writers(connectionId)),
      generations: (clientIds) => this.ask(() => store.generations(clientIds)),
      saveSnapshot: (documentId, seq, made) => this.ask(() => store.saveSnapshot(documentId, seq, made)),
      setApart: (_id, documentId, sessionId, why, data) => this.ask(() => store.setApart(documentId, sessionId, why, data)),
    };
  }
}

function spend(trouble: Trouble, what: "aborts" | "lostAnswers" | "ghosts"): boolean {
  if (trouble[what] === 0) return false;
  trouble[what] -= 1;
  return true;
}
