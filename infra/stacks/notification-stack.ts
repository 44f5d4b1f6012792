import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { LetterEvents } from '../constructs/letter-events.ts';
import { mailEvents, mailSending, mailVia } from '../constructs/mail-sending.ts';
import { readingSecrets } from '../constructs/named-secrets.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { StageSecrets } from '../constructs/stage-secrets.ts';
import { theOneStartedBy } from '../constructs/started-by.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { alarmOnErrors, alarmOnLateLetters, alarmOnReputation } from '../constructs/workflow-alarms.ts';
import { MESSAGE_TRIES } from '../deliveries.ts';
import type { FunctionSpec } from '../manifest.ts';
import { isInChina, type Settings } from '../settings.ts';

export interface NotificationStackProps extends StackProps {
  readonly settings: Settings;
  readonly functions: readonly FunctionSpec[];
  readonly table: ITable;
  readonly secrets: StageSecrets['secrets'];
  /** Gives the bundle of a function. */
  readonly codeOf: (spec: FunctionSpec) => Code;
}

/** Who is told: people by letters, operators by alarms. It keeps no state that the table does not have. */
export class NotificationStack extends Stack {
  readonly letters: WorkQueue;
  readonly alarms: AlarmTopic;

  constructor(scope: Construct, id: string, props: NotificationStackProps) {
    const { settings, functions, table, secrets, codeOf, ...stackProps } = props;
    super(scope, id, stackProps);
    const { stage, mail, baseUrl, alarmAddress, timeZone, disposable } = settings;
    const { logRetentionDays: logRetention } = settings;
    warnWhereNoLetterLeaves(this, settings);

    this.alarms = new AlarmTopic(this, 'Alarms', {
      stage,
      ...(alarmAddress !== undefined && { address: alarmAddress }),
    });
    const spec = theOneStartedBy(functions, 'queue');
    const deadLetters = new DeadLetterQueue(this, 'LetterDeadLetters', {
      name: 'letter-dead-letters',
      meaning: 'Requests for letters, or messages of a robot, were given up.',
      alarms: this.alarms,
    });
    this.letters = new WorkQueue(this, 'Letters', { timeoutSeconds: spec.timeoutSeconds, deadLetters });
    const set = mailEvents(settings);
    const shared = { table, logRetention, disposable, reservedConcurrency: settings.reservedConcurrency };
    const mailer = new ServiceFunction(this, spec.name, {
      ...shared,
      spec,
      code: codeOf(spec),
      environment: {
        TABLE_NAME: table.tableName,
        TABLE_FORM: settings.tableForm,
        LETTERS_QUEUE_URL: this.letters.queue.queueUrl,
        MAIL_SENDER: mail.sender,
        MAIL_VIA: mailVia(mail),
        MAIL_REGION: mail.region ?? this.region,
        MAIL_EVENTS: set ?? '-',
        TIME_ZONE: timeZone,
        // Functions that send at the same time share the rate.
        MAIL_RATE: String(mail.rate / MESSAGE_TRIES.workersAtOnce),
        ROBOT_SINKS: '-',
        LETTER_DEAD_LETTERS_URL: deadLetters.queue.queueUrl,
        BASE_URL: baseUrl,
      },
      abilities: {
        'send-to-letters': this.letters.sending,
        'send-to-letter-dead-letters': [deadLetters.sending],
        'read-robots': readingSecrets(this, settings.robots),
        'send-mail': mailSending(this, mail, set),
      },
      secrets,
    });
    this.letters.feed(mailer, spec.trigger.batchSize);

    const eventsSpec = theOneStartedBy(functions, 'letter-events');
    const bounces = new ServiceFunction(this, eventsSpec.name, {
      ...shared,
      spec: eventsSpec,
      code: codeOf(eventsSpec),
      environment: {
        TABLE_NAME: table.tableName,
        TABLE_FORM: settings.tableForm,
        LETTERS_QUEUE_URL: this.letters.queue.queueUrl,
      },
      abilities: { 'send-to-letters': this.letters.sending },
    });
    const bounceDeadLetters = new DeadLetterQueue(this, 'BounceDeadLetters', {
      name: 'bounce-dead-letters',
      meaning: 'What became of letters was given up.',
      alarms: this.alarms,
    });
    if (set !== undefined) {
      new LetterEvents(this, 'LetterEvents', { name: set, target: bounces, deadLetters: bounceDeadLetters });
    }

    alarmOnErrors(this.alarms, mailer);
    alarmOnErrors(this.alarms, bounces);
    alarmOnLateLetters(this.alarms, this.letters);
    // An alarm sees what is measured in its own region alone.
    if (set !== undefined) alarmOnReputation(this, this.alarms);

    new CfnOutput(this, 'AlarmTopicArn', { value: this.alarms.topic.topicArn });
    new CfnOutput(this, 'LettersQueueUrl', { value: this.letters.queue.queueUrl });
    new CfnOutput(this, 'LetterDeadLettersUrl', { value: deadLetters.queue.queueUrl });
    new CfnOutput(this, 'BouncesFunction', { value: bounces.function.functionName });
    new CfnOutput(this, 'BounceDeadLettersUrl', { value: bounceDeadLetters.queue.queueUrl });
  }
}

function warnWhereNoLetterLeaves(stack: Stack, settings: Settings): void {
  if (isInChina(settings.region) && settings.mail.smtp === undefined) {
    Annotations.of(stack).addWarningV2(
      'shoujie:no-letters-in-china',
      'China regions have no SES, and none elsewhere takes their credentials: this stage can send no letter unless "mail" names a mail server under "smtp" (docs/operations.md, "Letters").',
    );
  }
}
