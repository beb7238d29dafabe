export { openAuditLog, type AuditLog } from './audit/audit-log.js';
export type { Place } from './audit/chain.js';
export { listSegments } from './audit/segments.js';
export type { PublicKeys, Verdict } from './audit/verify-chain.js';
export { verifyFiles } from './audit/verify-files.js';
export {
  createChanger, type Announce, type Announcement, type Change, type ChangeRequest, type ChangeTools,
} from './change/create-changer.js';
export { holdAreas } from './change/hold-areas.js';
export { followRoster, type FollowRosterOptions, type RosterFollower, type RosterTaker } from './roster/follow-roster.js';
export { rosterOfGraph, rosterOfSubgraph, type RosterArea, type RosterSource } from './roster/roster-source.js';
export { takeRoster } from './roster/take-roster.js';
export { illegalTransition, keyReused, notFound, staleVersion, type Refusal, type RefusalOf } from './change/refusals.js';
export { port, readConfig, readWholeNumber, wholeNumber, type Environment, type WholeNumber } from './config.js';
export {
  applyMigrations, checkServerVersion, MigrationError,
  type MigrationErrorCode, type MigrationInput, type MigrationReport,
} from './database/migrate.js';
export { batchLists } from './database/batch-lists.js';
export { tidyUp } from './database/tidy-up.js';
export { isInside } from './database/is-inside.js';
export { startOfDay } from './database/start-of-day.js';
export { openPrismaAdapter } from './database/open-prisma-adapter.js';
export { openDatabase, type OpenDatabase, type StatementListener } from './database/open-database.js';
export { batchMany, batchOne, getAll, getOne, loadersFor } from './graphql/batch.js';
export { openKeySet } from './keys/open-key-set.js';
export { openSigningKey, type SigningKey } from './keys/signing-key.js';
export { createCallVerifier, CredentialError, type CallVerifier } from './credential/verify-call.js';
export { createOutboxFeed, isEventId, type OutboxEvent, type OutboxFeed } from './events/outbox-feed.js';
export { eventsUnder, type EventSource, type SubscriptionAnswer, type SubscriptionItem, type SubscriptionRequest } from './events/subscribe.js';
export { deadlineLeftMs, withDeadline } from './http/deadline.js';
export { streamEvents, whenGone, type ServerSentEvent } from './http/stream-events.js';
export { after, createFreshLoaders, type FreshLoaders } from './graphql/fresh-loaders.js';
export { codeOfPath, commonPath } from './graphql/area-path.js';
export { latest, sumOf } from './graphql/latest.js';
export { inputError } from './graphql/input-error.js';
export { MAX_PAGE, toConnection, toPage, type Connection, type Page, type PageArguments } from './graphql/paging.js';
export { checkPeriod, type Period } from './graphql/period.js';
export { holdsPersonNumber, proseHoldsPersonNumber } from './graphql/person-number.js';
export { type GroundPoint } from './graphql/point.js';
export { toRatio, type Ratio } from './graphql/ratio.js';
export { requiredField } from './graphql/required-field.js';
export {
  checkAreaPath, checkComingDay, checkCount, checkDistinct, checkId, checkImpersonalText, checkKey, checkMoment, checkOptionalImpersonalText, checkOptionalText,
  checkPastDay, checkPoint, checkShare, checkText, checkWhole, checkYuan,
} from './input/check-input.js';
export { toDayValue, toLocalDay } from './input/local-day.js';
export { createLog, type Log } from './log.js';
export { aborted, runService, toLine, type Service } from './run-service.js';
export { defineSubgraph, readTypeDefs, type Subgraph, type SubgraphRequest } from './subgraph/define-subgraph.js';
export { runSubgraph, type SubgraphSettings } from './subgraph/run-subgraph.js';
export { serveSubgraph, type ServedSubgraph } from './subgraph/serve-subgraph.js';
export { startUpkeep, type Upkeep, type UpkeepOptions, type UpkeepTask } from './subgraph/upkeep.js';
export { runWorker } from './workers/run-worker.js';
export { startWorkers, type Workers, type WorkersOptions } from './workers/start-workers.js';
