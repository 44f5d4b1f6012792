/** The escalation as the workflow stack deploys it. */
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { checkStatesLanguage } from '../../../infra/local/step-functions/states-language.ts';
import { escalationDefinition } from '../../../infra/workflows/escalation.ts';
import { resourcesOf, type Synthesis, synthesize, withoutTemplateRules } from '../synthesis.ts';
import { spelled, theOnly } from '../template-forms.ts';
import { functionNamed, rightsOf, takenBy, withoutArn } from '../workflow-template.ts';

beforeAll(withoutTemplateRules);

let stage: Synthesis;
beforeAll(() => {
  stage = synthesize();
});

const named = (name: string) => functionNamed(stage.workflow, name);

const machineForm = z.object({
  DefinitionString: spelled,
  RoleArn: spelled,
  StateMachineType: z.string(),
  LoggingConfiguration: z.object({ Level: z.string() }),
  TracingConfiguration: z.object({ Enabled: z.boolean() }),
});
const machine = () =>
  theOnly(Object.values(resourcesOf(stage.workflow, 'AWS::StepFunctions::StateMachine', machineForm)));

test('it is a standard workflow, logged and traced, as infra/workflows/escalation.ts defines it', () => {
  expect(machine()).toMatchObject({
    StateMachineType: 'STANDARD',
    LoggingConfiguration: { Level: 'ALL' },
    TracingConfiguration: { Enabled: true },
  });
  const deployed = machine().DefinitionString.replaceAll('arn:AWS::Partition:', 'arn:aws:');
  expect(JSON.parse(deployed)).toEqual(escalationDefinition(`${named('escalate').id}.Arn`));
});

test('it keeps to the States Language', () => {
  const arn = 'arn:aws:lambda:eu-central-1:123456789012:function:escalate';
  const inAws = machine()
    .DefinitionString.replaceAll('arn:AWS::Partition:', 'arn:aws:')
    .replaceAll(`${named('escalate').id}.Arn`, arn);
  const definition = JSON.parse(inAws);
  checkStatesLanguage('escalation', definition);
  const { Over: _, ...States } = definition.States;
  expect(() => checkStatesLanguage('escalation', { ...definition, States })).toThrow(/invalid/);
});

test('it calls escalate alone, and its wildcards are those of vended logs and tracing', () => {
  const role = withoutArn(machine().RoleArn);
  expect(takenBy(stage.workflow, role)).toEqual([
    { service: 'states.amazonaws.com', where: { 'aws:SourceAccount': 'AWS::AccountId' } },
  ]);
  const [broad, narrow] = [true, false].map((is) =>
    rightsOf(stage.workflow, role).filter((right) => right.endsWith(' on *') === is),
  );
  expect(narrow).toEqual([`lambda:InvokeFunction on ${named('escalate').id}.Arn`]);
  for (const right of broad ?? []) {
    expect(right).toMatch(
      /^(logs:\w*(LogDelivery|LogDeliveries|ResourcePolic(y|ies)|LogGroups)|xray:\w+) on \*$/,
    );
  }
});

test.each(['outbox', 'reconcile'])('it is started by %s', (name) => {
  const [id] = Object.keys(resourcesOf(stage.workflow, 'AWS::StepFunctions::StateMachine', machineForm));
  expect(named(name).Environment.Variables.ESCALATION_ARN).toBe(id);
  expect(rightsOf(stage.workflow, named(name).Role)).toContain(`states:StartExecution on ${id}`);
});
