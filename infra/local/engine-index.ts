import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import sqlite from 'node-sqlite3-wasm';

/**
 * The engine asks for the greatest sequence number of a table's stream before each write and would read the
 * whole stream for it: writes get slower with every write. This index answers that question at once.
 */
const STREAM_INDEX =
  'CREATE INDEX IF NOT EXISTS shoujie_stream_sequence ON _stream_records(table_name, CAST(sequence_number AS INTEGER))';

/**
 * Gives the engine's file the index, while no engine has it open.
 * @param file the engine's SQLite file, made by the engine itself
 */
export async function indexStreamRecords(file: string): Promise<void> {
  const lock = `${file}.lock`;
  // This SQLite build locks by making a directory, which outlives a process that was killed.
  if (existsSync(lock)) await rm(lock, { recursive: true });
  const database = new sqlite.Database(file, { fileMustExist: true });
  try {
    // The file keeps a write-ahead log. Without shared memory SQLite opens one only in exclusive mode.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec(STREAM_INDEX);
  } finally {
    database.close();
  }
}
