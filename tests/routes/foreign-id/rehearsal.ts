import type { Ports } from '#app/services/ports.ts';

class Undo extends Error {
  override readonly name = 'Undo';
  constructor(readonly value: unknown) {
    super('undone');
  }
}

/** Ports whose transactions answer as they would, and are then rolled back: who may do something shows, nothing is done. */
export function rehearsed(ports: Ports): Ports {
  return {
    ...ports,
    db: {
      ping: () => ports.db.ping(),
      findSession: (digest) => ports.db.findSession(digest),
      transaction: async (scope, work) => {
        try {
          return await ports.db.transaction(scope, async (trx): Promise<never> => {
            throw new Undo(await work(trx));
          });
        } catch (error) {
          if (error instanceof Undo) return error.value as Awaited<ReturnType<typeof work>>;
          throw error;
        }
      },
    },
  };
}
