import type { Env } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { isLoopback } from '#lib/loopback.ts';

const pseudonym = /^[a-z0-9][a-z0-9-]{1,30}$/;

/**
 * The right to write what one reader decides. Every function that writes a decision, an entity, a claims file or its rows demands it, so that
 * authorization does not rest on which address was asked. Only a person at a terminal and the desk surface can make one; nothing
 * that the public surface reaches imports this file (tests/unit/lib/desk/walls.test.ts).
 */
export class ReviewWriter {
  readonly by: string;
  readonly #isMade: boolean;

  private constructor(by: string) {
    if (!pseudonym.test(by)) {
      throw new DossierError('bad_request', {
        what: 'A review needs the pseudonym of its reader',
        mend: 'Use 2 to 31 small letters, digits and “-”; it stands in the log of the review.',
      });
    }
    this.by = by;
    this.#isMade = true;
  }

  /** For a command that a person started on this machine. */
  static atTerminal(by: string): ReviewWriter {
    return new ReviewWriter(by);
  }

  /** @throws DossierError `forbidden` on any surface but a desk that is bound to loopback */
  static atDesk(env: Pick<Env, 'SURFACE' | 'HOST'>, by: string): ReviewWriter {
    if (env.SURFACE !== 'desk' || !isLoopback(env.HOST)) {
      throw new DossierError('forbidden', {
        what: 'Only the desk may write what a review decides',
        mend: 'Start it with SURFACE=desk npm start.',
      });
    }
    return new ReviewWriter(by);
  }

  /**
   * Called first by whatever writes: an object of the same shape that was made elsewhere is none.
   *
   * @throws DossierError `forbidden`
   */
  static demand(writer: unknown): asserts writer is ReviewWriter {
    if (typeof writer === 'object' && writer !== null && #isMade in writer) return;
    throw new DossierError('forbidden', {
      what: 'Nothing is written for this caller',
      mend: 'Review at a terminal (npm run review) or at the desk (SURFACE=desk npm start).',
    });
  }
}
