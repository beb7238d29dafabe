const EXAMPLE = '{ area(code: "2102") { name centerSummary { built byLevel { level built } } channelSummary { registered } } }';

/** What a hub that answers says: where it is, and a command that works when it is pasted. */
export const toGreeting = (url: string, isSample: boolean): string => `
四柱 Sizhu answers at ${url}${isSample ? ' (示例数据 sample data)' : ''}. Try:

  curl -s ${url}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query: EXAMPLE })}'
`;
