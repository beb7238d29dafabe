import { checkImpersonalText, checkPastDay, checkWhole, inputError, toDayValue } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { RecordArchiveAlbumInput, RecordFacilityInput, RecordImprovementInput, RecordMaturityInput } from '../__generated__/resolvers.js';
import type { CentersChangeTools } from './change.js';
import { createCenterRecorder } from './create-center-recorder.js';

const KIND = /^[A-Z][A-Z0-9_]{1,39}$/;
const MOST = 10_000_000;

/** What a center is equipped with, what it files, and how it goes on from there. */
export function createEquipmentChanges(tools: CentersChangeTools) {
  const { now } = tools;
  const record = createCenterRecorder(tools);
  return {
    recordFacility: (input: RecordFacilityInput) => {
      const { centerId, kind, state, count } = input;
      if (!KIND.test(kind)) throw inputError('kind', 'must be 2 to 40 capital letters, digits and underscores, such as COMPUTER.');
      const name = checkImpersonalText('name', input.name, 40);
      checkWhole('count', count, [0, 100_000]);
      return record<never>('recordFacility', 'center.facility', input, async (tx) => {
        const data = { name, count, provenance: 'REGISTERED' } as const;
        await tx.facility.upsert({ where: { centerId_kind_state: { centerId, kind, state } }, create: { centerId, kind, state, ...data }, update: data });
        // A kind has one name, in whatever state some of it is.
        await tx.facility.updateMany({ where: { centerId, kind }, data: { name } });
        return null;
      });
    },

    recordArchiveAlbum: (input: RecordArchiveAlbumInput) => {
      const { centerId, year, kind, records, pages } = input;
      const title = checkImpersonalText('title', input.title, 100);
      checkWhole('year', year, [2_000, now().getUTCFullYear()]);
      checkWhole('records', records, [0, MOST]);
      checkWhole('pages', pages, [0, MOST]);
      return record<never>('recordArchiveAlbum', 'center.archive', input, async (tx) => {
        const data = { records, pages, provenance: 'REGISTERED' } as const;
        await tx.archiveAlbum.upsert({
          where: { centerId_year_kind_title: { centerId, year, kind, title } },
          create: { id: randomUUID(), centerId, year, kind, title, ...data }, update: data,
        });
        return null;
      });
    },

    recordImprovement: (input: RecordImprovementInput) => {
      const { centerId, track, takenUpOn, reachedOn = null } = input;
      const aim = checkImpersonalText('aim', input.aim, 200);
      checkPastDay('takenUpOn', takenUpOn, now());
      if (reachedOn !== null) {
        checkPastDay('reachedOn', reachedOn, now());
        if (reachedOn < takenUpOn) throw inputError('reachedOn', `${reachedOn} is before ${takenUpOn}, when it was taken up.`);
      }
      return record<never>('recordImprovement', 'center.improvement', input, async (tx) => {
        const data = { aim, takenUpOn: toDayValue(takenUpOn), reachedOn: reachedOn === null ? null : toDayValue(reachedOn), provenance: 'REGISTERED' } as const;
        await tx.centerImprovement.upsert({ where: { centerId_track: { centerId, track } }, create: { centerId, track, ...data }, update: data });
        return null;
      });
    },

    recordMaturity: (input: RecordMaturityInput) => {
      const { centerId, realized, operational, effective } = input;
      return record<never>('recordMaturity', 'center.maturity', input, async (tx) => {
        await tx.center.update({ where: { id: centerId }, data: { realized, operational, effective } });
        return null;
      });
    },
  };
}
