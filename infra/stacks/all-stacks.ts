import { type App, Tags, Validations } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { startedBy } from '../constructs/started-by.ts';
import { type FunctionSpec, manifest } from '../manifest.ts';
import type { Settings } from '../settings.ts';
import { ApiStack } from './api-stack.ts';
import { CopyStack } from './copy-stack.ts';
import { DataStack } from './data-stack.ts';
import { NotificationStack } from './notification-stack.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { WorkflowStack } from './workflow-stack.ts';

interface Release {
  readonly version: string;
  /** Gives the bundle of a function. */
  readonly codeOf: (spec: FunctionSpec) => Code;
}

/** Adds every stack of one stage to the app, each resource checked against the AWS Solutions rules at synth. */
export function addStacks(app: App, settings: Settings, { version, codeOf }: Release): void {
  const { stage, account, region, backupCopy, tags } = settings;
  const env = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  const data = new DataStack(app, `shoujie-${stage}-data`, {
    env,
    settings,
    description: `Shoujie ${stage}: what keeps state`,
  });
  if (backupCopy !== undefined) {
    const copies = new CopyStack(app, `shoujie-${stage}-copy`, {
      env: { ...env, region: backupCopy.region },
      settings,
      description: `Shoujie ${stage}: copies, in a second region`,
    });
    // Nothing can be copied to where nothing is yet.
    data.addStackDependency(copies);
  }
  const notification = new NotificationStack(app, `shoujie-${stage}-notification`, {
    env,
    settings,
    description: `Shoujie ${stage}: letters and alarms`,
    functions: manifest,
    table: data.table,
    secrets: data.secrets,
    codeOf,
  });
  const { api, requests } = new ApiStack(app, `shoujie-${stage}-api`, {
    env,
    settings,
    description: `Shoujie ${stage}: the HTTP API`,
    functions: startedBy(manifest, 'api').filter(
      ({ name }) => name !== 'console' || settings.console === 'here',
    ),
    table: data.table,
    buckets: data.buckets,
    accessRecord: data.accessRecord,
    secrets: data.secrets,
    tokens: data.tokens,
    login: data.login,
    alarms: notification.alarms,
    version,
    codeOf,
  });
  new WorkflowStack(app, `shoujie-${stage}-workflow`, {
    env,
    settings,
    description: `Shoujie ${stage}: timers and escalations`,
    functions: manifest,
    table: data.table,
    buckets: data.buckets,
    secrets: data.secrets,
    letters: notification.letters,
    alarms: notification.alarms,
    codeOf,
  });
  new ObservabilityStack(app, `shoujie-${stage}-observability`, {
    env,
    settings,
    description: `Shoujie ${stage}: the dashboard, and an alarm for each promise`,
    table: data.table,
    accessLog: data.accessRecord.group,
    api,
    requests,
    alarms: notification.alarms,
  });
  for (const [key, value] of Object.entries({ ...tags, product: 'shoujie', stage }))
    Tags.of(app).add(key, value);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
