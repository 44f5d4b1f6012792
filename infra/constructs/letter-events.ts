import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { TIMER_TRIES } from '../deliveries.ts';
import { limitAsynchronousTries } from './asynchronous-tries.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface LetterEventsProps {
  /** The name of the configuration set. */
  readonly name: string;
  readonly target: ServiceFunction;
  readonly deadLetters: DeadLetterQueue;
}

/**
 * Calls a function with what SES tells of letters that bounced or were complained of. SES tells of those alone that were
 * sent by its configuration set, through the default event bus, the only one that it knows.
 */
export class LetterEvents extends Construct {
  constructor(scope: Construct, id: string, { name, target, deadLetters }: LetterEventsProps) {
    super(scope, id);
    const set = new ConfigurationSet(this, 'Set', { configurationSetName: name });
    set.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    new Rule(this, 'Rule', {
      description: target.spec.description,
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received'],
        // Other programs of the account may send by sets of their own.
        detail: { mail: { tags: { 'ses:configuration-set': [name] } } },
      },
      targets: [new LambdaFunction(target.function, { deadLetterQueue: deadLetters.queue })],
    });
    limitAsynchronousTries(target, deadLetters, TIMER_TRIES);
  }
}
