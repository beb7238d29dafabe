import { batchLists, isInside, startOfDay, type Page, type Period } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, ViewingTicket } from '../__generated__/database.js';
import type { TicketGap } from '../__generated__/resolvers.js';
import { CLOSURE_GRACE_HOURS, TICKET_TRANSITIONS } from '../tickets/transitions.js';

export type TicketRow = Awaited<ReturnType<ReturnType<typeof createTicketStore>['findTickets']>>[number];
export type TicketEntryRow = Awaited<ReturnType<ReturnType<typeof createTicketStore>['findTicketEntries']>>[number];

export interface TicketScope {
  readonly path?: string | null | undefined;
  readonly filter?: {
    readonly state?: readonly ViewingTicket['state'][] | null | undefined;
    readonly gap?: readonly TicketGap[] | null | undefined;
    readonly requestingOrganizationId?: string | null | undefined;
    readonly ownerOrganizationId?: string | null | undefined;
    readonly requested?: Period | null | undefined;
    readonly overdue?: boolean | null | undefined;
  } | null | undefined;
  /** What is overdue at this moment. */
  readonly now: Date;
}

export interface TicketCounts {
  readonly areaCode: string;
  readonly state: ViewingTicket['state'];
  readonly tickets: number;
  readonly withoutPurpose: number;
  readonly withoutApproval: number;
  readonly withoutClosure: number;
  readonly asOf: Date;
}

/** The rollup counts by the same conditions. */
const GAPS: Readonly<Record<TicketGap, ReturnType<typeof sql<boolean>>>> = {
  PURPOSE: sql<boolean>`purpose is null`,
  APPROVAL: sql<boolean>`(opened_at is not null and approval_ref is null)`,
  CLOSURE: sql<boolean>`(opened_at is not null and state <> 'CLOSED')`,
};

export function createTicketStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const tickets = () => db.selectFrom('viewing_ticket').select([
    'id', 'area_path as areaPath', 'state', 'purpose', 'case_reference as caseReference',
    'requesting_organization_id as requestingOrganizationId', 'owner_organization_id as ownerOrganizationId', 'approval_ref as approvalRef',
    'operator_count as operatorCount', 'window_from as windowFrom', 'window_to as windowTo', 'destination',
    'requested_by_post as requestedByPost', 'approved_by_post as approvedByPost', 'requested_at as requestedAt', 'approved_at as approvedAt',
    'opened_at as openedAt', 'ended_at as endedAt', 'version', 'provenance',
  ]);

  function within({ path, filter, now }: TicketScope) {
    let query = tickets();
    if (path != null) query = query.where(isInside(path));
    if (filter?.state) query = query.where('state', '=', sql<ViewingTicket['state']>`any(${filter.state}::"TicketState"[])`);
    if (filter?.requestingOrganizationId != null) query = query.where('requesting_organization_id', '=', filter.requestingOrganizationId);
    if (filter?.ownerOrganizationId != null) query = query.where('owner_organization_id', '=', filter.ownerOrganizationId);
    if (filter?.requested) {
      query = query.where('requested_at', '>=', startOfDay(filter.requested.from)).where('requested_at', '<', startOfDay(filter.requested.to));
    }
    if (filter?.gap) {
      const gaps = filter.gap;
      query = query.where((eb) => eb.or(gaps.map((gap) => GAPS[gap])));
    }
    if (filter?.overdue != null) {
      const isOverdue = sql<boolean>`(state = 'OPEN' and window_to <= ${now})`;
      query = query.where(filter.overdue ? isOverdue : sql<boolean>`not ${isOverdue}`);
    }
    return query;
  }

  return {
    findTickets: (ids: readonly string[]) => tickets().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    findTicketEntries: (ticketIds: readonly string[]) => db.selectFrom('viewing_ticket_entry')
      .select(['ticket_id as ticketId', 'seq', 'action', 'state', 'by_post as byPost', 'at'])
      .where('ticket_id', '=', sql<string>`any(${ticketIds}::text[])`).orderBy('ticket_id').orderBy('seq').execute(),

    findTicketChannels: (ticketIds: readonly string[]) => db.selectFrom('viewing_ticket_channel')
      .select(['ticket_id as ticketId', 'channel_id as channelId'])
      .where('ticket_id', '=', sql<string>`any(${ticketIds}::text[])`).orderBy('ticket_id').orderBy('channel_id').execute(),

    /** One row more than the page holds, the latest request first. */
    listTickets(scope: TicketScope, { limit, after }: Page) {
      const query = within(scope).orderBy('requested_at', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(requested_at, id) < (${after[0]}::timestamptz, ${after[1]})`) : query);
    },

    countTickets: (scope: TicketScope): Promise<number> => lists.count(within(scope)),

    /** One row for each area and state. A period is that in which tickets were requested. */
    sumTickets: (period: Period | null) => async (areaCodes: readonly string[]): Promise<readonly TicketCounts[]> => {
      const inPeriod = period ? sql`day >= ${period.from}::date and day < ${period.to}::date` : sql`true`;
      const { rows } = await sql<TicketCounts>`
        select area_code as "areaCode", state, sum(tickets) as tickets, sum(without_purpose) as "withoutPurpose",
               sum(without_approval) as "withoutApproval", sum(without_closure) as "withoutClosure", max(as_of) as "asOf"
        from ticket_rollup where area_code = any(${areaCodes}::text[]) and ${inPeriod}
        group by area_code, state having sum(tickets) > 0 order by state`.execute(db);
      return rows;
    },

    /**
     * Ends the tickets whose window is over; open ones are waited for, so that their closure can be entered.
     * Each with its entry and its announcement. A ticket that somebody is changing is left to the next round.
     */
    async expireTickets(now: Date): Promise<void> {
      const { from, to } = TICKET_TRANSITIONS.expire;
      const graceEnd = new Date(now.getTime() - CLOSURE_GRACE_HOURS * 3_600_000);
      await sql`
        with due as (
          select id from viewing_ticket
          where state = any(${from}::"TicketState"[]) and window_to <= ${now} and (state <> 'OPEN' or window_to <= ${graceEnd})
          order by id for no key update skip locked
        ), expired as (
          update viewing_ticket t set state = ${to}::"TicketState", version = version + 1, ended_at = ${now}
          from due where t.id = due.id returning t.id, t.version, t.area_path
        ), noted as (
          insert into viewing_ticket_entry (ticket_id, seq, action, state, by_post, at)
          select id, version, 'expire', ${to}::"TicketState", null, ${now}::timestamptz from expired
        )
        insert into outbox_event (topic, subject, area_path, payload)
        select 'ticket.changed', id, area_path, jsonb_build_object('ticketId', id, 'action', 'expire', 'state', ${to}::text) from expired`.execute(db);
    },
  };
}
