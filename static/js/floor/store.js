// Where unsent scans live: in the browser's database, in the order they were captured. Each record
// is {seq, scan, operator, told, held, trouble}. When the browser refuses a database (a private
// window, a full disk), memory takes over and the page is told, because memory dies with the page.

import { openDB } from "../../vendor/idb/idb.js";

const DATABASE = "lotwise";
const SCANS = "scans";

/** The store of this origin. `onVolatile` is called once when scans are kept in memory only. */
export function openStore({ onVolatile = () => {} } = {}) {
  return sturdy(databaseStore(), memoryStore({ after: 1e9 }), onVolatile);
}

/** `after` is the number before the first, so that records of two stores keep their order. */
export function memoryStore({ after = 0 } = {}) {
  const records = new Map();
  let seq = after;
  return {
    async add(record) {
      seq += 1;
      records.set(seq, { ...record, seq });
      return seq;
    },
    async put(record) {
      if (records.has(record.seq)) records.set(record.seq, { ...record });
    },
    all: async () => [...records.values()],
    remove: async (record) => void records.delete(record.seq),
  };
}

function databaseStore() {
  let opened = null;
  const open = () => (opened ??= openDB(DATABASE, 1, {
    upgrade: (db) => void db.createObjectStore(SCANS, { keyPath: "seq", autoIncrement: true }),
    blocking: (_now, _next, event) => event.target.close(),
    terminated: () => { opened = null; },
  }));

  // Phones take the database away while the page sleeps; the second try opens it anew.
  async function using(act) {
    try {
      return await act(await open());
    } catch {
      opened = null;
      return act(await open());
    }
  }

  return {
    add: (record) => using((db) => db.add(SCANS, record)),
    put: (record) => using(async (db) => {
      const work = db.transaction(SCANS, "readwrite");
      if (await work.store.getKey(record.seq)) await work.store.put(record);
      await work.done;
    }),
    all: () => using((db) => db.getAll(SCANS)),
    remove: (record) => using((db) => db.delete(SCANS, record.seq)),
  };
}

/** `first` as long as it works, `second` for what it refuses. Records of `second` follow in order. */
export function sturdy(first, second, onVolatile) {
  let warned = false;
  function warn() {
    if (!warned) onVolatile();
    warned = true;
  }
  async function add(record) {
    try {
      return await first.add(record);
    } catch {
      warn();
      return second.add({ ...record, volatile: true });
    }
  }
  async function all() {
    const kept = await first.all().catch(() => []);
    return [...kept, ...(await second.all())];
  }
  const homeOf = (record) => (record.volatile ? second : first);
  return {
    add,
    all,
    put: (record) => homeOf(record).put(record),
    remove: (record) => homeOf(record).remove(record),
  };
}
