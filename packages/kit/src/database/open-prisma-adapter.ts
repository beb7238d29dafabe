import { PrismaPg } from '@prisma/adapter-pg';

/** A pillar's way of writing: Prisma over a small pool of its own, connected when it is first used. */
export const openPrismaAdapter = ({ url, schema }: { readonly url: string; readonly schema: string }): PrismaPg =>
  new PrismaPg({ connectionString: url, max: 5, options: `-c search_path=${schema}`, connectionTimeoutMillis: 10_000 }, { schema });
