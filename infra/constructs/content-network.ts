import { Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

interface ContentNetworkProps extends NonNullable<Settings['cdn']> {
  /** The host at which the API is found. */
  readonly api: string;
}

/** The files of the console: each is named by its contents, so what is kept of them is never old. */
const FILES = '/app/assets/*';

/**
 * A content network with the API as its one origin: the console's files are kept near people, everything else passes
 * through, headers and all, and is kept nowhere. Answers of the API are never rewritten: a 404 of it is a problem document.
 */
export class ContentNetwork extends Construct {
  /** The name that CloudFront gives it, to which a name of its own is pointed. */
  readonly name: string;

  constructor(scope: Construct, id: string, { api, domain, certificateArn }: ContentNetworkProps) {
    super(scope, id);
    const origin = new HttpOrigin(api);
    const common = { origin, viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS };
    const network = new Distribution(this, 'Network', {
      comment: Stack.of(this).stackName,
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(domain !== undefined &&
        certificateArn !== undefined && {
          domainNames: [domain],
          certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
        }),
      defaultBehavior: {
        ...common,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
      additionalBehaviors: { [FILES]: { ...common, cachePolicy: CachePolicy.CACHING_OPTIMIZED } },
    });
    this.name = network.distributionDomainName;
    const reasons = {
      'AwsSolutions-CFR1':
        'Residents and staff may be anywhere; who may read what is for their login to say.',
      'AwsSolutions-CFR2': 'The API behind it is throttled; docs/operations.md says where a firewall goes.',
      'AwsSolutions-CFR3': 'The access log of the API has a line for each request that is not of a file.',
      ...(domain === undefined && {
        'AwsSolutions-CFR4': 'Under the name that CloudFront gives, CloudFront chooses what of TLS it takes.',
      }),
    };
    for (const [rule, reason] of Object.entries(reasons))
      Validations.of(network).acknowledge({ id: rule, reason });
  }
}
