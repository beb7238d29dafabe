import { PILLARS, type PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { withClient } from '../../src/database/client.js';
import type { Urls } from '../../src/sample/index.js';
import type { Statement } from '../questions/question-city.js';

/** What EXPLAIN says of one step; only what is looked at here. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The pillar whose statement it is: no other knows all of its tables. */
export async function findPillar(urls: Urls, { sql, values }: Statement): Promise<PillarName> {
  for (const pillar of PILLARS) {
    const isKnown = await withClient(urls[pillar], (client) => client.query(`EXPLAIN ${sql}`, [...values]).then(
      () => true,
      (error: pg.DatabaseError) => {
        if (error.code === '42P01' || error.code === '42703' || error.code === '42704' || error.code === '42883') return false;
        throw error;
      }));
    if (isKnown) return pillar;
  }
  throw new Error(`No pillar can run ${sql}`);
}

export async function explain(client: pg.Client, { sql, values }: Statement, allowSeqScan = true): Promise<PlanNode> {
  await client.query(`SET enable_seqscan = ${allowSeqScan ? 'on' : 'off'}`);
  const { rows: [row] } = await client.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(`EXPLAIN (FORMAT JSON) ${sql}`, [...values]);
  return row!['QUERY PLAN'][0]!.Plan;
}

/** Tables that a plan reads from end to end: without an index, or along one with nothing to look up and nothing that ends it. */
export function findFullReads(node: PlanNode, isLimited = false): readonly string[] {
  const type = node['Node Type'];
  const inner = isLimited || type === 'Limit';
  const own = type === 'Seq Scan' || (type.startsWith('Index') && !node['Index Cond'] && !inner) ? [node['Relation Name'] ?? '?'] : [];
  // A sort has to see all rows before it gives the first.
  const passes = inner && !['Sort', 'Aggregate', 'Hash', 'Materialize'].includes(type);
  return [...own, ...(node.Plans ?? []).flatMap((child) => findFullReads(child, passes))];
}

export const findSeqScans = (node: PlanNode): readonly string[] => [
  ...(node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? '?'] : []),
  ...(node.Plans ?? []).flatMap(findSeqScans),
];
