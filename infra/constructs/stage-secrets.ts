import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { SECRETS, type SecretName } from '../secrets.ts';

const CHARACTERS = 64;

/** The secrets of a stage, made up when it is deployed. Unless disposable they outlive their stack, as what they were used for does. */
export class StageSecrets extends Construct {
  readonly secrets: Readonly<Record<SecretName, ISecret>>;

  constructor(scope: Construct, id: string, { disposable }: { readonly disposable: boolean }) {
    super(scope, id);
    const make = (name: string, description: string): ISecret => {
      const secret = new Secret(this, name, {
        description,
        generateSecretString: { passwordLength: CHARACTERS, excludePunctuation: true },
        removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      });
      Validations.of(secret).acknowledge({
        id: 'AwsSolutions-SMG4',
        reason:
          'No person and no other service knows it; docs/operations.md says how it is changed when it has to be.',
      });
      return secret;
    };
    const made = Object.entries(SECRETS).map(([name, description]) => [name, make(name, description)]);
    this.secrets = Object.fromEntries(made);
  }
}
