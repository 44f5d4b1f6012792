/** The workflows as the workflow stack deploys them. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { appealDefinition } from '../../../infra/workflows/appeal.ts';
import { escalationDefinition } from '../../../infra/workflows/escalation.ts';
import { languageFaults } from '../../support/infra/states-language.ts';
import { resourcesOf, type Synthesis, synthesize } from '../../support/infra/synthesis.ts';
import { spelled } from '../../support/infra/template-forms.ts';
import { functionNamed, rightsOf, takenBy, withoutArn } from '../../support/infra/workflow-template.ts';

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
const WORKFLOWS = [
  ['Escalation', 'escalate', escalationDefinition, 'ESCALATION_ARN'],
  ['Appeal', 'appeal-steps', appealDefinition, 'APPEAL_ARN'],
] as const;

describe.each(WORKFLOWS)('%s', (workflow, asked, define, variable) => {
  const machineId = () => {
    const ids = Object.keys(resourcesOf(stage.workflow, 'AWS::StepFunctions::StateMachine', machineForm));
    expect(ids).toHaveLength(WORKFLOWS.length);
    return ids.find((id) => id.startsWith(workflow)) ?? '';
  };
  const machine = () => {
    const found = resourcesOf(stage.workflow, 'AWS::StepFunctions::StateMachine', machineForm)[machineId()];
    if (found === undefined) throw new Error(`There is no ${workflow}.`);
    return found;
  };
  test('it is a standard workflow, logged and traced, as infra/workflows defines it', () => {
    expect(machine()).toMatchObject({
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ALL' },
      TracingConfiguration: { Enabled: true },
    });
    const deployed = machine().DefinitionString.replaceAll('arn:AWS::Partition:', 'arn:aws:');
    expect(JSON.parse(deployed)).toEqual(define(`${named(asked).id}.Arn`));
  });

  test('it keeps to the States Language', () => {
    const arn = 'arn:aws:lambda:eu-central-1:123456789012:function:asked';
    const inAws = machine()
      .DefinitionString.replaceAll('arn:AWS::Partition:', 'arn:aws:')
      .replaceAll(`${named(asked).id}.Arn`, arn);
    const definition = JSON.parse(inAws);
    expect(languageFaults(definition)).toBe('');
    const { Over: _, ...States } = definition.States;
    expect(languageFaults({ ...definition, States })).toMatch(/./);
  });

  test('it calls its own function alone, and its wildcards are those of vended logs and tracing', () => {
    const role = withoutArn(machine().RoleArn);
    expect(takenBy(stage.workflow, role)).toEqual([
      { service: 'states.amazonaws.com', where: { 'aws:SourceAccount': 'AWS::AccountId' } },
    ]);
    const [broad, narrow] = [true, false].map((is) =>
      rightsOf(stage.workflow, role).filter((right) => right.endsWith(' on *') === is),
    );
    expect(narrow).toEqual([`lambda:InvokeFunction on ${named(asked).id}.Arn`]);
    for (const right of broad ?? []) {
      expect(right).toMatch(
        /^(logs:\w*(LogDelivery|LogDeliveries|ResourcePolic(y|ies)|LogGroups)|xray:\w+) on \*$/,
      );
    }
  });

  test.each(['outbox', 'reconcile'])('it is started by %s', (name) => {
    const id = machineId();
    expect(named(name).Environment.Variables[variable]).toBe(id);
    expect(rightsOf(stage.workflow, named(name).Role)).toContain(`states:StartExecution on ${id}`);
  });
});
