import type { _Record, AttributeValue } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord, AttributeValue as LambdaAttributeValue } from 'aws-lambda';

/** Lambda gets an event as JSON, in which binary values are base64. */
function asJson(value: AttributeValue): LambdaAttributeValue {
  const [[type, content] = []] = Object.entries(value);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  if (type === 'B') return { B: base64(content) };
  if (type === 'BS') return { BS: content.map(base64) };
  if (type === 'L') return { L: content.map(asJson) };
  if (type === 'M') return { M: imageAsJson(content) };
  return { [String(type)]: content } as LambdaAttributeValue;
}

function imageAsJson(image: Record<string, AttributeValue>): Record<string, LambdaAttributeValue> {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, asJson(value)]));
}

/** A stream record in the shape in which Lambda hands it to a function. */
export function lambdaRecord(record: _Record, streamArn: string): DynamoDBRecord {
  const { dynamodb: change = {}, eventID, eventName, eventVersion = '1.1', awsRegion } = record;
  return {
    eventID: eventID ?? '',
    eventName: eventName ?? 'MODIFY',
    eventVersion,
    eventSource: 'aws:dynamodb',
    awsRegion: awsRegion ?? '',
    eventSourceARN: streamArn,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor((change.ApproximateCreationDateTime?.getTime() ?? 0) / 1000),
      ...(change.Keys === undefined ? {} : { Keys: imageAsJson(change.Keys) }),
      ...(change.NewImage === undefined ? {} : { NewImage: imageAsJson(change.NewImage) }),
      ...(change.OldImage === undefined ? {} : { OldImage: imageAsJson(change.OldImage) }),
      SequenceNumber: change.SequenceNumber ?? '',
      SizeBytes: change.SizeBytes ?? 0,
      StreamViewType: change.StreamViewType ?? 'NEW_AND_OLD_IMAGES',
    },
    ...(record.userIdentity === undefined
      ? {}
      : {
          userIdentity: {
            type: record.userIdentity.Type ?? '',
            principalId: record.userIdentity.PrincipalId ?? '',
          },
        }),
  };
}
