import type { LocalCloud } from './local-cloud.ts';

const TRY = (url: string) => `
Try, in another shell (as the receptionist 孙丽; GET ${url}/_local lists everybody):

  TOKEN=$(curl -s ${url}/_local/tokens -H 'content-type: application/json' -d '{"person":"receptionist-sun"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
  curl -s ${url}/sheets -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -H "idempotency-key: $(date +%s)" -d '{"site":"riverside","kind":"repair","channel":"walk-in","category":"water","subject":"厨房水管漏水","resident":{"id":"resident-zhao","name":"赵敏","phone":"13800000001","address":"1栋2单元301"},"signature":{"signer":"赵敏","path":"M 10 40 L 60 20 L 110 40"}}'
  curl -s "${url}/sheets?site=riverside" -H "authorization: Bearer $TOKEN"
`;

const TRY_EMPTY = (url: string) => `
The table is empty: FIRST_ADMINISTRATOR="<person> <site> <name>" lets somebody fill it. API description: ${url}/openapi.json · addresses: ${url}/_local
`;

/** What the user reads once the cloud runs: where it is and what to try. */
export function welcome({ url, dynamodbEndpoint, tableName }: LocalCloud, isEmpty: boolean): string {
  const where = `Shoujie 首接 runs at ${url}  (DynamoDB at ${dynamodbEndpoint}, table ${tableName}; Ctrl-C stops it)`;
  return `${where}\n${isEmpty ? TRY_EMPTY(url) : TRY(url)}`;
}
