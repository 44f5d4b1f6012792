/** `npm run smoke -- --url … --token …`: checks a deployed stage from outside and leaves nothing behind. */
import { argumentsOf } from './arguments.ts';
import { inWords, runCommand } from './run-command.ts';
import { type Stage, smokeChecks } from './smoke-checks.ts';

const ANSWERS_WITHIN_MS = 30_000;
const PLACES = 6;

function stageAt(url: string): Stage {
  const top = url.replace(/\/+$/, '');
  return async ({ route, token, body, headers }) => {
    const [method, path] = route.split(' ');
    const response = await fetch(`${top}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}

async function main(): Promise<number> {
  const needed = { url: 'https://…', token: "'the JWT of somebody who works there'" };
  const { url, token } = argumentsOf(process.argv.slice(2), 'npm run smoke', needed);
  let failed = 0;
  for (const [what, run] of smokeChecks(stageAt(url), token)) {
    const start = performance.now();
    const wrong = await run().then(
      () => undefined,
      (error: Error) => inWords(error) ?? error.message,
    );
    const took = `${(performance.now() - start).toFixed(0).padStart(PLACES)} ms`;
    console.log(
      `${wrong === undefined ? 'ok    ' : 'FAILED'} ${took}  ${what}${wrong === undefined ? '' : `: ${wrong}`}`,
    );
    if (wrong !== undefined) failed += 1;
  }
  console.log(failed === 0 ? 'The stage answers as it should.' : `${failed} of the checks failed.`);
  return failed === 0 ? 0 : 1;
}

await runCommand(main);
