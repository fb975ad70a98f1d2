import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from './database.ts';
import { undoing, type UndoingDatabase } from './undoing-database.ts';

let undo: UndoingDatabase;

beforeAll(async () => {
  undo = await undoing(await openTestDatabase());
  await undo.db.pool.query('create table public.thing (id integer primary key, text text)');
  await undo.db.pool.query(`insert into thing values (1, 'a'), (2, 'b')`);
  await undo.keep();
});
afterAll(() => undo.db.close());

it.each([
  ['an insertion', `insert into thing values (3, 'c')`, ['thing']],
  ['a change', `update thing set text = 'z' where id = 1`, ['thing']],
  ['a change of the row that was written last', `update thing set text = 'z' where id = 2`, ['thing']],
  ['a removal', 'delete from thing where id = 1', ['thing']],
  ['one row for another', `delete from thing where id = 1; insert into thing values (1, 'b')`, ['thing']],
  ['a look', 'select * from thing for update', []],
])('tells %s, and takes it back', async (_what, statement, told) => {
  const before = await undo.marks();
  const client = await undo.db.pool.connect();
  await client.query('begin');
  await client.query(statement);
  await client.query('commit');
  client.release();
  const after = await undo.marks();
  expect([...after.keys()].filter((name) => after.get(name) !== before.get(name))).toEqual(told);
  await undo.undo();
  expect(await undo.marks()).toEqual(before);
  const { rows } = await undo.db.pool.query('select * from thing order by id');
  expect(rows).toEqual([
    { id: 1, text: 'a' },
    { id: 2, text: 'b' },
  ]);
});
