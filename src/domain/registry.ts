/** A keyed list of things that are loaded when they are needed: the one line that adds a format, view, strategy or plot. */

export interface Registration<T> {
  readonly id: string;
  readonly label: string;
  readonly load: () => Promise<T>;
}

export interface Registry<T> {
  readonly ids: readonly string[];
  list(): readonly Registration<T>[];
  /** Throws where nothing is registered under `id`. */
  load(id: string): Promise<T>;
  /** Throws where nothing is registered under `id`. */
  label(id: string): string;
}

/** Throws on a duplicate id: two things under one name would hide each other silently. */
export function createRegistry<T>(kind: string, registrations: readonly Registration<T>[]): Registry<T> {
  const byId = new Map<string, Registration<T>>();
  for (const registration of registrations) {
    if (byId.has(registration.id)) throw new Error(`Two ${kind}s are registered as "${registration.id}".`);
    byId.set(registration.id, registration);
  }
  const find = (id: string): Registration<T> => {
    const found = byId.get(id);
    if (!found) throw new Error(`No ${kind} is called "${id}"; there are ${[...byId.keys()].join(', ')}.`);
    return found;
  };
  return {
    ids: [...byId.keys()],
    list: () => [...byId.values()],
    load: (id) => find(id).load(),
    label: (id) => find(id).label,
  };
}
