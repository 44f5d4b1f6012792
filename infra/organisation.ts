/** `npm run organisation`: see `infra/import/organisation-command.ts`. */
import { organisationCommand } from './import/organisation-command.ts';
import { runCommand } from './operate/run-command.ts';

const language = /^zh/i.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? 'zh-CN' : 'en';
await runCommand(() => organisationCommand(process.argv.slice(2), { say: console.log, language }));
