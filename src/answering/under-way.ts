/** Work that goes on after a request has been acknowledged, and that a process finishes before it ends. */
export interface UnderWay {
  /** @param work must not reject */
  begin(work: () => Promise<void>): Promise<void>;
  /** Resolves once all that has begun is done. */
  done(): Promise<void>;
}

export function underWay(): UnderWay {
  const all = new Set<Promise<void>>();
  return {
    begin(work) {
      const going = work().finally(() => all.delete(going));
      all.add(going);
      return going;
    },
    async done() {
      while (all.size > 0) await Promise.allSettled([...all]);
    },
  };
}
